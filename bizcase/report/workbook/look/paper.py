"""How a sheet is seen and printed: view, frozen panes, paper, titles and footers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizcase.report.palette import COLOURS
from bizcase.report.workbook import contents
from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Chart, Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

ZOOM = 85  # percent: 12 columns of years on a laptop
SCALE = 70  # percent, of a print-out over as many pages as needed
ROW_HEIGHT = 15.0  # points, of a row without a height
_PAPER = 777.0, 509.0  # points within the margins: width, height
_SAFE = 0.97  # of that: programs differ a little
_KEPT = 3  # rows that stay with the title above them
_USUAL_WIDTH = 8.43  # characters
A4 = 9  # Excel's number of the paper
POINTS_PER_CM = 72 / 2.54
FOOTER_LONGEST = 100  # characters of the title; Excel takes 255 for the whole footer


def set_paper(page: Worksheet, sheet: Sheet, title: str) -> None:
    """Sets the view and the print-out; `title` stands at the left of the footer."""
    from openpyxl.worksheet.properties import PageSetupProperties

    _set_view(page, sheet)
    setup = page.page_setup
    setup.orientation = "landscape" if sheet.landscape else "portrait"
    setup.paperSize = A4
    fits = sheet.pages_wide > 0 and not sheet.sections
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=fits)
    if sheet.sections:
        _set_breaks(page, sheet)
    elif sheet.pages_wide:
        setup.fitToWidth, setup.fitToHeight = sheet.pages_wide, sheet.pages_tall
    else:
        setup.scale = SCALE
    margins = page.page_margins
    margins.left = margins.right = 0.45  # inches
    margins.top, margins.bottom = 0.55, 0.65
    margins.header = margins.footer = 0.3
    page.print_options.horizontalCentered = True
    if sheet.print_columns:
        last = sheet.print_rows or _last_row(sheet)
        page.print_area = f"A1:{letters(sheet.print_columns)}{last}"
    if sheet.repeat_rows:
        page.print_title_rows = "{}:{}".format(*sheet.repeat_rows)
    if sheet.repeat_columns:
        page.print_title_cols = ":".join(letters(column) for column in sheet.repeat_columns)
    _set_footer(page, title)


def _set_breaks(page: Worksheet, sheet: Sheet) -> None:
    """Pages that begin with a section; Excel heeds them only with a scale of our own."""
    from openpyxl.worksheet.pagebreak import Break

    columns = range(1, (sheet.print_columns or max(sheet.widths)) + 1)
    wide = sum(sheet.widths.get(column, _USUAL_WIDTH) * 7 + 5 for column in columns) * 0.75
    scale = min(100, int(100 * _PAPER[0] * _SAFE / wide))
    page.page_setup.scale = scale
    room = _PAPER[1] * _SAFE / scale * 100
    heads = range(sheet.repeat_rows[0], sheet.repeat_rows[1] + 1) if sheet.repeat_rows else ()
    repeated = sum(sheet.heights.get(row, ROW_HEIGHT) for row in heads)
    last = sheet.last_row
    used, starts = 0.0, {*sheet.sections}
    for row in range(1, last + 1):
        used += sheet.heights.get(row, ROW_HEIGHT)
        below = range(row + 1, min(row + _KEPT, last) + 1) if row in starts else ()
        if used + sum(sheet.heights.get(each, ROW_HEIGHT) for each in below) > room:
            page.row_breaks.append(Break(id=row - 1))
            used = repeated + sheet.heights.get(row, ROW_HEIGHT)


def _set_view(page: Worksheet, sheet: Sheet) -> None:
    """What one sees first: no gridlines, headings frozen, groups opened from above."""
    from openpyxl.worksheet.properties import Outline

    view = page.sheet_view
    view.showGridLines = False
    view.zoomScale = view.zoomScaleNormal = ZOOM
    if sheet.freeze:
        row, column = sheet.freeze
        page.freeze_panes = f"{letters(column)}{row}"
    about = page.sheet_properties
    about.tabColor = COLOURS[sheet.tab]
    about.outlinePr = Outline(summaryBelow=False)
    page.sheet_format.defaultRowHeight = ROW_HEIGHT


def _set_footer(page: Worksheet, title: str) -> None:
    """Case, sheet, page."""
    from openpyxl.worksheet.header_footer import HeaderFooterItem

    footer = page.HeaderFooter.oddFooter = HeaderFooterItem()
    name = contents.text(title).replace("\n", " ")
    if len(name) > FOOTER_LONGEST:
        name = name[: FOOTER_LONGEST - 1] + "…"
    footer.left.text = name.replace("&", "&&")  # a single & opens a code
    footer.center.text = "&A"
    footer.right.text = "Page &P of &N"
    for part in (footer.left, footer.center, footer.right):
        part.font, part.size, part.color = "Calibri,Regular", 8, COLOURS["grey"]


def _last_row(sheet: Sheet) -> int:
    """The last row to print: of the cells, and of the charts that reach below them."""
    return max([sheet.last_row, *(_foot(sheet, chart) for chart in sheet.charts)])


def _foot(sheet: Sheet, chart: Chart) -> int:
    """The row in which a chart ends."""
    row, left = chart.row, chart.height * POINTS_PER_CM
    while left > 0:
        left -= sheet.heights.get(row, ROW_HEIGHT)
        row += 1
    return row
