"""Reads a workbook that came back: formulas, values and names, whoever saved it.

The file is read as it is, not through openpyxl, which alters texts and gives formulas or values,
never both. What Excel and LibreOffice write differs in many ways that all mean the same.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree

from bizcase.problems import Problem, ProblemsFoundError
from bizcase.report.workbook.addresses import Area, area_of, column_number
from bizcase.report.workbook.proof.recalculate import Fault
from bizcase.report.workbook.returned.shared_formulas import SharedFormulas

LARGEST_FILE = 50_000_000  # bytes; an export has 0.2 to 2 MB
LARGEST_CONTENT = 400_000_000  # bytes of all parts, unpacked
LARGEST_ROW, LARGEST_COLUMN = 1_048_576, 16_384

_REMEDY = "give a workbook that `bizcase export` wrote and that was saved as .xlsx"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

Shown: TypeAlias = float | str | bool | Fault | None


@dataclass(frozen=True, slots=True)
class Written:
    """A cell: the text of its formula without `=`, if it has one, and the value that it shows.

    `style` is the number of its look among those of the file.
    """

    value: Shown
    formula: str | None = None
    style: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Page:
    """The cells of a sheet that are not blank, by row and column."""

    title: str
    cells: Mapping[tuple[int, int], Written]

    @cached_property
    def rows(self) -> dict[int, dict[int, Written]]:
        """The cells by row, then by column."""
        found: dict[int, dict[int, Written]] = {}
        for (row, column), cell in self.cells.items():
            found.setdefault(row, {})[column] = cell
        return found


@dataclass(frozen=True)
class ReadWorkbook:
    """A workbook as it was saved. `names` are those of areas; others are left out.

    `paths` are those of the parts in which the sheets stand, by title.
    """

    raw: bytes
    pages: Mapping[str, Page]
    names: Mapping[str, Area]
    paths: Mapping[str, str]

    def text(self, name: str) -> str:
        """The text in a cell that has a name; empty where there is none."""
        area = self.names.get(name)
        cell = self.pages[area.sheet].cells.get((area.row, area.column)) if area else None
        return cell.value if cell and isinstance(cell.value, str) else ""


def read_workbook(path: str | Path) -> ReadWorkbook:
    """Reads an .xlsx file. Raises ProblemsFoundError where it is none, or far too large."""
    place = Path(path)
    try:
        if place.stat().st_size > LARGEST_FILE:
            raise _refused(place, "is far larger than any workbook of a business case")
        raw = place.read_bytes()
    except FileNotFoundError:
        said = f"there is no file `{place.name}`"
        problem = Problem("file-not-found", said, help=_REMEDY, where=str(place))
        raise ProblemsFoundError([problem]) from None
    except OSError as error:
        said = f"`{place.name}` cannot be read: {error.strerror or error}"
        problem = Problem("file-not-readable", said, help=_REMEDY, where=str(place))
        raise ProblemsFoundError([problem]) from None
    try:
        return workbook_in(raw)
    except TooLargeError:
        raise _refused(place, "holds far more than any workbook of a business case") from None
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, OSError) as error:
        raise _refused(place, _why_unreadable(raw, error)) from None


class TooLargeError(Exception):
    """The parts of a file are larger than any workbook's."""


def workbook_in(raw: bytes) -> ReadWorkbook:
    """The workbook in the bytes of a file; KeyError or ValueError where it is none."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        if sum(entry.file_size for entry in package.infolist()) > LARGEST_CONTENT:
            raise TooLargeError
        parts = _Parts(package)
        top = parts.tree(parts.main)
        strings = _strings(parts)
        targets = parts.targets(parts.main)
        pages, paths = {}, {}
        for sheet in _below(top, "sheets"):
            path = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT) or "", "")
            if "worksheet" in path or path.startswith("xl/"):
                title = sheet.attrib["name"]
                paths[title] = path
                pages[title] = Page(title, dict(_cells(parts.tree(path), strings)))
        return ReadWorkbook(raw, pages, dict(_names(top, pages)), paths)


class _Parts:
    """The parts of a file, each read once and within bounds."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        self.left = LARGEST_CONTENT
        roots = self.targets("")
        self.main = next((p for p in roots.values() if p.endswith("workbook.xml")), "")

    def text(self, path: str) -> bytes:
        """The bytes of a part; what the directory of a zip says of its size may be a lie."""
        with self.package.open(path) as part:
            read = part.read(self.left + 1)
        self.left -= len(read)
        if self.left < 0:
            raise TooLargeError
        if b"<!DOCTYPE" in read[:2000] or b"<!ENTITY" in read:
            raise ValueError("a document type, which no workbook has")
        return read

    def tree(self, path: str) -> ElementTree.Element:
        """A part as a tree."""
        return ElementTree.fromstring(self.text(path))

    def targets(self, path: str) -> dict[str, str]:
        """What a part refers to, by the number of the relation."""
        folder, _, name = path.rpartition("/")
        around = f"{folder}/" if folder else ""
        found = {}
        for link in self.tree(f"{around}_rels/{name}.rels"):
            to = link.get("Target", "")
            found[link.get("Id", "")] = to[1:] if to.startswith("/") else around + to
        return found

    def find(self, kind: str) -> str | None:
        """The part of a kind beside the workbook."""
        return next((p for p in self.targets(self.main).values() if p.endswith(kind)), None)


