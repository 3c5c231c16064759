"""Fills the templates of measures (`study.measures.sheet_part` says what they are) with cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bizcase.report.workbook.addresses import Area, letters
from bizcase.report.workbook.formulas.references import column_mark
from bizcase.report.workbook.layout.places import CALC, OPENING, RETURNS, TOTAL
from bizcase.report.workbook.layout.plan import TIME_NUMBERS, Plan

_PLACE = re.compile(r"\{([a-z_][a-z_0-9]*|[0-9][0-9.e-]*)(?::(\w+))?\}")

# How a row is referred to: `on` its sheet, the columns `here`, `before` and `after`, the whole row.
_WAYS = {
    "": "{on}{here}{row}",
    "previous": "{on}{before}{row}",
    "next": "{on}{after}{row}",
    "so_far": "{on}${first}{row}:{here}{row}",
    "all": "{on}${first}${row}:${last}${row}",
    "later": "{on}${second}${row}:${last}${row}",
    "first": "{on}${first}${row}",
    "last": "{on}${last}${row}",
}


@dataclass(frozen=True)
class Templates:
    """Names as formulas on one sheet see them; `own` are names besides, with their cells."""

    plan: Plan
    sheet: str = RETURNS
    own: Mapping[str, str] = field(default_factory=dict)

    def filled(self, template: str, line: int = 0) -> str:
        """The formula, with marks for columns (see `references.across`).

        `line` is the row that is written, in a table. KeyError for a name that is nowhere.
        """
        return _PLACE.sub(lambda found: self._cell(found[1], found[2] or "", line), template)

    def measured(self, template: str, needs: tuple[str, ...]) -> str:
        """The formula of a measure: `n/a` where a cell that it needs is no number."""
        value = self.filled(template)
        if not needs:
            return value
        there = ",".join(self.filled(f"ISNUMBER({{{name}}})") for name in needs)
        return f'IF({there if len(needs) == 1 else f"AND({there})"},{value},"n/a")'

    def _cell(self, name: str, way: str, line: int) -> str:
        plan, places = self.plan, self.plan.returns
        if name[0].isdigit():
            return plan.number(float(name))
        if name in self.own:
            return self.own[name]
        if name in places.rows:
            return self._in_row(RETURNS, places.rows[name], way)
        if name in places.cells:
            return self._on(Area(RETURNS, places.cells[name], TOTAL, places.cells[name], TOTAL))
        if name in places.columns:
            return self._in_table(name, way, line)
        if name in places.results:
            return self._on(plan.measure_cell(name))
        if name in plan.rows:
            return self._in_row(CALC, plan.rows[name], way)
        if name in plan.time and name not in TIME_NUMBERS:
            return self._in_row(CALC, plan.time[name], way)
        return self._on(plan.fixed_cell(name))

    def _in_row(self, sheet: str, row: int, way: str) -> str:
        return _WAYS[way].format(
            on="" if sheet == self.sheet else f"{sheet}!",
            row=row,
            here=column_mark(),
            before=column_mark(1),
            after=column_mark(-1),
            first=letters(OPENING),
            second=letters(OPENING + 1),
            last=letters(self.plan.last),
        )

    def _in_table(self, name: str, way: str, line: int) -> str:
        place = self.plan.returns.columns[name]
        column = letters(OPENING + place.offset)
        if way == "all":
            text = f"${column}${place.first}:${column}${place.last}"
        elif way in ("first", "last"):
            text = f"${column}${place.first if way == 'first' else place.last}"
        else:
            text = f"{column}{line - 1 if way == 'above' else line}"
        return text if self.sheet == RETURNS else f"{RETURNS}!{text}"

    def _on(self, area: Area) -> str:
        return area.text.partition("!")[2] if area.sheet == self.sheet else area.text
