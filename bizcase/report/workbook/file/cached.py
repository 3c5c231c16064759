"""Values that programs show without calculating: in the cells of formulas and behind charts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape, unescape

from bizcase.report.workbook import contents
from bizcase.report.workbook.addresses import Place, area_of, column_number, letters, places
from bizcase.report.workbook.book import Value, WhatIfTable

_CELL = re.compile(
    r'<c r="([A-Z]+)(\d+)"( s="\d+")?(?: t="(\w+)")?'
    r"(?:/>|>(<f[^>]*>[^<]*</f>|<f[^>]*/>)?(?:<v>([^<]*)</v>)?</c>)"
)
_FORMULA = re.compile(
    r'<c r="([A-Z]+)(\d+)"( s="\d+")?(?: t="\w+")?>(<f>[^<]*</f>)(?:<v>[^<]*</v>)?</c>'
)
_REFERENCE = re.compile(
    r"<(cat|val|tx)><(num|str)Ref><f>([^<]*)</f>(?:<(\w+)Cache>.*?</\4Cache>)?</\2Ref></\1>",
    re.DOTALL,
)
ERROR = "#VALUE!"


def sheet_with_values(
    page: str, title: str, values: Mapping[Place, Value], tables: Sequence[WhatIfTable]
) -> str:
    """The sheet with the value of every formula; KeyError, with the place, where one lacks."""
    for table in tables:
        page = _with_table(page, table, values)

    def filled(found: re.Match[str]) -> str:
        column, row, style, formula = found.groups("")
        place = title, int(row), column_number(column)
        if place not in values:
            raise KeyError(f"{title}!{column}{row} has no value")
        return _cell(column, row, style, formula, _value(place, values[place]))

    return _FORMULA.sub(filled, page)


def _with_table(page: str, table: WhatIfTable, values: Mapping[Place, Value]) -> str:
    """The sheet with one data table: its first body cell holds it, the others only values."""
    body = table.area
    first = (body.row, body.column)
    corners = f"{_name(*first)}:{_name(body.last_row, body.last_column)}"
    holder = (
        f'<f t="dataTable" ref="{corners}" dt2D="1" dtr="1"'
        f' r1="{table.row_input}" r2="{table.column_input}"/>'
    )
    left = {(place[1], place[2]) for place in places(body)}

    def filled(found: re.Match[str]) -> str:
        column, row, style, kind, formula, constant = found.groups("")
        here = int(row), column_number(column)
        if here not in left:
            return found[0]
        left.remove(here)
        if (body.sheet, *here) in values:
            value = _value((body.sheet, *here), values[(body.sheet, *here)])
        elif constant and not formula and kind in ("", "n"):
            value = "", constant
        else:
            raise KeyError(f"{body.sheet}!{column}{row}, in a data table, has no value")
        return _cell(column, row, style, holder if here == first else "", value)

    page = _CELL.sub(filled, page)
    if left:
        raise KeyError(f"{body.sheet}!{_name(*min(left))}, in a data table, is no cell")
    return page


def _cell(column: str, row: str, style: str, formula: str, value: tuple[str, str]) -> str:
    """One cell as the file holds it."""
    kind, text = value
    return f'<c r="{column}{row}"{style}{kind}>{formula}<v>{text}</v></c>'


def _value(place: Place, value: Value) -> tuple[str, str]:
    """The type and the text of a value."""
    if value is None:
        return ' t="e"', ERROR
    if isinstance(value, str):
        return ' t="str"', escape(contents.text(value))
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    try:
        return "", contents.number(value)
    except ValueError as wrong:
        title, row, column = place
        raise ValueError(f"{title}!{_name(row, column)}: {wrong}") from wrong


def _name(row: int, column: int) -> str:
    """`D5`."""
    return f"{letters(column)}{row}"


def plotted(charts: Iterable[str]) -> frozenset[Place]:
    """The cells that charts show."""
    areas = [
        area_of(unescape(found[3])) for chart in charts for found in _REFERENCE.finditer(chart)
    ]
    return frozenset(place for area in areas for place in places(area))


def read_values(
    page: str, title: str, wanted: frozenset[Place], strings: Sequence[str]
) -> dict[Place, Value]:
    """The values of the wanted cells of a sheet, constants and results; blanks are left out."""
    if all(place[0] != title for place in wanted):
        return {}
    read: dict[Place, Value] = {}
    for found in _CELL.finditer(page):
        column, row, _, kind, _, value = found.groups("")
        place = title, int(row), column_number(column)
        if value and place in wanted:
            read[place] = _read(kind, value, strings)
    return read


def _read(kind: str, value: str, strings: Sequence[str]) -> Value:
    """A value from its type and text."""
    if kind == "s":
        return strings[int(value)]
    if kind == "str":
        return unescape(value)
    if kind == "e":
        return None
    return float(value)


def chart_with_values(chart: str, known: Mapping[Place, Value]) -> str:
    """The chart with its numbers and texts; categories that hold a text become texts."""

    def filled(found: re.Match[str]) -> str:
        role, kind, reference = found[1], found[2], found[3]
        points = [known.get(place) for place in places(area_of(unescape(reference)))]
        if role == "cat":
            kind = "str" if any(isinstance(point, str) for point in points) else "num"
        values = _points(points, kind)
        return f"<{role}><{kind}Ref><f>{reference}</f>{values}</{kind}Ref></{role}>"

    return _REFERENCE.sub(filled, chart)


def _points(points: Sequence[Value], kind: str) -> str:
    """The values behind a reference; blanks, errors and texts among numbers are gaps."""
    shown = []
    for index, point in enumerate(points):
        if point is None or (kind == "num" and isinstance(point, str)):
            continue
        text = escape(point) if isinstance(point, str) else contents.number(point)
        shown.append(f'<pt idx="{index}"><v>{text}</v></pt>')
    code = "<formatCode>General</formatCode>" if kind == "num" else ""
    count = f'<ptCount val="{len(points)}"/>'
    return f"<{kind}Cache>{code}{count}{''.join(shown)}</{kind}Cache>"
