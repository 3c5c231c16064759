"""Which options go together: some exclude each other, some need others, some are decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rules:
    """By the keys of options: at most one of each group in `exclude`, an option only with all that
    it `requires`, and all that `must` be chosen."""

    exclude: tuple[tuple[str, ...], ...] = ()
    requires: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    must: tuple[str, ...] = ()

    @property
    def decided(self) -> frozenset[str]:
        """What must be chosen, with all that it requires."""
        found = set(self.must)
        while more := {n for key in found for n in self.requires.get(key, ())} - found:
            found |= more
        return frozenset(found)

    def allow(self, chosen: set[str]) -> bool:
        """Whether a set of options keeps the rules."""
        return (
            all(len(chosen.intersection(group)) <= 1 for group in self.exclude)
            and all(chosen.issuperset(n) for key, n in self.requires.items() if key in chosen)
            and chosen.issuperset(self.must)
        )
