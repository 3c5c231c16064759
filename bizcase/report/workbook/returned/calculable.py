"""A workbook as the spreadsheet engine can read it, whoever saved it; its formulas stay."""

from __future__ import annotations

import re

from bizcase.report.workbook.addresses import column_number, letters
from bizcase.report.workbook.file.package import changed_sheets, without_tables

# openpyxl types styled blanks as numbers, which IronCalc reads as 0, and counts.
_BLANK = re.compile(r'(<(?:\w+:)?c\b[^>]*?)\s+t="n"([^>]*?)\s*(/>|>\s*</(?:\w+:)?c>)')
# A place may be left out: it is then the one after the cell or the row before.
_NAMELESS = re.compile(r"<(?:\w+:)?(?:c|row)\b(?![^>]*\sr=)")
_START = re.compile(r"<((?:\w+:)?(?:c|row))\b([^>]*)>")
_PLACE = re.compile(r'\sr="([A-Z]*)(\d+)"')


def calculable(raw: bytes) -> bytes:
    """The file without data tables, blanks without a type, and every cell with its name."""
    return changed_sheets(without_tables(raw), lambda page: _named(_BLANK.sub(r"\1\2\3", page)))


def _named(page: str) -> str:
    """The sheet with a name on every row and cell."""
    if _NAMELESS.search(page) is None:
        return page
    row = column = 0

    def named(found: re.Match[str]) -> str:
        nonlocal row, column
        tag, attributes = found.groups()
        place = _PLACE.search(attributes)
        if tag.endswith("row"):
            row, column = int(place[2]) if place else row + 1, 0
            return found[0] if place else f'<{tag} r="{row}"{attributes}>'
        column = column_number(place[1]) if place else column + 1
        return found[0] if place else f'<{tag} r="{letters(column)}{row}"{attributes}>'

    return _START.sub(named, page)
