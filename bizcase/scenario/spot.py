"""A place of the scenario with what is written there, and what it gives to a block's inputs."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace as changed

from bizcase.library.block import Block
from bizcase.scenario.choose import DRIVER_KEYS
from bizcase.scenario.place import join
from bizcase.text import Mapping, Node, Scalar

Given = dict[str, tuple[str, Node]]  # for each input the path where it is written, and what is


@dataclass(frozen=True, slots=True)
class Spot:
    """What is written at a path, the mapping around it, and the rows of the blocks around it."""

    path: str
    node: Node
    around: Mapping | None = None
    rows: frozenset[str] = frozenset()

    @property
    def mapping(self) -> Mapping:
        """The keys that are written here; none for a bare value."""
        return self.node if isinstance(self.node, Mapping) else Mapping({}, self.node.span)

    @property
    def keys_around(self) -> set[str]:
        """The keys of the mapping around."""
        return set(self.around.values) if self.around else set()

    def with_depreciation(self, below: set[str]) -> Spot:
        """A `life:` without `depreciation:` means a straight line."""
        node = self.mapping
        if "depreciation" not in below or "life" not in node or "depreciation" in node:
            return self
        line = Scalar("straight line", node.key_span("life"))
        return changed(
            self, node=Mapping({**node.values, "depreciation": line}, node.span, node.keys)
        )


def given_at(spot: Spot, block: Block, in_place: bool) -> Given:
    """What is written for the inputs of a block, in its own mapping or in the one around it."""
    given: Given = {}
    parent = spot.path.rpartition(".")[0]
    mapping, main = spot.mapping, block.main
    for name, spec in block.inputs.items():
        written = mapping.get(name)
        if written is not None:
            given[name] = (join(spot.path, "" if name == "base" else name), written)
        elif spot.around is not None and name in spot.around and not (in_place and spec.main):
            given[name] = (join(parent, name), spot.around.values[name])
    if main and in_place:
        given[main.name] = (spot.path, _without(spot.node, block, main.name))
    elif main and main.name in given:
        path, value = given[main.name]
        given[main.name] = (path, _with_attached(value, mapping, block))
    return given


def _without(node: Node, block: Block, main: str) -> Node:
    """The mapping of a main input written in place, without the block's other keys."""
    if not isinstance(node, Mapping):
        return node
    others = (set(block.inputs) | set(block.where)) - {main}
    own = {k: v for k, v in node.items() if k not in others}
    return Mapping(own, node.span, node.keys, node.put)


def _with_attached(value: Node, mapping: Mapping, block: Block) -> Node:
    """The main input with the keys of a single value that stand beside it."""
    attached = {
        k: v
        for k, v in mapping.items()
        if k in DRIVER_KEYS and k not in block.inputs and k not in block.where
    }
    if not attached:
        return value
    if isinstance(value, Mapping):
        inside = dict(value.values)
    else:
        inside = {"base" if isinstance(value, Scalar) else "by_year": value}
    keys = {**mapping.keys, **(value.keys if isinstance(value, Mapping) else {})}
    # A file that extends this one may give the value: it is still defined where the rest stands.
    same = value.span.source.name == mapping.span.source.name
    put = value.put if isinstance(value, Mapping) else ()
    return Mapping({**attached, **inside}, value.span if same else mapping.span, keys, put)
