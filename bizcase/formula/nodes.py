"""The four kinds of node of which every formula is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bizcase.problems import Span
from bizcase.units import Quoting

# What a name stands for: a row; a number that is the same in every period (input) or one for
# every year or date (series); a list of rates by age (table); a row of the timeline (time).
Target: TypeAlias = Literal["row", "input", "series", "table", "time", "unknown"]


@dataclass(frozen=True, slots=True)
class Number:
    """A literal, in the unit in which it was written."""

    value: float
    quoting: Quoting = Quoting()
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """A name; after checking, the row, input or timeline row that it stands for."""

    name: str
    to: Target = "unknown"
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Operator:
    """`+ - * / ^`, a comparison, or `neg` with one argument."""

    symbol: str
    arguments: tuple[Node, ...]
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the language with its arguments."""

    function: str
    arguments: tuple[Node, ...]
    span: Span | None = field(default=None, compare=False)


Node: TypeAlias = Number | Reference | Operator | Call

ZERO, ONE = Number(0.0), Number(1.0)
LONGEST_SUM = 100  # terms in a row


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    if isinstance(node, Operator | Call):
        for argument in node.arguments:
            yield from walk(argument)


def replace(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """The tree with every node for which `change` gives another node exchanged for it."""
    changed = change(node)
    if changed is not None:
        return changed
    if isinstance(node, Operator):
        return Operator(node.symbol, tuple(replace(a, change) for a in node.arguments), node.span)
    if isinstance(node, Call):
        return Call(node.function, tuple(replace(a, change) for a in node.arguments), node.span)
    return node


def names(node: Node) -> set[str]:
    """The names that the formula uses."""
    return {part.name for part in walk(node) if isinstance(part, Reference)}


def plus(*terms: Node) -> Node:
    """The sum of the terms; 0 without any. Long sums are halved, so that no tree gets deep."""
    if len(terms) > LONGEST_SUM:
        half = len(terms) // 2
        return Operator("+", (plus(*terms[:half]), plus(*terms[half:])))
    total: Node | None = None
    for term in terms:
        total = term if total is None else Operator("+", (total, term))
    return total if total is not None else ZERO


def times(*factors: Node) -> Node:
    """The product of the factors, ones left out; 1 without any."""
    product: Node | None = None
    for factor in factors:
        if factor != ONE:
            product = factor if product is None else Operator("*", (product, factor))
    return product if product is not None else ONE
