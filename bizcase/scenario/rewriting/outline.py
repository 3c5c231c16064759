"""The files of a scenario as they stand: where each value is, around what, and under which keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bizcase.problems import Span
from bizcase.text import Mapping, Node, Scalar, Sequence, read_file
from bizcase.text.edit import is_flow


@dataclass(frozen=True, slots=True)
class Site:
    """A node with the keys that lead to it from the top of its file, and what is around it.

    In a list the last of the keys is a number. `in_flow` says that it stands inside brackets;
    `shared` that an alias (`*name`) stands for it elsewhere.
    """

    node: Node
    keys: tuple[str, ...]
    around: Site | None = None
    in_flow: bool = False

    @property
    def case(self) -> str:
        """The case that says it, or `base`."""
        return self.keys[1] if self.keys[:1] == ("cases",) and len(self.keys) > 1 else "base"

    @property
    def path(self) -> str:
        """The path under which a case overrides it: that of its value."""
        keys = self.keys[:-1] if self.keys[-1] == "base" and len(self.keys) > 1 else self.keys
        return ".".join(keys)

    @property
    def mapping(self) -> Mapping | None:
        """The mapping around it."""
        found = self.around.node if self.around else None
        return found if isinstance(found, Mapping) else None


@dataclass(slots=True)
class Outline:
    """Every node of the files by its place, the scenario before what it extends."""

    tops: list[Mapping] = field(default_factory=list)
    sites: dict[tuple[str, int, int], Site] = field(default_factory=dict)
    shared: set[tuple[str, int, int]] = field(default_factory=set)

    def at(self, span: Span | None) -> Site | None:
        """What stands at a place."""
        return self.sites.get(_place(span)) if span is not None else None

    def is_shared(self, site: Site) -> bool:
        """Whether an alias stands for the node, or for one around it."""
        here = _place(site.node.span) in self.shared
        return here or (site.around is not None and self.is_shared(site.around))

    def under(self, keys: list[str] | tuple[str, ...]) -> Site | None:
        """What stands under keys, in the uppermost file that has them."""
        for top in self.tops:
            node: Node | None = top
            for key in keys:
                node = node.get(key) if isinstance(node, Mapping) else None
            if node is not None:
                return self.at(node.span)
        return None

    def text_of_file(self, name: str) -> str | None:
        """The text of a file."""
        return next((t.span.source.text for t in self.tops if t.span.source.name == name), None)


def outline_of(path: str | Path) -> Outline:
    """The files of a scenario that can be loaded. Raises ProblemsFoundError."""
    found = Outline()
    for top in _files(path):
        found.tops.append(top)
        waiting = [Site(top, ())]
        while waiting:
            site = waiting.pop()
            place = _place(site.node.span)
            if place in found.sites:
                found.shared.add(place)
                continue
            found.sites[place] = site
            waiting += reversed([*_inside(site)])  # an anchor comes before its aliases
    return found


def _files(path: str | Path) -> Iterator[Mapping]:
    while True:
        top = read_file(path)
        assert isinstance(top, Mapping)
        yield top
        below = top.get("extends")
        if not isinstance(below, Scalar):
            return
        path = Path(path).parent / below.text.strip()


def _inside(site: Site) -> Iterator[Site]:
    node = site.node
    if isinstance(node, Scalar):
        return
    flow = site.in_flow or is_flow(node)
    inside = enumerate(node.items) if isinstance(node, Sequence) else node.items()
    for key, value in inside:
        yield Site(value, (*site.keys, str(key)), site, flow)


def _place(span: Span) -> tuple[str, int, int]:
    return span.source.name, span.start, span.end
