"""Rows that are one uncertain input times columns that all trials share: the columns will do.

What is bought for an uncertain amount, written off and sold is such rows. Their columns are
evaluated once, for an input of 1, and a row costs one multiplication however it comes about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass

from bizcase.engine.desugar import SHIFT
from bizcase.engine.model import Row
from bizcase.engine.operations import Array
from bizcase.formula.nodes import Call, Node, Number, Reference

# What a value is beside a multiple of an input, which is given by its path.
_NOTHING, _CONSTANT, _OTHER = "nothing", "a constant", "anything else"
_FIXED = (_NOTHING, _CONSTANT)


@dataclass(frozen=True, slots=True)
class Multiple:
    """A row that is a varying input, given by its path, times columns that all trials share."""

    path: str
    columns: Array  # (columns,)


def proportional(
    rows: Mapping[str, Row], varying: Set[str], constant: Callable[[Reference], Array]
) -> dict[str, str]:
    """The rows that are a multiple of one varying input in all columns, with the input's path.

    `rows` are those that varying inputs move: `constant` gives what else a formula reads.
    """
    kinds = _Kinds(rows, varying, constant)
    while kinds.change():
        pass
    return {name: kind for name, kind in kinds.of_row.items() if kind in varying}


class _Kinds:
    """Kinds of rows, raised from nothing until they agree: a row may rest on its own past."""

    def __init__(
        self, rows: Mapping[str, Row], varying: Set[str], constant: Callable[[Reference], Array]
    ) -> None:
        self.rows, self.varying, self.constant = rows, varying, constant
        self.of_row = dict.fromkeys(rows, _NOTHING)

    def change(self) -> bool:
        """Looks at every row once; whether any is another kind now."""
        before = dict(self.of_row)
        for name, row in self.rows.items():
            if before[name] != _OTHER:
                self.of_row[name] = _sum(*map(self.kind, row.formulas))
        return self.of_row != before

    def kind(self, node: Node) -> str:
        """What the value of a node is."""
        if isinstance(node, Number):
            return _CONSTANT if node.value else _NOTHING
        if isinstance(node, Reference):
            return self.kind_of_name(node)
        if isinstance(node, Call) and node.function == SHIFT:
            return self.kind(node.arguments[0])
        kinds = tuple(map(self.kind, node.arguments))
        if isinstance(node, Call):
            arms = node.function == "if" and kinds[0] in _FIXED
            return _sum(*kinds[1:]) if arms else _of_fixed(*kinds)
        return _OF_OPERATOR.get(node.symbol, _of_fixed)(*kinds)

    def kind_of_name(self, node: Reference) -> str:
        """What a row, an input or a row of the timeline is."""
        if node.to == "row" and node.name in self.of_row:
            return self.of_row[node.name]
        if node.to == "input" and node.name in self.varying:
            return node.name
        return _CONSTANT if self.constant(node).any() else _NOTHING


def _sum(*kinds: str) -> str:
    some = set(kinds) - {_NOTHING}
    return _OTHER if len(some) > 1 else next(iter(some), _NOTHING)


def _product(left: str, right: str) -> str:
    if left in _FIXED and right in _FIXED:
        return _of_fixed(left, right) if _NOTHING not in (left, right) else _NOTHING
    # Nothing times what may be missing may be missing.
    fixed, other = (left, right) if left in _FIXED else (right, left)
    return other if fixed in _FIXED else _OTHER


def _quotient(left: str, right: str) -> str:
    return left if right == _CONSTANT else _OTHER


def _of_fixed(*kinds: str) -> str:
    return _CONSTANT if all(kind in _FIXED for kind in kinds) else _OTHER


_OF_OPERATOR: dict[str, Callable[..., str]] = {
    "+": _sum,
    "-": _sum,
    "neg": _sum,
    "*": _product,
    "/": _quotient,
}
