"""Formulas seen from their own cell, so that a row can be compared along its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.utils.cell import column_index_from_string, get_column_letter

from tests.workbook.contents import FileSheet

CORNER = re.compile(r"(?<![A-Za-z0-9_.$!])(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})(?![A-Za-z0-9_.(])")
COLUMNS = re.compile(r"^(\$?)([A-Z]{1,3}):(\$?)([A-Z]{1,3})$")


def relative(formula: str, row: int, column: int) -> str:
    """`B4+Calc!$C$1`, read in C5, is `R[-1]C[-1]+Calc!R1C3`: R and C numbers as in Excel's R1C1."""
    tokens = Tokenizer("=" + formula).items
    return "".join(
        _seen_from(token.value, row, column) if token.subtype == Token.RANGE else token.value
        for token in tokens
    )


def _seen_from(operand: str, row: int, column: int) -> str:
    sheet, mark, cells = operand.rpartition("!")
    if whole := COLUMNS.match(cells):
        left, first, right, last = whole.groups()
        ends = _column(left, first, column), _column(right, last, column)
        return sheet + mark + ":".join(ends)

    def corner(found: re.Match[str]) -> str:
        fixed_column, letters, fixed_row, number = found.groups()
        at = f"R{number}" if fixed_row else f"R[{int(number) - row}]"
        return at + _column(fixed_column, letters, column)

    return sheet + mark + CORNER.sub(corner, cells)


def _column(fixed: str, letters: str, column: int) -> str:
    number = column_index_from_string(letters)
    return f"C{number}" if fixed else f"C[{number - column}]"


def row_inconsistencies(sheet: FileSheet, rows: Iterable[int], columns: Iterable[int]) -> list[str]:
    """The cells whose formula is not that of most cells of their row, within some columns.

    A value among formulas, and a gap, are told as well.
    """
    columns = list(columns)
    return [finding for row in rows for finding in _odd_cells(sheet, row, columns)]


def _odd_cells(sheet: FileSheet, row: int, columns: list[int]) -> Iterable[str]:
    seen = {column: _content(sheet, row, column) for column in columns}
    if not seen:
        return
    usual, _ = Counter(seen.values()).most_common(1)[0]
    for column, content in seen.items():
        if content != usual:
            place = f"{sheet.title}!{get_column_letter(column)}{row}"
            yield f"{place}: {content}, where its row has {usual}"


def _content(sheet: FileSheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    if cell is None or (cell.formula is None and cell.value is None):
        return "nothing"
    return "a value" if cell.formula is None else "=" + relative(cell.formula, row, column)
