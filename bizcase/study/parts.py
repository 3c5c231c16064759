"""What a line of the statements is made of: the rows that it adds up, by product or name."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bizcase.engine.model import Model
from bizcase.engine.operations import Array
from bizcase.formula.nodes import Node, Operator, Reference
from bizcase.study.run import Run

# The blocks whose rows are not parts themselves, but are taken to pieces.
_OWN, _PRODUCT = "statements/", "products/product"


def products(model: Model) -> tuple[str, ...]:
    """The products by the names that rows have."""
    suffix = ".new_customers"
    return tuple(
        n.removesuffix(suffix) for n in model.rows if n.endswith(suffix) and n.count(".") == 1
    )


def parts(run: Run, line: str, by_product: bool = True) -> dict[str, Array]:
    """The parts of a line with their values, (columns,): they add up to the line.

    A part is named for its product (`thermostat`) or the row of the scenario that it comes from
    (`costs.marketing`). What a product takes from others is part of it, and what is allocated or
    sunk has been taken off. If not `by_product`, the rows of products are parts of their own
    (`thermostat.unit_revenue`). Zero parts are left out.
    """
    known = products(run.model)
    found: dict[str, Array] = {}
    for sign, row in _rows(run.model, line, (_OWN,) if by_product else (_OWN, _PRODUCT)):
        of_product = row.split(".")[0] in known
        name = row if of_product and not by_product else _named(row, known)
        values = sign * np.asarray(run.arrays[row], dtype=float)
        found[name] = found[name] + values if name in found else values
    return {name: values for name, values in found.items() if np.any(values)}


def _named(row: str, known: tuple[str, ...]) -> str:
    first, *rest = row.split(".")
    return first if first in known or not rest else f"{first}.{rest[0]}"


def _rows(model: Model, line: str, opened: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """The rows that a line adds up, each with its sign, lines inside it taken to pieces."""
    for sign, name in _terms(model.rows[line].formula, 1):
        if model.rows[name].block.startswith(opened):
            yield from ((sign * inner, row) for inner, row in _rows(model, name, opened))
        else:
            yield sign, name


def _terms(node: Node, sign: int) -> Iterator[tuple[int, str]]:
    if isinstance(node, Reference) and node.to == "row":
        yield sign, node.name
    elif isinstance(node, Operator) and node.symbol in ("+", "-", "neg"):
        for place, argument in enumerate(node.arguments):
            minus = node.symbol == "neg" or (node.symbol == "-" and place == 1)
            yield from _terms(argument, -sign if minus else sign)
