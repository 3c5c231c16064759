"""The sheet Adjustments: what finance adds to a line by hand, with reason and owner."""

from __future__ import annotations

from bizcase.engine.model import Series
from bizcase.report.names import said
from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Formula, Sheet
from bizcase.report.workbook.layout.names import name_of
from bizcase.report.workbook.layout.places import (
    ADJUSTMENTS,
    HEADER,
    OPENING,
    OWNER,
    PERIODS_ON_A_PAGE,
    REASON,
    TOTAL,
)
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.look.formats import money_format
from bizcase.report.workbook.sheets.heading import heading


def adjustments_sheet(plan: Plan) -> Sheet:
    """One yellow row for every line that can be adjusted."""
    sheet = Sheet(ADJUSTMENTS, tab="amber")
    taken = set[str]()
    subtitle = "Amounts added to a line, in its own sign, in every case. The checks show them."
    heading(sheet, plan, "Adjustments by hand", subtitle)
    sheet.put_row(HEADER, 1, ("Line", "Reason", "Owner"), "header")
    sheet.put(HEADER, TOTAL, "Total", "header_right")
    sheet.put(HEADER, TOTAL + 1, None, "header")
    timeline = plan.model.timeline
    operating = range(1 + timeline.periods)
    labels = ["Opening", *timeline.labels[1 : 1 + timeline.periods]]
    sheet.put_row(HEADER, OPENING, labels, "header_right")
    number = money_format(plan.model)
    for name, row in plan.adjustments.items():
        given = plan.model.inputs[name]
        sheet.put(row, 1, said(name, "adjustments."), "label")
        sheet.put(row, REASON, given.origin.note or None, "input_text")
        sheet.put(row, OWNER, given.origin.owner or None, "input_text")
        amounts = _amounts(plan, name)
        span = f"{letters(OPENING)}{row}:{letters(plan.last_operating)}{row}"
        sheet.put(row, TOTAL, Formula(f"SUM({span})", sum(amounts)), f"total/{number}")
        for column in operating:
            sheet.put(row, OPENING + column, amounts[column] or None, f"input/{number}")
        sheet.names[name_of("in", name, taken)] = sheet.area(row, OPENING, row, plan.last_operating)
    sheet.widths = {1: 34, REASON: 26, OWNER: 14, TOTAL: 12, TOTAL + 1: 1.5}
    sheet.widths |= dict.fromkeys(range(OPENING, plan.last_operating + 1), 10.5)
    sheet.freeze = (HEADER + 1, OPENING)
    sheet.repeat_rows, sheet.repeat_columns = (1, HEADER), (1, TOTAL + 1)
    sheet.pages_wide = plan.pages_wide
    if not any(any(_amounts(plan, name)) for name in plan.adjustments):  # one page to write on
        sheet.pages_wide = 1
        sheet.print_columns = min(plan.last_operating, OPENING + PERIODS_ON_A_PAGE - 1)
    return sheet


def _amounts(plan: Plan, name: str) -> tuple[float, ...]:
    """What a line is adjusted by in each period, the opening first."""
    value = plan.model.inputs[name].value
    assert isinstance(value, Series)
    return value.values
