"""Where everything stands on the sheet Comparison: a column for each option, a row for a figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bizcase.report.workbook.addresses import Area, letters
from bizcase.report.workbook.comparison.increment_sheet import IncrementPart
from bizcase.report.workbook.comparison.part import Part
from bizcase.report.workbook.formulas.rule import Condition, conditions
from bizcase.report.workbook.layout.annual_lines import moves
from bizcase.study.comparison.crossover_sheet import CROSSOVERS, RATE
from bizcase.study.comparison.increment import LINES
from bizcase.study.comparison.option import EXPECTED
from bizcase.study.comparison.result import Comparison
from bizcase.study.comparison.yearly import columns_by_year
from bizcase.study.fiscal_years import year_name
from bizcase.study.measures.registry import MEASURES

COMPARISON = "Comparison"
TABLE = 7  # the row of the first heading
ABOUT = ("sheets", "case", "rate", "start", "life")  # of every option, before its measures
NUMBERS = tuple(f"{RATE}_{number}" for number in range(1, CROSSOVERS + 1))
BEYOND = ("incremental_irr", "crossovers", *NUMBERS)
LINE, OTHER = "line_", "other"  # before the names of lines: what each adds to an increment
CHECKS = ("failing", "years_apart")
CONDITION, RULE = "condition_", "rule"  # before the number of a condition; all of them together
TERMINAL, SO_FAR = "_terminal", "_so_far"  # ends of the names of rows by fiscal year
LABEL, UNIT, FIRST = 1, 2, 3
MASTER = "$C$1"
CHART_COLUMNS = 6  # as wide as the charts beside the tables are


@dataclass(frozen=True)
class SideBySide:
    """What is compared, and where on the sheet."""

    found: Comparison
    parts: Sequence[Part]
    increments: Sequence[IncrementPart]

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of every figure: `npv`, `incremental_irr`, `B_less_A`, and of headings."""
        expected = [EXPECTED] if self.measure == EXPECTED else []
        rules = [f"{CONDITION}{number}" for number in range(len(self.conditions))]
        rules += [RULE] if rules else []
        tables = (
            ["name", *ABOUT, *MEASURES, *expected, *rules],
            ["beyond", "incremental_npv", *(f"{LINE}{n}" for n in self.lines), *BEYOND],
            ["checks", *CHECKS],
            ["years", *self.yearly],
        )
        found, row = dict[str, int](), TABLE
        for table in tables:
            found |= {name: row + i for i, name in enumerate(table)}
            row += len(table) + 1
        return found

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Those of all options; none where no team has written a rule."""
        if not any(part.plan.model.accept_if for part in self.parts):
            return ()
        return tuple(dict.fromkeys(one for part in self.parts for one in conditions(part.plan)))

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the statement that make up the net present values, and what is beside."""
        each = (*LINES, "terminal_value")
        plans = [part.plan for part in self.parts]
        return [n for n in each if any(n in p.rows and moves(p, n) for p in plans)] + [OTHER]

    @cached_property
    def yearly(self) -> list[str]:
        """The rows by fiscal year: `A`, `A_terminal`, `B_less_A`, `B_less_A_so_far`."""
        ending = [part for part in self.parts if moves(part.plan, "terminal_value")]
        found = [part.letter for part in self.parts]
        found += [f"{part.letter}{TERMINAL}" for part in ending]
        for one in self.increments:
            found += [one.title, f"{one.title}{SO_FAR}"]
            if any(part in ending for part in one.parts):
                found.append(f"{one.title}{TERMINAL}")
        return found

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
