"""How formulas of the case refer to cells: written once for a row, then copied across."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bizcase.formula.nodes import Node, Reference
from bizcase.formula.render.excel import excel_text
from bizcase.report.workbook.addresses import Area, letters, quoted
from bizcase.report.workbook.layout.places import ADJUSTMENTS, CALC, OPENING, SERIES
from bizcase.report.workbook.layout.plan import TIME_NUMBERS, Plan

# Stands for the letters of a column: the one that is written, or so many to its left.
_COLUMN = re.compile("\ue000(-?\\d+)\ue001")


def across(text: str, columns: range) -> list[str]:
    """The text of a formula in each of the columns of a sheet."""
    parts = _COLUMN.split(text)
    plain, earlier = parts[::2], [int(number) for number in parts[1::2]]
    found = []
    for column in columns:
        pieces = [plain[0]]
        for back, rest in zip(earlier, plain[1:], strict=True):
            pieces += (letters(column - back), rest)
        found.append("".join(pieces))
    return found


def column_mark(earlier: int = 0) -> str:
    """What stands for the letters of a column until a formula is copied across."""
    return f"\ue000{earlier}\ue001"


@dataclass(frozen=True)
class PlannedCells:
    """The cells of a plan as the formulas on one sheet see them (`render.excel.Cells`)."""

    plan: Plan
    sheet: str = CALC

    @property
    def per_year(self) -> int:
        """Periods in a year."""
        return self.plan.model.timeline.per_year

    def text(self, node: Node, opening: bool = False) -> str:
        """The formula with marks for columns; see `across`."""
        return excel_text(node, self, opening)

    def cell(self, name: Reference, earlier: int = 0) -> str:
        """The cell of a name in the column that is written, or to its left."""
        if name.to == "input":
            return self.plan.live(name.name).text
        if name.to == "time" and name.name in TIME_NUMBERS:
            return self.plan.fixed_cell(name.name).text
        sheet, row = self._row(name)
        return f"{self._on(sheet)}{column_mark(earlier)}{row}"

    def so_far(self, name: Reference, earlier: int = 0) -> str:
        """A row from its opening column on."""
        sheet, row = self._row(name)
        return f"{self._on(sheet)}${letters(OPENING)}{row}:{column_mark(earlier)}{row}"

    def whole(self, name: Reference) -> str:
        """A row from its opening to its last column."""
        sheet, row = self._row(name)
        return self._area(Area(sheet, row, OPENING, row, self.plan.last))

    def table(self, name: Reference) -> str:
        """The rates of a table."""
        place = self.plan.series[name.name]
        last = OPENING + place.width - 1
        return self._area(Area(SERIES, place.values, OPENING, place.values, last))

    def ages(self, name: Reference) -> str:
        """The numbers 1, 2, 3, ... in the headings of the sheet of series."""
        row = self.plan.series_header
        last = OPENING + self.plan.series[name.name].width - 1
        return self._area(Area(SERIES, row, OPENING, row, last))

    def number(self, value: float) -> str:
        """A number, or the cell that holds it."""
        return self.plan.number(value)

    def _row(self, name: Reference) -> tuple[str, int]:
        if name.to == "time":
            return CALC, self.plan.time[name.name]
        if name.to != "series":
            return CALC, self.plan.rows[name.name]
        if name.name in self.plan.adjustments:
            return ADJUSTMENTS, self.plan.adjustments[name.name]
        return CALC, self.plan.series_rows[name.name]

    def _on(self, sheet: str) -> str:
        return "" if sheet == self.sheet else f"{quoted(sheet)}!"

    def _area(self, area: Area) -> str:
        return area.text.partition("!")[2] if area.sheet == self.sheet else area.text
