"""The sheet Checks: what must agree, whether it does, and all of it in one cell."""

from __future__ import annotations

from collections.abc import Callable

from bizcase.report.workbook.book import Content, Formula, Highlight, Sheet
from bizcase.report.workbook.formulas.assumption_checks import STALE
from bizcase.report.workbook.formulas.check import Check
from bizcase.report.workbook.formulas.check_list import check_groups
from bizcase.report.workbook.formulas.templates import Templates
from bizcase.report.workbook.layout.places import CHECKS, HEADER
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.look.formats import unit_text
from bizcase.report.workbook.sheets.heading import heading
from bizcase.report.workbook.sheets.returns import shown
from bizcase.units import MONEY

LABEL, UNIT, STATUS, LEFT, RIGHT, APART, TOLERANCE = 1, 2, 3, 4, 5, 6, 7
_HEADINGS = HEADER + 2
_FIRST = _HEADINGS + 1
REMARKS = ("outside", "missing", "not told")  # what a check says that somebody should look at


def checks_sheet(plan: Plan) -> Sheet:
    """Lays out every check with both sides, and above them the cell that sums them up."""
    sheet = Sheet(CHECKS, tab="teal")
    heading(
        sheet,
        plan,
        "Checks",
        "Two ways to the same number. Differences are allowed only as far as floats are exact.",
    )
    words = ("Check", "Unit", "Status", "Left", "Right", "Difference", "Tolerance")
    sheet.put_row(_HEADINGS, LABEL, words, "header_right")
    sheet.put_row(_HEADINGS, LABEL, words[:STATUS], "header")
    row = _FIRST
    for title, checks in check_groups(plan).items():
        sheet.put(row, LABEL, title, "section")
        sheet.put_row(row, LABEL + 1, [None] * (TOLERANCE - LABEL), "section")
        row += 1
        for check in checks:
            _check(sheet, plan, row, check)
            row += 1
        row += 1
    _summary(sheet, plan, row - 2)
    sheet.widths = {LABEL: 62, UNIT: 13, STATUS: 34, LEFT: 18, RIGHT: 18}
    sheet.widths |= {APART: 16, TOLERANCE: 16}
    sheet.freeze = (_FIRST, STATUS)
    sheet.repeat_rows, sheet.pages_tall = (_HEADINGS, _HEADINGS), 1
    return sheet


def _summary(sheet: Sheet, plan: Plan, last: int) -> None:
    """All checks in words: how many fail, and by how much numbers are adjusted by hand."""
    statuses = f"$C${_FIRST}:$C${last}"
    failing = f"$D${HEADER}"
    adjusted = f"$E${HEADER}"
    count = f'{failing}&IF({failing}=1," check FAILS"," checks FAIL")'
    remarks = f"$F${HEADER}"
    text = f'IF({failing}=0,"All checks pass",{count})'
    text += f'&IF({remarks}>0,"; "&{remarks}&IF({remarks}=1," remark"," remarks"),"")'
    text += f'&IF({adjusted}>0,"; adjusted by "&FIXED({adjusted},0),"")'
    sheet.put_row(HEADER - 1, LEFT, ("Failing", "Adjusted by hand", "Remarks"), "header_right")
    sheet.put(HEADER, LEFT, Formula(f'COUNTIF({statuses},"FAIL")'), "fixed/whole")
    by_hand = f'SUMIF({statuses},"adjusted",$D${_FIRST}:$D${last})'
    sheet.put(HEADER, RIGHT, Formula(by_hand), "fixed/money")
    told = "+".join(f'COUNTIF({statuses},"{word}")' for word in _remarks(plan))
    sheet.put(HEADER, APART, Formula(told), "fixed/whole")
    sheet.put(HEADER, LABEL, "All checks together", "label_strong")
    sheet.put(HEADER, STATUS, Formula(text), "flag")
    area = sheet.area(_FIRST, STATUS, last)
    cell = f"$C{_FIRST}"
    words = (*_remarks(plan), "adjusted")
    warnings = ",".join(f'{cell}="{word}"' for word in words)
    sheet.highlights += [
        Highlight(sheet.area(HEADER, STATUS), f"{failing}>0", "bad"),
        Highlight(sheet.area(HEADER, STATUS), f"{remarks}>0", "warning"),
        Highlight(area, f'{cell}="FAIL"', "bad"),
        Highlight(area, f'{cell}="ok"', "good"),
        Highlight(area, f'{cell}="n/a"', "quiet"),
        Highlight(area, f"OR({warnings})", "warning"),
    ]


def _remarks(plan: Plan) -> tuple[str, ...]:
    """The words of remarks in this workbook."""
    return (*REMARKS, *([STALE] if plan.simulation else []))


def _check(sheet: Sheet, plan: Plan, row: int, check: Check) -> None:
    templates = Templates(plan, CHECKS, own={"left": f"$D{row}", "right": f"$E{row}"})
    number, fill = shown(plan, check.shown), templates.filled
    small = f"{'percent' if number.startswith('percent') else number}_small"
    right: Content = check.right
    if isinstance(check.right, str):
        right = Formula(fill(check.right))
    sheet.put(row, LABEL, check.label, "label")
    unit = unit_text(MONEY, plan.model) if check.shown == "money" else None
    sheet.put(row, UNIT, unit, "unit")
    sheet.put(row, STATUS, Formula(_status(row, check.warns or "FAIL")), "status")
    sheet.put(row, LEFT, Formula(fill(check.left)), f"fixed/{number}")
    sheet.put(row, RIGHT, right, f"fixed/{number}")
    apart = f'IF(COUNT($D{row}:$E{row})>1,{fill(check.apart)},"n/a")'
    sheet.put(row, APART, Formula(apart), f"fixed/{small}")
    sheet.put(row, TOLERANCE, _tolerance(plan, check, fill), f"fixed/{small}")


def _tolerance(plan: Plan, check: Check, fill: Callable[[str], str]) -> Content:
    if check.tolerance == 0:
        return 0.0
    share = plan.number(check.tolerance)
    return Formula(share if check.size == "1" else f"{share}*({fill(check.size)})")


def _status(row: int, otherwise: str) -> str:
    """`ok`, the other word, or `n/a` where the left side is that text."""
    apart = f'IF(ABS($F{row})<=$G{row},"ok","{otherwise}")'
    return f'IF(ISNUMBER($F{row}),{apart},IF(ISTEXT($D{row}),"n/a","{otherwise}"))'
