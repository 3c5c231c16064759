"""Lays a model out in a sheet and has IronCalc calculate it."""

from __future__ import annotations

import math
from collections.abc import Iterable

import ironcalc

from bizcase.engine.evaluate import time_row
from bizcase.engine.model import Model, Series
from bizcase.formula.functions import TIME_ROWS
from bizcase.formula.nodes import Reference
from bizcase.formula.render.excel import excel_text, literal

FIRST = 5  # the opening column; the columns before it are for labels and inputs
AGES = 1  # the row with 1, 2, 3, ... over the tables
INPUTS = "Inputs"


class Layout:
    """Row numbers for everything in a model; implements `render.excel.Cells`.

    Rows, time rows and series are on the first sheet, other inputs and tables on the second.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.per_year = model.timeline.per_year
        self.column = FIRST
        self.last = FIRST + model.timeline.columns - 1
        self.rows = _numbered([*TIME_ROWS, *model.rows], 1)
        self.inputs = _numbered(model.inputs, AGES + 1)
        self.series = _numbered(model.inputs, 1 + len(self.rows))

    def row(self, name: Reference) -> int:
        return self.series[name.name] if name.to == "series" else self.rows[name.name]

    def cell(self, name: Reference, earlier: int = 0) -> str:
        if name.to == "input":
            return f"{INPUTS}!$B${self.inputs[name.name]}"
        return f"{_letters(self.column - earlier)}{self.row(name)}"

    def so_far(self, name: Reference, earlier: int = 0) -> str:
        row = self.row(name)
        return f"${_letters(FIRST)}{row}:{_letters(self.column - earlier)}{row}"

    def whole(self, name: Reference) -> str:
        return _range(self.row(name), self.last)

    def table(self, name: Reference) -> str:
        return f"{INPUTS}!{_range(self.inputs[name.name], self._end_of(name))}"

    def ages(self, name: Reference) -> str:
        return f"{INPUTS}!{_range(AGES, self._end_of(name))}"

    def number(self, value: float) -> str:
        return literal(value)

    def _end_of(self, name: Reference) -> int:
        value = self.model.inputs[name.name].value
        assert isinstance(value, Series)
        return FIRST + len(value.values) - 1


def _numbered(names: Iterable[str], first: int) -> dict[str, int]:
    return {name: first + number for number, name in enumerate(names)}


def _range(row: int, last: int) -> str:
    return f"${_letters(FIRST)}${row}:${_letters(last)}${row}"


def formulas(model: Model) -> dict[tuple[str, int], str]:
    """The text of every cell, by row and column of the timeline."""
    layout = Layout(model)
    texts = {}
    periods = model.timeline.periods
    for name, row in model.rows.items():
        for column in range(model.timeline.columns):
            layout.column = FIRST + column
            tree = row.formula if column <= periods else row.tax_only
            tree = row.opening if column == 0 else tree
            texts[name, column] = excel_text(tree, layout, opening=column == 0)
    return texts


def calculated(model: Model) -> dict[str, list[float | None]]:
    """Every row of the model as IronCalc calculates it; None for an error value."""
    layout = Layout(model)
    book = ironcalc.create("book", "en", "UTC")
    book.add_sheet(INPUTS)

    def write(sheet: int, row: int, first: int, values: Iterable[float]) -> None:
        for i, value in enumerate(values):
            book.update_cell_with_number(sheet, row, first + i, float(value))

    write(1, AGES, FIRST, range(1, 41))
    for name in TIME_ROWS:
        write(0, layout.rows[name], FIRST, time_row(name, model.timeline))
    for path, source in model.inputs.items():
        value = source.value
        if not isinstance(value, Series):
            write(1, layout.inputs[path], 2, [value])
        elif value.grain == "table":
            write(1, layout.inputs[path], FIRST, value.values)
        else:
            write(0, layout.series[path], FIRST, value.over(model.timeline))
    for (name, column), text in formulas(model).items():
        book.set_user_input(0, layout.rows[name], FIRST + column, "=" + text)
    book.evaluate()
    columns = range(model.timeline.columns)
    return {
        name: [_number(book.get_cell_value(0, layout.rows[name], FIRST + c)) for c in columns]
        for name in model.rows
    }


def _number(value: object) -> float | None:
    if isinstance(value, str):
        assert value.startswith("#"), value
        assert value in ("#NUM!", "#DIV/0!", "#VALUE!"), value
        return None
    assert isinstance(value, float)
    return value if math.isfinite(value) else None


def _letters(column: int) -> str:
    return str(ironcalc.column_name_from_number(column))
