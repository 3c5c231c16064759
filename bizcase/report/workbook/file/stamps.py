"""Cells of a sheet, row by row: numbers exact, texts always texts, formulas as they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from bizcase.report.workbook import contents
from bizcase.report.workbook.book import Cell, Formula, Sheet
from bizcase.report.workbook.look.styles import style_name

if TYPE_CHECKING:
    from openpyxl.cell import Cell as FileCell
    from openpyxl.worksheet.worksheet import Worksheet


def style_of(cell: Cell) -> str:
    """The style of a cell; a day without a number format is shown as a day."""
    if isinstance(cell.content, date) and "/" not in cell.style:
        return f"{cell.style}/date"
    return cell.style


def write_cells(page: Worksheet, sheet: Sheet) -> None:
    """Appends the rows to a write-only sheet; ValueError, with its place, for a bad content."""
    stamps = _Stamps(page, sheet)
    written = 0
    for row, places in groupby(sorted(sheet.cells), key=lambda place: place[0]):
        _skip(page, row - written - 1)
        cells: Any = stamps.row(row, [column for _, column in places])  # a generator of cells
        page.append(cells)
        written = row
    _skip(page, max(sheet.heights, default=0) - written)  # rows that are only high


def _skip(page: Worksheet, rows: int) -> None:
    """Rows without cells."""
    for _ in range(rows):
        page.append([])


class _Stamps:
    """One cell for each style, used again and again: setting a style costs more than writing.

    openpyxl writes each cell of a row before it asks for the next one.
    """

    def __init__(self, page: Worksheet, sheet: Sheet) -> None:
        self.page, self.sheet = page, sheet
        self.made: dict[tuple[str, bool], FileCell] = {}
        self.targets = {(link.row, link.column): link.target for link in sheet.links}

    def row(self, row: int, columns: Sequence[int]) -> Iterator[FileCell | None]:
        """The cells of a row from its first column to its last; None where there is none."""
        last = 0
        for column in columns:
            for _ in range(last + 1, column):
                yield None
            last = column
            cell = self.sheet.cells[row, column]
            try:
                yield self.stamp(cell, self.targets.get((row, column)))
            except ValueError as wrong:
                place = self.sheet.area(row, column).text
                raise ValueError(f"{place}: {wrong}") from wrong

    def stamp(self, cell: Cell, target: str | None) -> FileCell:
        """The cell of this style with this content in it, and a link to a target."""
        content = cell.content
        live = isinstance(content, str) and contents.looks_live(content)
        key = style_of(cell), live
        if target:
            # A cell of its own: openpyxl keeps the link of a cell until the sheet is closed.
            stamp = linked(self.new(*key), target)
        elif key in self.made:
            stamp = self.made[key]
        else:
            stamp = self.made[key] = self.new(*key)
        fill(stamp, cell)
        return stamp

    def new(self, style: str, live: bool) -> FileCell:
        """A cell of this style; a live text is marked as if typed after an apostrophe."""
        from openpyxl.cell import WriteOnlyCell

        made = WriteOnlyCell(self.page)
        made.style = style_name(style)
        made.quotePrefix = live
        return made


def linked(stamp: FileCell, target: str) -> FileCell:
    """The same cell with a link to a place in the workbook."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    stamp.row = stamp.column = 1  # openpyxl sets the place when it writes the cell
    stamp.hyperlink = Hyperlink(ref="", location=target)
    return stamp


def fill(stamp: FileCell, cell: Cell) -> None:
    """Puts a content into a cell and says what it is, whatever openpyxl takes it for."""
    content = cell.content
    if content is None:
        stamp.value = None
    elif isinstance(content, Formula):
        stamp.value = "=" + content.text
        stamp.data_type = "f"
    elif isinstance(content, str):
        stamp.value = contents.text(content)
        stamp.data_type = "s"
    else:
        value = contents.serial(content) if isinstance(content, date) else content
        stamp.value = contents.number(value)
        stamp.data_type = "n"
