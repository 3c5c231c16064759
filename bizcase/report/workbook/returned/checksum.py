"""A check sum of all that stands in a workbook, by which it is known whether anybody changed it.

It is the same whichever program saved the file: of numbers it has 12 digits, of formulas one
spelling, of formulas' values nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from bizcase.report.workbook import contents
from bizcase.report.workbook.book import Book, Content, Formula
from bizcase.report.workbook.proof.certificate import LOG
from bizcase.report.workbook.returned.canonical import canonical
from bizcase.report.workbook.returned.read import ReadWorkbook

NAME = "tm_contents"  # of the cell with the check sum on the sheet Log, which it leaves out


def checksum_of(book: Book) -> str:
    """Of a workbook that is about to be written."""
    return _digest(
        (sheet.title, *place, _told(cell.content, sheet.title))
        for sheet in book.sheets
        if sheet.title != LOG
        for place, cell in sheet.cells.items()
    )


def was_changed(found: ReadWorkbook) -> bool:
    """Whether a workbook with a check sum is not any more what was written."""
    cells = (
        (
            title,
            *place,
            _told(cell.value if cell.formula is None else Formula(cell.formula), title),
        )
        for title, page in found.pages.items()
        if title != LOG
        for place, cell in page.cells.items()
    )
    return _digest(cells) != found.text(NAME)


def _told(content: Content | object, sheet: str) -> str:
    """A content in one spelling; empty for a blank cell."""
    if content is None:
        return ""
    if isinstance(content, Formula):
        return f"={canonical(content.text, sheet)}"
    if isinstance(content, date):
        content = float(contents.serial(content))
    if isinstance(content, float | int):
        return f"{content:.12g}"
    return contents.text(content) if isinstance(content, str) else str(content)


def _digest(cells: Iterable[tuple[str, int, int, str]]) -> str:
    """Of all cells that are not blank, in the order of their places."""
    lines: Iterator[str] = (repr(cell) for cell in sorted(cells) if cell[-1])
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
