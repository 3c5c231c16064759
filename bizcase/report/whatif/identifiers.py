"""What a program calls rows and inputs, whose names may hold any character."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bizcase.engine.operations import Array
from bizcase.formula.nodes import Reference, Target


@dataclass(slots=True)
class Identifiers:
    """Gives out identifiers, and keeps which ones were asked for (`render.javascript.Names`).

    A row that moves is `r_` and its name, an input that varies `v_`, anything known `k_`; of a
    name only letters, digits and underscores are left.
    """

    per_year: int
    known: Callable[[Reference], Array | None]
    given: dict[tuple[Target, str], str] = field(default_factory=dict)

    def here(self, name: Reference) -> str:
        """The value in the column `c`."""
        return self.whole(name) if name.to == "input" else f"{self.whole(name)}[c]"

    def whole(self, name: Reference) -> str:
        """The array with all columns."""
        key = name.to, name.name
        if key not in self.given:
            self.given[key] = self._new(name)
        return self.given[key]

    def used(self, *kinds: Target) -> dict[str, Reference]:
        """What was asked for of some kinds, by identifier."""
        return {i: Reference(n, to) for (to, n), i in self.given.items() if to in kinds}

    def _new(self, name: Reference) -> str:
        letter = "k" if self.known(name) is not None else "r" if name.to == "row" else "v"
        wish = f"{letter}_{re.sub('[^A-Za-z0-9_]', '_', name.name)}"
        taken, number = set(self.given.values()), 2
        found = wish
        while found in taken:
            found, number = f"{wish}_{number}", number + 1
        return found
