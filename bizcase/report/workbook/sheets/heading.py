"""What stands at the top of every sheet: its title, the case in use, the state of the checks."""

from __future__ import annotations

from bizcase.report.workbook.book import Formula, Highlight, Sheet
from bizcase.report.workbook.layout.places import CHECKS, MASTER_CHECK
from bizcase.report.workbook.layout.plan import Plan

_FLAG = "flag_wide"
_ROOM = 27.0  # characters: on two lines enough for the longest that the checks say
_OF_A_TITLE = 1.6  # the width of a letter of it
_USUAL = 8.43  # Excel's width of a column without one


def heading(sheet: Sheet, plan: Plan, title: str, subtitle: str, status: int = 3) -> None:
    """Title in row 1, what the sheet is for in row 2, the case in row 3.

    The master check stands in row 1, column `status`, where `with_room` widens it.
    """
    sheet.put(1, 1, title, "title")
    sheet.put(2, 1, subtitle, "note")
    sheet.put(3, 1, Formula(f'"Case: "&{plan.case_cell.text}'), "note")
    sheet.heights[1] = 30
    sheet.put(1, status, Formula(f"{CHECKS}!{MASTER_CHECK}"), _FLAG)


def with_room(sheet: Sheet) -> Sheet:
    """The same sheet, its master check over as many columns as its text needs, and in colour.

    Once all widths are known: to the right, but not from columns that stay into those that
    scroll, and to the left, up to the title, where that is not enough.
    """
    for row, column in [place for place, cell in sheet.cells.items() if cell.style == _FLAG]:
        check = sheet.cells.pop((row, column)).content
        stays = sheet.freeze[1] - 1 if sheet.freeze else 0
        end = stays if column <= stays else max(each for _, each in sheet.cells)
        first = last = column
        while _width(sheet, first, last) < _ROOM and last < end:
            last += 1
        title = len(str(sheet.cells[row, 1].content)) * _OF_A_TITLE
        while _width(sheet, first, last) < _ROOM and _width(sheet, 1, first - 2) > title:
            first -= 1
        sheet.put_row(row, first, [check, *[None] * (last - first)], _FLAG)
        if last > first:
            sheet.merged.append(sheet.area(row, first, row, last))
        # Its own text tells: a highlight that reads another sheet is not safe in every Excel.
        area = sheet.area(row, first)
        own = area.text.partition("!")[2]
        sheet.highlights += [
            Highlight(area, f'COUNTIF({own},"*FAIL*")>0', "bad"),
            Highlight(area, f'COUNTIF({own},"*remark*")>0', "warning"),
        ]
    return sheet


def _width(sheet: Sheet, first: int, last: int) -> float:
    return sum(sheet.widths.get(column, _USUAL) for column in range(first, last + 1))
