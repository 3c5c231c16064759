"""From a book to the bytes of an .xlsx file, cell by cell, with nothing left to guess."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, cast

from bizcase.report.workbook import contents
from bizcase.report.workbook.addresses import Area, letters
from bizcase.report.workbook.book import Book, Sheet
from bizcase.report.workbook.file.stamps import style_of, write_cells
from bizcase.report.workbook.file.validations import validation
from bizcase.report.workbook.look.charts import drawn
from bizcase.report.workbook.look.paper import set_paper
from bizcase.report.workbook.look.styles import highlight_style, named_style

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def written(book: Book) -> bytes:
    """The workbook as a file, without cached values: `package` puts them in.

    ValueError where a content is no number, too long or too early (the message names the
    cell), or where a sheet or a name stands twice. KeyError for a style that look.py lacks.
    """
    from openpyxl import Workbook
    from openpyxl.workbook.properties import CalcProperties

    # Write-only: rows go to the file as they come, 50,000 cells never stand in memory.
    workbook = Workbook(write_only=True)
    for style in _styles(book):
        workbook.add_named_style(named_style(style))
    for sheet in book.sheets:
        _write_sheet(workbook, sheet, book)
    _define_names(workbook, book)
    workbook.active = 0
    workbook.calculation = CalcProperties(fullCalcOnLoad=True, iterate=False)
    about = workbook.properties
    about.title, about.creator = contents.text(book.title), "bizcase"
    about.created = about.modified = datetime(book.as_of.year, book.as_of.month, book.as_of.day)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _styles(book: Book) -> list[str]:
    """The styles in use, sorted, each once."""
    return sorted({style_of(cell) for sheet in book.sheets for cell in sheet.cells.values()})


def _write_sheet(workbook: Workbook, sheet: Sheet, book: Book) -> None:
    """One sheet: what stands in the file before the cells is set before they are written."""
    # A write-only sheet has every attribute used here.
    page = cast("Worksheet", workbook.create_sheet(sheet.title))
    if page.title != sheet.title:
        raise ValueError(f"Two sheets are called {sheet.title}")
    set_paper(page, sheet, book.title)
    for column, width in sorted(sheet.widths.items()):
        page.column_dimensions[letters(column)].width = width
    for row, height in sorted(sheet.heights.items()):
        page.row_dimensions[row].height = height
    for first, last in sheet.outlined_rows:
        page.row_dimensions.group(first, last, outline_level=1, hidden=False)
    write_cells(page, sheet)
    for area in sheet.merged:
        page.merged_cells.add(_range(area))
    for rule in sheet.validations:
        page.data_validations.append(validation(rule, _range(rule.area)))
    _highlight(page, sheet)
    for chart in sheet.charts:
        page.add_chart(drawn(chart, book), f"{letters(chart.column)}{chart.row}")


def _highlight(page: Worksheet, sheet: Sheet) -> None:
    """The conditional formats."""
    from openpyxl.formatting.rule import Rule

    for highlight in sheet.highlights:
        rule = Rule(type="expression", formula=[highlight.formula])
        rule.dxf = highlight_style(highlight.role)
        page.conditional_formatting.add(_range(highlight.area), rule)


def _define_names(workbook: Workbook, book: Book) -> None:
    """The names of all sheets, for the whole workbook; Excel knows no capitals in names."""
    from openpyxl.workbook.defined_name import DefinedName

    seen: set[str] = set()
    for sheet in book.sheets:
        for name, area in sheet.names.items():
            if name.lower() in seen:
                raise ValueError(f"Two areas are called {name}")
            seen.add(name.lower())
            workbook.defined_names[name] = DefinedName(name, attr_text=area.text)


def _range(area: Area) -> str:
    """`D5:G5` or `D5`: an area as its own sheet calls it."""
    return area.text.rpartition("!")[2].replace("$", "")
