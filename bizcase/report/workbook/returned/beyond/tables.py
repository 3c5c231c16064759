"""What-if tables: Excel calculates them, so that a changed one shows what nobody can check."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bizcase.report.workbook.addresses import area_of, letters
from bizcase.report.workbook.book import WhatIfTable
from bizcase.report.workbook.file.package import part_of
from bizcase.report.workbook.returned.canonical import after, canonical
from bizcase.report.workbook.returned.edited import Edited
from bizcase.report.workbook.returned.finding import Finding

_TABLE = re.compile(r'<(?:\w+:)?f\b[^>]*\bt="dataTable"[^>]*>')
_ATTRIBUTE = re.compile(r'\b(ref|r1|r2)="([^"]*)"')
_OTHERS = re.compile(r"^(?:OF:)?=?(?:TABLE|MULTIPLE\.OPERATIONS)\(")


def changed_tables(edited: Edited) -> Iterator[Finding]:
    """Tables that are gone, or that vary other cells than they did."""
    for sheet in edited.book.sheets:
        title = edited.alignment.moves[sheet.title].title
        if title is None or not sheet.tables:
            continue
        page = part_of(edited.found.raw, edited.found.paths.get(title, "")) or b""
        there = [dict(_ATTRIBUTE.findall(found)) for found in _TABLE.findall(page.decode())]
        for table in sheet.tables:
            wanted = _wanted(edited, sheet.title, table)
            if wanted is None or wanted in there or _as_formulas(edited, sheet.title, table):
                continue
            body = area_of(f"{sheet.title}!{wanted['ref']}")
            same = [one for one in there if one.get("ref") == wanted["ref"]]
            said = "the what-if table is gone: what it shows does not change any more"
            if same:
                cells = f"{same[0].get('r1', 'nothing')} and {same[0].get('r2', 'nothing')}"
                said = f"the what-if table varies {cells} in place of {wanted['r1']} and "
                said += wanted["r2"]
            yield Finding("table", said, title, body.row, body.column, body.last_column)


def _wanted(edited: Edited, sheet: str, table: WhatIfTable) -> dict[str, str] | None:
    """The attributes of a table where its cells are now; None if one of them was deleted."""
    body = table.area
    first = _now(edited, sheet, body.row, body.column)
    last = _now(edited, sheet, body.last_row, body.last_column)
    inputs = [area_of(f"{sheet}!{cell}") for cell in (table.row_input, table.column_input)]
    r1, r2 = (_now(edited, sheet, area.row, area.column) for area in inputs)
    if not (first and last and r1 and r2):
        return None
    return {"ref": f"{first}:{last}", "r1": r1, "r2": r2}


def _now(edited: Edited, sheet: str, row: int, column: int) -> str | None:
    place = edited.place((sheet, row, column))
    return f"{letters(place[2])}{place[1]}" if place else None


def _as_formulas(edited: Edited, sheet: str, table: WhatIfTable) -> bool:
    """Whether the table stands there as LibreOffice writes it: one formula in each cell."""
    body = table.area
    corner = letters(body.column - 1)
    for row in range(body.row, body.last_row + 1):
        for column in range(body.column, body.last_column + 1):
            cell, now = edited.cell((sheet, row, column)), edited.place((sheet, row, column))
            if cell is None or now is None or cell.formula is None:
                return False
            formula = (
                f"({corner}{body.row - 1},{table.column_input},{corner}{row},"
                f"{table.row_input},{letters(column)}{body.row - 1})"
            )
            found = canonical(cell.formula, now[0]).replace("$", "")
            if _OTHERS.sub("(", found) != after(formula, sheet, edited.alignment.moves):
                return False
    return True
