"""What stands at the top of every sheet: its title, the case in use, the state of the checks."""

from __future__ import annotations

from bizcase.report.workbook.book import Formula, Highlight, Sheet
from bizcase.report.workbook.plan import CHECKS, MASTER_CHECK, Plan


def heading(sheet: Sheet, plan: Plan, title: str, subtitle: str, status: int = 3) -> None:
    """Title in row 1, what the sheet is for in row 2; the master check in column `status`."""
    sheet.put(1, 1, title, "title")
    sheet.put(2, 1, subtitle, "note")
    sheet.heights[1] = 26
    sheet.put(1, status, Formula(f"{CHECKS}!{MASTER_CHECK}"), "flag")
    sheet.put(2, status, Formula(f'"Case: "&{plan.case_cell.text}'), "note")
    area = sheet.area(1, status)
    # Its own text tells: a highlight that reads another sheet is not safe in every Excel.
    own = area.text.partition("!")[2]
    sheet.highlights.append(Highlight(area, f'COUNTIF({own},"*FAIL*")>0', "bad"))
