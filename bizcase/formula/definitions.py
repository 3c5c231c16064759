"""Functions that are written in the language itself: their trees, with arguments put in."""

from __future__ import annotations

from functools import cache

from bizcase.formula.functions import FUNCTIONS
from bizcase.formula.nodes import Call, Node, Number, Operator, Reference, replace, walk
from bizcase.formula.parse import parse


@cache
def definition_of(name: str) -> Node:
    """The tree of the definition of a function."""
    return parse(FUNCTIONS[name].definition)


@cache
def rows_of(name: str) -> tuple[str, ...]:
    """The parameters of a defined function that it looks along."""
    calls = (
        part for part in walk(definition_of(name)) if isinstance(part, Call) and part.arguments
    )
    along = (
        c.arguments[0] for c in calls if FUNCTIONS[c.function].kind in ("carried", "whole row")
    )
    return tuple(row.name for row in along if isinstance(row, Reference))


def substituted(definition: Node, given: dict[str, Node]) -> Node:
    """A definition with its parameters replaced; other names in it are rows of the timeline."""

    def change(node: Node) -> Node | None:
        if isinstance(node, Reference):
            return given.get(node.name) or Reference(node.name, "time")
        if isinstance(node, Operator) and node.symbol == "*":
            left, right = (replace(a, change) for a in node.arguments)
            return left if right == Number(1.0) else Operator("*", (left, right))
        return None

    return replace(definition, change)
