"""A workbook that uses everything a workbook may have, and the values of its formulas."""

from __future__ import annotations

from datetime import date

from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.book import (
    Book,
    Chart,
    Formula,
    Highlight,
    Link,
    Plotted,
    Sheet,
    Validation,
    Value,
    WhatIfTable,
)
from bizcase.report.workbook.file.package import cleaned, with_values
from bizcase.report.workbook.file.write import written
from bizcase.report.workbook.look.roles import ROLES

AS_OF = date(2026, 1, 1)
VALUES: dict[tuple[str, int, int], Value] = {
    ("A 'calc' & more", 3, 2): 200.0,
    ("A 'calc' & more", 3, 3): -1 / 3,
    ("A 'calc' & more", 4, 2): "<ok> & 'fine'",
    ("A 'calc' & more", 4, 3): True,
    ("A 'calc' & more", 5, 2): None,
    ("Table", 4, 1): 100.0,
}
BODY: dict[tuple[str, int, int], Value] = {
    ("Table", row, column): 100.0 + row * 10 + column for row in (5, 6) for column in (2, 3)
}


def everything() -> Book:
    """Three sheets: rows with charts, a data table, and every role."""
    return Book("Kettle & co", [_calc(), _table(), _roles()], AS_OF)


def filled() -> bytes:
    """The same as a file with values and the data table."""
    book = everything()
    tables = {sheet.title: sheet.tables for sheet in book.sheets}
    return with_values(cleaned(written(book)), VALUES | BODY, tables)


def _calc() -> Sheet:
    """Cells of every kind, all settings of a sheet and a chart of every kind."""
    sheet = Sheet("A 'calc' & more", widths={1: 30, 2: 12}, heights={1: 28, 12: 20})
    sheet.put(1, 1, "Title", "title")
    sheet.put_row(2, 2, [2026, 2027], "header_right/whole")
    sheet.put(3, 1, "Cash", "label")
    sheet.put_row(3, 2, [Formula("B2-1826"), Formula("-1/C9")], "formula/money")
    sheet.put_row(4, 2, [Formula('IF(B3>1,"<ok>","")'), Formula("B3>1")], "status")
    sheet.put(5, 2, Formula('"x"+1'), "formula/money")
    sheet.put(6, 1, AS_OF, "input/date")
    sheet.put(6, 2, None, "input/money")
    sheet.put(7, 1, "go", "link")
    sheet.links.append(Link(7, 1, "Table!A1"))
    sheet.put_row(8, 1, ["Base", 0.1 + 0.2, -5], "input/exact")
    sheet.put_row(9, 1, [" two\nlines ", 1e300, 3], "text_wrap")
    sheet.merged = [sheet.area(1, 1, 1, 3), sheet.area(11, 2, 12, 2), sheet.area(11, 3, 12, 3)]
    sheet.validations = [
        Validation(sheet.area(8, 1), "list", source="$A$8:$A$9", title="Case", message="Choose."),
        Validation(sheet.area(8, 2), "decimal", least=0, greatest=1),
        Validation(sheet.area(8, 3), "decimal", greatest=1),
        Validation(sheet.area(6, 1), "date", least=40_000),
    ]
    sheet.highlights = [
        Highlight(sheet.area(3, 2, 3, 3), "B3<0", "bad"),
        Highlight(sheet.area(4, 2), "C4", "good"),
        Highlight(sheet.area(5, 2), "B5=0", "quiet"),
    ]
    sheet.names = {"in_rate": sheet.area(8, 2), "in_flows": sheet.area(3, 2, 3, 3)}
    sheet.outlined_rows, sheet.freeze = [(3, 4)], (3, 2)
    sheet.print_columns, sheet.repeat_rows, sheet.repeat_columns = 12, (1, 2), (1, 1)
    sheet.charts = _charts(sheet)
    return sheet


def _charts(sheet: Sheet) -> list[Chart]:
    """Bars, stacked bars with a hidden series, lines, both, and lying bars."""
    years, cash = sheet.area(2, 2, 2, 3), sheet.area(3, 2, 3, 3)
    words = Area("Table", 5, 4, 6, 4)
    bar = Plotted(sheet.area(3, 1), cash, "navy")
    line = Plotted("Line <&>", cash, "amber", "line")
    hidden = Plotted("base", cash, "grey", "hidden")
    return [
        Chart("Bars", years, (bar,), 14, 1, axis="USD"),
        Chart("Waterfall", words, (hidden, bar), 14, 6, stacked=True),
        Chart("Lines", years, (line,), 34, 1, number_format="axis_million"),
        Chart("Both", years, (bar, line), 34, 6),
        Chart("Tornado & co", words, (bar, hidden), 54, 1, horizontal=True, legend=False),
    ]


def _table() -> Sheet:
    """A data table of two by two, and the texts that charts show."""
    sheet = Sheet("Table", pages_wide=0, landscape=False, tab="teal")
    sheet.put_row(1, 1, [0, 0], "input/whole")
    sheet.put(4, 1, Formula("100+A1*10+B1"), "formula/money")
    sheet.put_row(4, 2, [1, 2], "header_right/whole")
    for row in (5, 6):
        sheet.put(row, 1, row - 4, "fixed/whole")
        sheet.put_row(row, 2, [None, None], "formula/money")
        sheet.put(row, 4, f"Step <{row}>", "text")
    sheet.tables.append(WhatIfTable(sheet.area(5, 2, 6, 3), row_input="B1", column_input="A1"))
    return sheet


def _roles() -> Sheet:
    """Every role with a text, a number and nothing."""
    sheet = Sheet("Roles")
    for row, role in enumerate(ROLES, 1):
        sheet.put_row(row, 1, [role, -1234.5, None], role)
    return sheet
