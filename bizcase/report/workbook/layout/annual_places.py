"""Where the lines stand on the sheet Annual."""

from __future__ import annotations

from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.layout.annual_lines import margins, product_lines, statement_lines
from bizcase.report.workbook.layout.places import HEADER, OPENING
from bizcase.report.workbook.layout.plan import Plan
from bizcase.study.fiscal_years import fiscal_years

ANNUAL = "Annual"
YEAR = HEADER + 1  # the row with the numbers of the years, for which the formulas look
LAST_PERIOD = HEADER + 2  # the row that says how many periods there are up to the year's end
FIRST = HEADER + 3


def annual_rows(plan: Plan) -> dict[str, int]:
    """The row of every line by its key."""
    rows = {line.key: FIRST + i for i, line in enumerate(statement_lines(plan))}
    after = FIRST + len(rows) + 1 + len(margins(plan)) + 1
    return rows | {line.key: after + i + 1 for i, line in enumerate(product_lines(plan))}


def annual_area(plan: Plan, key: str, opening: bool = True) -> Area:
    """A line over the opening and all years, or over the years alone."""
    row = annual_rows(plan)[key]
    last = OPENING + len(fiscal_years(plan.model.timeline).headings) - 1
    return Area(ANNUAL, row, OPENING if opening else OPENING + 1, row, last)


def heading_area(plan: Plan, opening: bool = True) -> Area:
    """The headings of the years."""
    last = OPENING + len(fiscal_years(plan.model.timeline).headings) - 1
    return Area(ANNUAL, HEADER, OPENING if opening else OPENING + 1, HEADER, last)
