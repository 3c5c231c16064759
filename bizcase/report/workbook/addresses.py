"""Cells and areas, and how formulas name them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

Place: TypeAlias = tuple[str, int, int]  # sheet, row, column
_AREA = re.compile(r"(.+)!\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells on one sheet; rows and columns count from 1."""

    sheet: str
    row: int
    column: int
    last_row: int
    last_column: int

    @property
    def span(self) -> str:
        """The area with both ends even where they are the same: INDEX wants a range."""
        first, last = (
            f"${letters(self.column)}${self.row}",
            f"${letters(self.last_column)}${self.last_row}",
        )
        return f"{quoted(self.sheet)}!{first}:{last}"

    @property
    def text(self) -> str:
        """`Calc!$F$10:$AC$10`, or `Calc!$F$10` for a single cell."""
        first = f"${letters(self.column)}${self.row}"
        last = f"${letters(self.last_column)}${self.last_row}"
        return f"{quoted(self.sheet)}!" + (first if first == last else f"{first}:{last}")


def places(area: Area) -> Iterator[Place]:
    """The cells of an area, row by row."""
    for row in range(area.row, area.last_row + 1):
        for column in range(area.column, area.last_column + 1):
            yield area.sheet, row, column


@cache
def letters(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def quoted(sheet: str) -> str:
    """The title of a sheet as formulas write it."""
    return sheet if sheet.isidentifier() else "'" + sheet.replace("'", "''") + "'"


@cache
def column_number(name: str) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def area_of(text: str) -> Area:
    """The area that a chart refers to: `Calc!$F$10:$AC$10`."""
    found = _AREA.fullmatch(text)
    if found is None:
        raise ValueError(f"{text} is no area")
    sheet, left, top, right, bottom = found.groups()
    if sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    row, column = int(top), column_number(left)
    return Area(sheet, row, column, int(bottom or row), column_number(right or left))
