"""Numbers inside users' formulas become inputs, each with its place in the file.

So `2% * thermostat.revenue` can be read, changed and brought back like any other assumption.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as changed
from pathlib import Path

from bizcase.engine.model import Input, Model, Row
from bizcase.formula.nodes import Node, Number, Operator, Reference, replace, walk
from bizcase.library.read import FOLDER
from bizcase.units import read_quantity

KEPT = (0.0, 1.0, -1.0)  # numbers that formulas may hold


def with_literals_as_inputs(model: Model) -> Model:
    """The same business case, in which every number that a user wrote in a formula is an input."""
    found: dict[tuple[str, int], Input] = {}
    conversions: dict[str, float] = {}
    for row in model.rows.values():
        count = 0
        for number in _literals(row):
            place = _place(number)
            if place not in found:
                count += 1
                path = f"{_home(row)}.number_{count}"
                found[place], conversions[path] = _input(path, row, number)

    def exchanged(node: Node) -> Node | None:
        if not isinstance(node, Number) or not _is_literal(node):
            return None
        path = found[_place(node)].path
        reference = Reference(path, "input")
        factor = conversions[path]
        return reference if factor == 1 else Operator("*", (reference, Number(factor)))

    rows = {
        name: row.rewritten(lambda formula: replace(formula, exchanged))
        for name, row in model.rows.items()
    }
    literals = {literal.path: literal for literal in found.values()}
    return changed(model, rows=rows, inputs={**model.inputs, **literals})


def _literals(row: Row) -> Iterator[Number]:
    for tree in row.formulas:
        for node in walk(tree):
            if isinstance(node, Number) and _is_literal(node):
                yield node


def _is_literal(number: Number) -> bool:
    if number.span is None or number.value in KEPT:
        return False
    return not Path(number.span.source.name).is_relative_to(FOLDER)


def _place(number: Number) -> tuple[str, int]:
    assert number.span is not None
    return number.span.source.name, number.span.start


def _home(row: Row) -> str:
    return f"rows.{row.name}" if row.block == "rows" else row.name


def _input(path: str, row: Row, number: Number) -> tuple[Input, float]:
    """The literal as an input, as it is quoted, and what turns it into the plain number."""
    span = number.span
    assert span is not None
    text = span.text
    quantity = read_quantity(text)
    if quantity is None or quantity.value == 0:
        return Input(path, number.value, row.unit, span=span, written=text), 1.0
    factor = number.value / quantity.value
    return (
        Input(
            path,
            quantity.value,
            quantity.quoting.unit,
            quantity.quoting,
            doc=f"a number in the formula of {row.name}",
            written=text,
            span=span,
        ),
        factor,
    )
