"""Lays a model out in a sheet and has IronCalc calculate it."""

from __future__ import annotations

import math

import ironcalc

from bizcase.engine.evaluate import time_row
from bizcase.engine.model import Model, Series
from bizcase.formula.functions import TIME_ROWS
from bizcase.formula.nodes import Reference
from bizcase.formula.render.excel import excel_text

FIRST = 5  # the opening column; the columns before it are for labels and inputs
AGES = 1  # the row with 1, 2, 3, ... over the tables


class Layout:
    """Row numbers for everything in a model; implements `render.excel.Cells`."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.per_year = model.timeline.per_year
        self.column = FIRST
        self.last = FIRST + model.timeline.columns - 1
        names = [*TIME_ROWS, *model.inputs, *model.rows]
        self.rows = {name: AGES + 1 + i for i, name in enumerate(names)}

    def cell(self, name: Reference, earlier: int = 0) -> str:
        row = self.rows[name.name]
        if name.to == "input":
            return f"$B${row}"
        return f"{_letters(self.column - earlier)}{row}"

    def so_far(self, name: Reference, earlier: int = 0) -> str:
        row = self.rows[name.name]
        return f"${_letters(FIRST)}{row}:{_letters(self.column - earlier)}{row}"

    def whole(self, name: Reference) -> str:
        return self._range(self.rows[name.name], self.last)

    def table(self, name: Reference) -> str:
        return self._range(self.rows[name.name], self._end_of(name))

    def ages(self, name: Reference) -> str:
        return self._range(AGES, self._end_of(name))

    def _end_of(self, name: Reference) -> int:
        value = self.model.inputs[name.name].value
        assert isinstance(value, Series)
        return FIRST + len(value.values) - 1

    def _range(self, row: int, last: int) -> str:
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
    sheet = ironcalc.create("sheet", "en", "UTC")

    def write(row: int, first: int, values: object) -> None:
        for i, value in enumerate(values):  # type: ignore[call-overload]
            sheet.update_cell_with_number(0, row, first + i, float(value))

    write(AGES, FIRST, range(1, 41))
    for name in TIME_ROWS:
        write(layout.rows[name], FIRST, time_row(name, model.timeline))
    for path, source in model.inputs.items():
        value = source.value
        if not isinstance(value, Series):
            write(layout.rows[path], 2, [value])
        else:
            table = value.grain == "table"
            write(layout.rows[path], FIRST, value.values if table else value.over(model.timeline))
    for (name, column), text in formulas(model).items():
        sheet.set_user_input(0, layout.rows[name], FIRST + column, "=" + text)
    sheet.evaluate()
    return {
        name: [
            _number(sheet.get_cell_value(0, layout.rows[name], FIRST + column))
            for column in range(model.timeline.columns)
        ]
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