def _local(element: ElementTree.Element) -> str:
    """The name without its namespace, of which there are several."""
    return element.tag.rpartition("}")[2]


def _below(tree: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    for child in tree:
        if _local(child) == name:
            yield from child


def _strings(parts: _Parts) -> list[str]:
    path = parts.find("sharedStrings.xml")
    return [_text(item) for item in parts.tree(path)] if path else []


def _text(item: ElementTree.Element) -> str:
    """The text of an item, with what is bold or coloured in it; not how it is pronounced."""
    found = []
    for child in item:
        if _local(child) == "t":
            found.append(child.text or "")
        elif _local(child) == "r":
            found += [part.text or "" for part in child if _local(part) == "t"]
    return unescaped("".join(found))


def unescaped(text: str) -> str:
    """`_x000D_` is a character that XML cannot hold."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _cells(
    sheet: ElementTree.Element, strings: list[str]
) -> Iterator[tuple[tuple[int, int], Written]]:
    shared = SharedFormulas()
    row = 0
    for line in _below(sheet, "sheetData"):
        row, column = int(line.get("r", row + 1)), 0
        for cell in line:
            name = cell.get("r", "")
            letters = name.rstrip("0123456789")
            column = column_number(letters) if letters else column + 1
            if not (0 < row <= LARGEST_ROW and 0 < column <= LARGEST_COLUMN):
                raise ValueError(f"there is no cell {name}")
            found = _cell(cell, row, column, strings, shared)
            if found is not None:
                yield (row, column), found


def _cell(
    cell: ElementTree.Element, row: int, column: int, strings: list[str], shared: SharedFormulas
) -> Written | None:
    """What stands in a cell; None in a blank one."""
    formula, text, inline = None, None, None
    for child in cell:
        name = _local(child)
        if name == "f":
            formula = shared.text(child, row, column)
        elif name == "v":
            text = child.text
        elif name == "is":
            inline = _text(child)
    value = inline if inline is not None else _value(cell.get("t", "n"), text, strings)
    if formula is None and value in (None, ""):
        return None
    return Written(value, formula, int(cell.get("s", 0)))


def _value(kind: str, text: str | None, strings: list[str]) -> Shown:
    if text is None:
        return None
    if kind == "s":
        if not 0 <= int(text) < len(strings):
            raise ValueError(f"there is no text number {text}")
        return strings[int(text)]
    if kind in ("str", "inlineStr", "d"):
        return unescaped(text)
    if kind == "e":
        return Fault(text)
    if kind == "b":
        return text.strip() == "1"
    value = float(text)
    return value if isfinite(value) else Fault(text)  # no program shows it as a number


def _names(top: ElementTree.Element, pages: Mapping[str, Page]) -> Iterator[tuple[str, Area]]:
    """The names of areas; one whose cells are gone, or that is a formula, is left out."""
    for name in _below(top, "definedNames"):
        try:
            area = area_of((name.text or "").strip())
        except ValueError:
            continue
        if area.sheet in pages and not name.get("localSheetId"):
            yield name.get("name", "").lower(), area


def _why_unreadable(raw: bytes, error: Exception) -> str:
    """In words, what a file is that is no workbook."""
    if raw[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "is protected by a password, or in the old format .xls: save it as .xlsx without one"
    if not raw.strip():
        return "is empty"
    if isinstance(error, zipfile.BadZipFile) or raw[:2] != b"PK":
        return "is no .xlsx file"
    return f"is no .xlsx file, or a damaged one ({error})"


def _refused(place: Path, said: str) -> ProblemsFoundError:
    return ProblemsFoundError(
        [Problem("not-a-workbook", f"`{place.name}` {said}", where=str(place), help=_REMEDY)]
    )
