"""Formulas that Excel writes once for a block of cells: spelled out for every cell."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from bizcase.report.workbook.addresses import column_number, letters

# A text in quotes or the name of a sheet stays; a cell moves.
_MOVING = re.compile(
    r"""("(?:[^"]|"")*"|'(?:[^']|'')*'!)|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)(\d+)(?![\w(.!])"""
)


class SharedFormulas:
    """The formulas of one sheet that are shared, by their number."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, int, int]] = {}

    def text(self, element: Element, row: int, column: int) -> str | None:
        """The formula of a cell without `=`; None for the body of a data table."""
        kind, text = element.get("t", "normal"), element.text or ""
        if kind == "dataTable":
            return None
        if kind != "shared":
            return text.removeprefix("=") or None
        number = element.get("si", "")
        if text:
            self.known[number] = text, row, column
            return text
        text, from_row, from_column = self.known[number]
        return moved(text, row - from_row, column - from_column)


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula copied so many rows down and columns to the right."""

    def shifted(found: re.Match[str]) -> str:
        if found[1]:
            return found[1]
        _, fixed_column, name, fixed_row, row = found.groups()
        column = name if fixed_column else letters(column_number(name.upper()) + columns)
        return f"{fixed_column}{column}{fixed_row}{row if fixed_row else int(row) + rows}"

    return _MOVING.sub(shifted, formula)
