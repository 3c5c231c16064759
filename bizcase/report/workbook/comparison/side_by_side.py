"""Where everything stands on the sheet Comparison: a column for each option, a row for a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bizcase.report.workbook.addresses import Area, letters
from bizcase.report.workbook.comparison.increment_sheet import IncrementPart
from bizcase.report.workbook.comparison.part import Part
from bizcase.study.comparison.result import Comparison
from bizcase.study.comparison.yearly import columns_by_year
from bizcase.study.fiscal_years import year_name
from bizcase.study.measures.registry import MEASURES

COMPARISON = "Comparison"
LABEL, UNIT, FIRST = 1, 2, 3
MASTER = "$C$1"
CHART_COLUMNS = 6  # as wide as the charts beside the tables are


@dataclass
class SideBySide:
    """What is compared, and the rows of the sheet as they are given out."""

    found: Comparison
    parts: Sequence[Part]
    increments: Sequence[IncrementPart]
    rows: dict[str, int] = field(default_factory=dict)  # of figures: `npv`, `incremental_irr`
    yearly: dict[str, int] = field(default_factory=dict)  # `A`, `B_less_A`, `B_less_A_terminal`

    @property
    def nothing(self) -> int:
        """The column of doing nothing."""
        return FIRST + len(self.parts)

    @property
    def best(self) -> int:
        """The column that names the best."""
        return self.nothing + 1

    @property
    def last(self) -> int:
        """The last column that is printed."""
        return max(self.best + CHART_COLUMNS, FIRST + len(self.years) - 1)

    @property
    def top(self) -> int:
        """Beyond the print-out: the best value of each line, then a mark for each option."""
        return self.last + 2

    def column(self, letter: str) -> int:
        """The column of an option."""
        return FIRST + [part.letter for part in self.parts].index(letter)

    def cell(self, figure: str, column: int) -> Area:
        """A figure in a column."""
        row = self.rows[figure]
        return Area(COMPARISON, row, column, row, column)

    def mark(self, column: int) -> int:
        """The column with the marks of an option."""
        return self.top + 1 + column - FIRST

    @cached_property
    def years(self) -> list[int]:
        """The fiscal years in which any option has flows."""
        each = (columns_by_year(part.option, self.found.calendar) for part in self.parts)
        return sorted({year for own in each for year in own})

    def heading(self, year: int) -> str:
        """The name of a year."""
        return "Opening" if year < 0 else year_name(self.found.calendar, year)

    @property
    def measure(self) -> str:
        """What the options are ranked by."""
        return self.found.ranking.measure


def across(row: int, first: int, last: int) -> str:
    """Cells of a row of the sheet, side by side."""
    return f"${letters(first)}{row}:${letters(last)}{row}"


LABELS = {name: measure.label for name, measure in MEASURES.items()}
