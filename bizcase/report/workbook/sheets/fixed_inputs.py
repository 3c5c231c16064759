"""What stands on the sheet Inputs below the assumptions: the timeline and the method's numbers."""

from __future__ import annotations

from bizcase.formula.functions.pointwise import SNAP, SNAP_CAP
from bizcase.report.workbook.book import Content, Sheet
from bizcase.report.workbook.layout.dates import start_of
from bizcase.report.workbook.layout.plan import FIXED, InputColumns, Plan

_MEANINGS = {
    SNAP: "numbers this close, relative to their size, count as equal",
    SNAP_CAP: "and how close at most",
    2.0: "a doubling or a half; digits of a percentage",
    100.0: "percent",
    1e-14: "cash flows this small, to the largest, are what rounding leaves",
    1e-12: "costs this small, to the benefits, count as none",
    1e-6: "how far Excel's IRR may be off",
    1e-5: "how far the NPV at Excel's XIRR may be off",
}


def put_title(sheet: Sheet, row: int, text: str, columns: InputColumns) -> None:
    """The title of a section, with a line across all columns of texts."""
    sheet.put(row, 1, text, "section")
    sheet.put_row(row, 2, [None] * (columns.note - 1), "section")


def put_timeline(sheet: Sheet, plan: Plan, columns: InputColumns) -> None:
    """The timeline, which stays as it was when the workbook was written."""
    rows = plan.fixed
    timeline = plan.model.timeline
    values: dict[str, Content] = {
        "per_year": float(timeline.per_year),
        "months": float(timeline.months_per_period),
        "years": 1 / timeline.per_year,
        "periods": float(timeline.periods),
        "horizon": timeline.horizon,
        "fiscal_year_ends": float(timeline.fiscal_year_ends),
    }
    if timeline.start:
        values |= {
            "start_year": float(timeline.start[0]),
            "start_month": float(timeline.start[1]),
            "start_date": start_of(timeline),
        }
    put_title(
        sheet, min(rows.values()) - 1, "Timeline (fixed: another one needs a new export)", columns
    )
    formats = {"start_date": "date", "years": "exact", "horizon": "years"}
    for name, words in FIXED:
        if name in rows:
            sheet.put(rows[name], 1, words, "label")
            sheet.put(rows[name], 2, None, "unit")
            sheet.put(rows[name], columns.live, values[name], f"fixed/{formats.get(name, 'whole')}")


def put_constants(sheet: Sheet, plan: Plan, columns: InputColumns) -> None:
    """The numbers that formulas need besides the assumptions, each with what it is for."""
    if not plan.constants:
        return
    put_title(sheet, plan.first_constant - 1, "Numbers of the method (fixed)", columns)
    for value, row in plan.constants.items():
        sheet.put(row, 1, _MEANINGS.get(value, "in the formulas of the blocks"), "label")
        sheet.put(row, 2, None, "unit")
        sheet.put(row, columns.live, value, f"fixed/{'scientific' if value < 1e-3 else 'general'}")
