"""What stands in an xlsx file, read from its XML: no library between the file and its judges."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

from openpyxl.utils.cell import column_index_from_string

TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACE = re.compile(rb'\sxmlns="http://schemas\.openxmlformats\.org/spreadsheetml/2006/main"')


@dataclass(frozen=True, slots=True)
class FileCell:
    """A cell as the file has it."""

    address: str
    kind: str | None  # the attribute `t`: n, s, str, b, e, or not there
    value: str | None  # what programs show without calculating; of a shared text its number
    formula: str | None  # without `=`
    formula_kind: str | None  # array, dataTable, shared


@dataclass(frozen=True, slots=True)
class FileName:
    """A defined name."""

    name: str
    sheet: str | None  # number of the only sheet that knows it
    text: str


@dataclass(slots=True)
class FileSheet:
    """A worksheet; `cells` by row and column, counted from 1."""

    title: str
    state: str
    cells: dict[tuple[int, int], FileCell] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)  # rows and columns, in words
    lists: dict[str, str] = field(default_factory=dict)  # list validations: area, source
    links: dict[str, str | None] = field(default_factory=dict)  # cell, place in this workbook
    other_formulas: dict[str, str] = field(default_factory=dict)  # of highlights, validations


@dataclass(slots=True)
class FileBook:
    """A workbook."""

    path: Path
    parts: list[str]
    sheets: list[FileSheet]
    names: list[FileName]
    outside: list[str]  # targets of relationships that lead out of the file

    def __getitem__(self, title: str) -> FileSheet:
        return next(sheet for sheet in self.sheets if sheet.title == title)


def read(path: Path) -> FileBook:
    """Reads a workbook."""
    with zipfile.ZipFile(path) as package:
        parts = package.namelist()
        tree = _tree(package.read("xl/workbook.xml"))
        places = _relationships(package.read("xl/_rels/workbook.xml.rels"))
        sheets = []
        for found in tree.iterfind("sheets/sheet"):
            target = places[found.attrib[f"{{{TYPES}}}id"]]
            part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
            sheet = FileSheet(found.attrib["name"], found.get("state", "visible"))
            sheets.append(_fill(sheet, _tree(package.read(part))))
        names = [
            FileName(n.attrib["name"], n.get("localSheetId"), n.text or "")
            for n in tree.iterfind("definedNames/definedName")
        ]
        return FileBook(path, parts, sheets, names, list(_outside(package)))


def _tree(xml: bytes) -> Element:
    """The XML without the main namespace, so that places can be written plainly."""
    tree = fromstring(NAMESPACE.sub(b"", xml, count=1))
    if tree.tag not in ("workbook", "worksheet"):
        raise ValueError(f"{tree.tag}: neither a workbook nor a worksheet in the usual namespace")
    return tree


def _relationships(xml: bytes) -> dict[str, str]:
    return {each.attrib["Id"]: each.attrib["Target"] for each in fromstring(xml)}


def _outside(package: zipfile.ZipFile) -> Iterator[str]:
    for part in package.namelist():
        if part.endswith(".rels"):
            for each in fromstring(package.read(part)):
                if each.get("TargetMode") == "External":
                    yield each.attrib["Target"]


def _fill(sheet: FileSheet, tree: Element) -> FileSheet:
    for cell in tree.iterfind("sheetData/row/c"):
        made = _cell(cell)
        sheet.cells[position(made.address)] = made
    sheet.merged = [each.attrib["ref"] for each in tree.iterfind("mergeCells/mergeCell")]
    sheet.links = {
        each.attrib["ref"]: each.get("location") for each in tree.iterfind("hyperlinks/hyperlink")
    }
    sheet.hidden = list(_hidden(tree))
    for rule in tree.iterfind("dataValidations/dataValidation"):
        if rule.get("type") == "list":
            sheet.lists[rule.attrib["sqref"]] = rule.findtext("formula1", "")
    for rule in (*tree.iterfind("conditionalFormatting"), *tree.iterfind("dataValidations/*")):
        for number, formula in enumerate((*rule.iter("formula"), *rule.iter("formula1"))):
            sheet.other_formulas[f"{rule.get('sqref')} ({rule.tag} {number + 1})"] = (
                formula.text or ""
            )
    return sheet


def _cell(cell: Element) -> FileCell:
    formula = cell.find("f")
    value = cell.find("is" if cell.get("t") == "inlineStr" else "v")
    return FileCell(
        cell.attrib["r"],
        cell.get("t"),
        None if value is None else "".join(value.itertext()),
        None if formula is None else formula.text or "",
        None if formula is None else formula.get("t"),
    )


def _hidden(tree: Element) -> Iterator[str]:
    for row in tree.iterfind("sheetData/row[@hidden]"):
        if row.get("hidden") in ("1", "true"):
            yield f"row {row.get('r')}"
    for column in tree.iterfind("cols/col[@hidden]"):
        if column.get("hidden") in ("1", "true"):
            yield f"columns {column.get('min')} to {column.get('max')}"
    for _ in tree.iterfind("sheetFormatPr[@zeroHeight='1']"):
        yield "all rows without a height"


def position(address: str) -> tuple[int, int]:
    """Row and column of `B7`: (7, 2)."""
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), column_index_from_string(letters)


def corners(area: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The first and the last cell of `$B$7:$D9` or `B7`."""
    first, _, last = area.replace("$", "").partition(":")
    return position(first), position(last or first)
