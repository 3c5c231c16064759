"""What is wrong with a finished workbook, as sentences: the file alone is asked, no program."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from openxml_audit import OpenXmlValidator

from tests.workbook.contents import FileBook, FileCell, corners, read
from tests.workbook.formula_rules import FORMULA_RULES, PRINTING, House

LONGEST_LIST = 255  # characters between the quotes
LONGEST_TITLE = 31
LONGEST_NAME = 255
FOREIGN = {
    "xl/vbaProject": "a macro",
    "xl/macrosheets/": "a macro",
    "xl/dialogsheets/": "a macro",
    "xl/activeX/": "a control",
    "xl/ctrlProps/": "a control",
    "xl/embeddings/": "a file of another program",
    "customUI/": "a menu",
    "xl/externalLinks/": "a link to another workbook",
    "xl/connections": "a connection to a database",
    "xl/queryTables/": "a connection to a database",
}
LIKE_A_CELL = re.compile(r"[a-z]{1,3}[0-9]+|r[0-9]*(c[0-9]*)?|c[0-9]*|true|false", re.IGNORECASE)


def lint(path: Path, house: House) -> list[str]:
    """All findings about an xlsx file, each beginning with its place."""
    book = read(path)
    return [finding for rule in RULES for finding in rule(book, house)]


def cells(book: FileBook) -> Iterator[tuple[str, FileCell]]:
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            yield f"{sheet.title}!{cell.address}", cell


def error_values(book: FileBook, _: House) -> Iterator[str]:
    for place, cell in cells(book):
        if cell.kind == "e":
            yield f"{place}: shows {cell.value}"


def values_not_there(book: FileBook, _: House) -> Iterator[str]:
    for place, cell in cells(book):
        if cell.formula is not None and not cell.value and cell.kind != "str":
            yield f"{place}: shows nothing until a program calculates it"
        elif cell.kind in (None, "n") and cell.value and not _is_number(cell.value):
            yield f"{place}: shows {cell.value}, which is no number"


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def styled_blanks(book: FileBook, _: House) -> Iterator[str]:
    for place, cell in cells(book):
        if cell.kind == "n" and not cell.value and cell.formula is None:
            yield f'{place}: an empty cell with t="n", which some programs count as 0'


def hidden(book: FileBook, _: House) -> Iterator[str]:
    for sheet in book.sheets:
        if sheet.state != "visible":
            yield f"{sheet.title}: a hidden sheet"
        for what in sheet.hidden:
            yield f"{sheet.title}: hidden, {what}"


def foreign_parts(book: FileBook, _: House) -> Iterator[str]:
    for part in book.parts:
        for beginning, what in FOREIGN.items():
            if part.startswith(beginning) and not part.endswith(".rels"):
                yield f"{part}: {what}"
    for target in book.outside:
        yield f"{target}: leads out of the workbook"


def links(book: FileBook, _: House) -> Iterator[str]:
    titles = {sheet.title for sheet in book.sheets}
    names = {name.name for name in book.names}
    for sheet in book.sheets:
        for cell, target in sheet.links.items():
            title = (target or "").rpartition("!")[0].strip("'").replace("''", "'")
            if title not in titles and target not in names:
                yield f"{sheet.title}!{cell}: a link to {target}, which is not in the workbook"


def long_lists(book: FileBook, _: House) -> Iterator[str]:
    for sheet in book.sheets:
        for area, source in sheet.lists.items():
            if source.startswith('"') and len(source) - 2 > LONGEST_LIST:
                yield f"{sheet.title}!{area}: a list of {len(source) - 2} characters"


def sheet_titles(book: FileBook, _: House) -> Iterator[str]:
    for sheet in book.sheets:
        title = sheet.title
        if not 1 <= len(title) <= LONGEST_TITLE or re.search(r"[\[\]:*?/\\\x00-\x1f]|^'|'$", title):
            yield f"{title!r}: no name for a sheet"
        if title.lower() == "history":
            yield f"{title!r}: Excel keeps this name for itself"
    for title, count in Counter(sheet.title.lower() for sheet in book.sheets).items():
        if count > 1:
            yield f"{title!r}: {count} sheets of this name"


def defined_names(book: FileBook, house: House) -> Iterator[str]:
    own = [name.name for name in book.names if not name.name.startswith(PRINTING)]
    for name in own:
        if not name.startswith(house.prefixes):
            yield f"name {name}: does not begin with {' or '.join(house.prefixes)}"
        if not re.fullmatch("[a-z0-9_]+", name) or len(name) > LONGEST_NAME:
            yield f"name {name}: up to {LONGEST_NAME} letters a to z, digits and _"
        if LIKE_A_CELL.fullmatch(name):
            yield f"name {name}: programs take it for a cell"
    for name, count in Counter(name.lower() for name in own).items():
        if count > 1:
            yield f"name {name}: {count} of this name"


def overlapping_merges(book: FileBook, _: House) -> Iterator[str]:
    for sheet in book.sheets:
        for one, other in combinations(sorted(sheet.merged), 2):
            (top, left), (bottom, right) = corners(one)
            (other_top, other_left), (other_bottom, other_right) = corners(other)
            if not (
                right < other_left or other_right < left or bottom < other_top or other_bottom < top
            ):
                yield f"{sheet.title}: merged cells {one} and {other} overlap"


def audit(book: FileBook, _: House) -> Iterator[str]:
    """The file format, as Excel reads it."""
    for error in OpenXmlValidator().validate(book.path).errors:
        yield str(error)


RULES = (
    error_values,
    values_not_there,
    styled_blanks,
    hidden,
    foreign_parts,
    links,
    long_lists,
    sheet_titles,
    defined_names,
    overlapping_merges,
    *FORMULA_RULES,
    audit,
)
