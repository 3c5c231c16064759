"""The file after openpyxl: its parts cured, values filled in, data tables put in and taken out.

The parts are rewritten as text, since openpyxl's output is regular and 50,000 cells as a tree
take ten times as long. What is cured and why:

- shared strings instead of inline ones: some readers, and the validator, want them
- no type on styled blanks: IronCalc reads `t="n"` without a value as 0, and counts it
- an empty `<v></v>` on formulas without a value: without it IronCalc prints a line for each cell,
  and with any number in it LibreOffice would not calculate
- merged cells sorted: openpyxl keeps them in a set, whose order changes between processes
- the first sheet selected: openpyxl marks none, so that Excel may open on a group of sheets
- parts of fonts in the order of the schema: Excel repairs a file in which they are not
- colours opaque: openpyxl writes alpha 00, which previewers take for transparent
- no empty runs of text in charts: the schema allows none in the style of a text
- `modified` as `created`, zip dates and order fixed: the same book gives the same bytes
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from xml.etree import ElementTree
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bizcase.report.workbook import contents
from bizcase.report.workbook.addresses import Place
from bizcase.report.workbook.book import Value, WhatIfTable
from bizcase.report.workbook.file.cached import (
    chart_with_values,
    plotted,
    read_values,
    sheet_with_values,
)
from bizcase.report.workbook.file.cures import (
    Strings,
    cured_chart,
    cured_properties,
    cured_sheet,
    cured_styles,
    declared,
    linked,
    listed,
    read_strings,
)

WORKBOOK, STYLES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
PROPERTIES = "docProps/core.xml"
TYPES, LINKS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
FIRST = (TYPES, "_rels/.rels")  # where readers look first
LEVEL = 6  # of compression
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Excel's own form, and the formulas that LibreOffice makes of a data table.
_TABLE = re.compile(
    r'<(?:\w+:)?f\b[^>]*\bt="dataTable"[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)'
    r"|<((?:\w+:)?f)\b[^>]*>(?:of:=|=)?(?:TABLE|MULTIPLE\.OPERATIONS)\([^<]*</\1>"
)


def cleaned(raw: bytes) -> bytes:
    """A file of openpyxl, cured: ready to be recalculated and then to be filled `with_values`."""
    parts = _parts(raw)
    for path in parts:  # openpyxl writes nothing but XML
        _change(parts, path, declared)
    strings = Strings()
    for index, path in enumerate(sheet_paths(parts).values()):
        parts[path] = cured_sheet(parts[path].decode(), strings, selected=index == 0).encode()
    parts[STRINGS] = declared(strings.part()).encode()
    _change(parts, TYPES, listed)
    _change(parts, LINKS, linked)
    _change(parts, STYLES, cured_styles)
    for path in _chart_paths(parts):
        _change(parts, path, cured_chart)
    _change(parts, PROPERTIES, cured_properties)
    return _packed(parts)


def with_values(
    clean: bytes,
    values: Mapping[tuple[str, int, int], Value],
    tables: Mapping[str, Sequence[WhatIfTable]] | None = None,
) -> bytes:
    """A cleaned file with the values of its formulas, its data tables and its charts filled in.

    `values` is by sheet, row and column; None is an error value. `tables` is by sheet; the body
    of a data table keeps its constants where `values` has nothing. KeyError, with the place, for
    a formula or a body cell without a value; ValueError for NaN and infinity.
    """
    parts = _parts(clean)
    charts = _chart_paths(parts)
    wanted = plotted(parts[path].decode() for path in charts)
    strings = read_strings(parts[STRINGS].decode())
    known: dict[Place, Value] = {}
    for title, path in sheet_paths(parts).items():
        page = sheet_with_values(parts[path].decode(), title, values, (tables or {}).get(title, ()))
        known |= read_values(page, title, wanted, strings)
        parts[path] = page.encode()
    for path in charts:
        _change(parts, path, lambda chart: chart_with_values(chart, known))
    return _packed(parts)


def with_texts(raw: bytes, texts: Mapping[str, str]) -> bytes:
    """A cleaned file with other texts in the cells in which one of these marks stands."""

    def placed(part: str) -> str:
        for mark, text in texts.items():
            part = part.replace(f"<t>{mark}</t>", f"<t>{escape(contents.text(text))}</t>")
        return part

    parts = _parts(raw)
    _change(parts, STRINGS, placed)
    return _packed(parts)


def without_tables(raw: bytes) -> bytes:
    """The same file without data tables: their values stay as plain numbers.

    For engines that refuse or misread them. Takes files saved by Excel and LibreOffice, too.
    """
    return changed_sheets(raw, lambda page: _TABLE.sub("", page))


def changed_sheets(raw: bytes, change: Callable[[str], str]) -> bytes:
    """The same file with each sheet rewritten, whoever saved it."""
    parts = _parts(raw)
    for path in [path for path in parts if path.startswith("xl/worksheets/sheet")]:
        _change(parts, path, change)
    return _packed(parts)


def part_of(raw: bytes, path: str) -> bytes | None:
    """One part of a file; None where there is none."""
    with ZipFile(io.BytesIO(raw)) as package:
        return package.read(path) if path in package.namelist() else None


def parts_of(raw: bytes, beginning: str) -> list[bytes]:
    """The parts of a file whose paths begin like this."""
    with ZipFile(io.BytesIO(raw)) as package:
        names = [name for name in package.namelist() if name.startswith(beginning)]
        return [package.read(name) for name in names]


def _change(parts: dict[str, bytes], path: str, change: Callable[[str], str]) -> None:
    """Rewrites one part."""
    parts[path] = change(parts[path].decode()).encode()


def _parts(raw: bytes) -> dict[str, bytes]:
    """The parts of a file by their paths."""
    with ZipFile(io.BytesIO(raw)) as package:
        return {path: package.read(path) for path in package.namelist()}


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """The file: parts in a fixed order, with the earliest date that zip knows."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=LEVEL) as package:
        for path in sorted(parts, key=lambda path: (path not in FIRST, path)):
            entry = ZipInfo(path)  # 1980-01-01
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0  # the same on every machine
            package.writestr(entry, parts[path])
    return stream.getvalue()


def sheet_paths(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Where each sheet is, by its title, in the order of the workbook."""
    links = ElementTree.fromstring(parts[LINKS])
    targets = {link.attrib["Id"]: link.attrib["Target"] for link in links}
    sheets = ElementTree.fromstring(parts[WORKBOOK]).iter(_MAIN + "sheet")
    named = {sheet.attrib["name"]: targets[sheet.attrib[_ID]] for sheet in sheets}
    # An absolute target starts at the root of the package, any other one beside the workbook.
    return {title: posixpath.join("/xl", to).lstrip("/") for title, to in named.items()}


def _chart_paths(parts: Mapping[str, bytes]) -> list[str]:
    """Where the charts are."""
    return sorted(path for path in parts if path.startswith("xl/charts/chart"))
