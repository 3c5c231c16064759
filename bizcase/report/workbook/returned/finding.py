"""What somebody changed in a workbook, in words, and how findings side by side become one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bizcase.report.workbook.addresses import letters, quoted

Kind = Literal[
    "assumption", "adjustment", "formula", "value", "text", "row", "column", "sheet", "name",
    "format", "chart", "table", "setting", "shown", "scenario", "log", "engine",
]  # fmt: skip

TITLES: dict[Kind, str] = {
    "assumption": "Assumptions",
    "adjustment": "Adjustments by hand",
    "formula": "Formulas",
    "value": "Numbers",
    "text": "Texts",
    "row": "Rows",
    "column": "Columns",
    "sheet": "Sheets",
    "name": "Names of cells",
    "format": "Number formats",
    "chart": "Charts",
    "table": "What-if tables",
    "setting": "Settings of the workbook",
    "shown": "Values shown that are not those of the formulas",
    "scenario": "The scenario in the workbook",
    "log": "The log",
    "engine": "Against the engine",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was exported; `sheet`, `row` and `column` are where it is now.

    `column` is 0 where a whole row or more is meant, `row` is 0 for a sheet and more.
    """

    kind: Kind
    message: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    last_column: int = 0

    @property
    def place(self) -> str:
        """`Calc!G12`, `Calc!G12:K12` or nothing."""
        if not (self.row and self.column):
            return quoted(self.sheet) if self.sheet else ""
        first = f"{quoted(self.sheet)}!{letters(self.column)}{self.row}"
        more = self.last_column > self.column
        return f"{first}:{letters(self.last_column)}{self.row}" if more else first


def joined(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of one kind side by side in a row as one, which tells the first and how many."""
    by_row: dict[tuple[object, ...], list[Finding]] = {}
    for number, one in enumerate(findings):
        alone = one.kind in ("assumption", "row", "column") or not one.row
        key = (number,) if alone else (one.kind, one.sheet, one.row)
        by_row.setdefault(key, []).append(one)
    return [_as_one(group) for group in by_row.values()]


def _as_one(group: list[Finding]) -> Finding:
    first, last = group[0], group[-1]
    if len(group) == 1:
        return first
    more = f" (and {len(group) - 1} more in this row)"
    message = first.message + more
    return Finding(first.kind, message, first.sheet, first.row, first.column, last.column)
