"""What is wrong with formulas of a workbook, rule by rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError

from tests.workbook.contents import FileBook, corners, position

LONGEST = 250  # characters
VOLATILE = {
    "NOW",
    "TODAY",
    "RAND",
    "RANDBETWEEN",
    "RANDARRAY",
    "OFFSET",
    "INDIRECT",
    "CELL",
    "INFO",
}
QUOTED = re.compile(r'"[^"]*"')
JUMP = re.compile(r'HYPERLINK\(\s*"#', re.IGNORECASE)
PRINTING = "_xlnm."  # names that Excel gives: Print_Area, Print_Titles


def zero_or_one(place: str, number: float) -> bool:
    """The only numbers that a formula has by itself; all others are inputs."""
    del place
    return number in (0, 1)


@dataclass(frozen=True, slots=True)
class House:
    """What is allowed in our workbooks."""

    functions: frozenset[str]
    number: Callable[[str, float], bool] = zero_or_one  # by place, `Calc!F10`
    long: frozenset[str] = frozenset()  # names of areas where formulas may be long
    prefixes: tuple[str, ...] = ("in_", "out_", "tm_")  # of names


def in_cells(book: FileBook) -> Iterator[tuple[str, str]]:
    """Every formula of a cell, after its place."""
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            if cell.formula:
                yield f"{sheet.title}!{cell.address}", cell.formula


def everywhere(book: FileBook) -> Iterator[tuple[str, str]]:
    """Those of cells, names, highlights and validations."""
    yield from in_cells(book)
    for name in book.names:
        if not name.name.startswith(PRINTING):
            yield f"name {name.name}", name.text
    for sheet in book.sheets:
        for place, formula in sheet.other_formulas.items():
            yield f"{sheet.title}!{place}", formula


@cache
def tokens(formula: str) -> tuple[Token, ...]:
    """The parts of a formula; none of one that cannot be read."""
    try:
        found = tuple(Tokenizer("=" + formula).items)
    except (TokenizerError, IndexError):
        return ()
    depth = sum((t.subtype == Token.OPEN) - (t.subtype == Token.CLOSE) for t in found)
    return () if depth else found


def functions(formula: str) -> list[str]:
    """The names of the functions that a formula calls."""
    return [
        t.value[:-1].upper()
        for t in tokens(formula)
        if t.type == Token.FUNC and t.subtype == Token.OPEN
    ]


def unreadable(book: FileBook, _: House) -> Iterator[str]:
    for place, formula in everywhere(book):
        if not tokens(formula):
            yield f"{place}: no formula, ={formula}"
        elif any(t.type == Token.SEP and t.subtype == Token.ROW for t in tokens(formula)):
            yield f"{place}: `;` in ={formula}; arguments are separated by commas"


def unknown_functions(book: FileBook, house: House) -> Iterator[str]:
    for place, formula in everywhere(book):
        for name in sorted(set(functions(formula)) - house.functions - VOLATILE):
            yield f"{place}: function {name} is not on the list"


def volatile_functions(book: FileBook, _: House) -> Iterator[str]:
    for place, formula in everywhere(book):
        for name in sorted(set(functions(formula)) & VOLATILE):
            yield f"{place}: {name} is volatile: it makes everything calculate at every key"


def arrays(book: FileBook, _: House) -> Iterator[str]:
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            if cell.formula_kind in ("array", "shared"):
                yield f"{sheet.title}!{cell.address}: {cell.formula_kind} formula"


def long_formulas(book: FileBook, house: House) -> Iterator[str]:
    exempt = [name.text for name in book.names if name.name in house.long]
    for place, formula in in_cells(book):
        if len(formula) > LONGEST and not any(_lies_in(place, area) for area in exempt):
            yield f"{place}: {len(formula)} characters, {LONGEST} at most"


def _lies_in(place: str, area: str) -> bool:
    sheet, _, address = place.rpartition("!")
    other, _, cells = area.rpartition("!")
    (row, column), ((top, left), (bottom, right)) = position(address), corners(cells)
    return sheet == other.strip("'") and top <= row <= bottom and left <= column <= right


def numbers(book: FileBook, house: House) -> Iterator[str]:
    for place, formula in in_cells(book):
        for token in tokens(formula):
            written = token.type == Token.OPERAND and token.subtype == Token.NUMBER
            if written and not house.number(place, float(token.value)):
                yield f"{place}: the number {token.value} in ={formula}"


def broken_references(book: FileBook, _: House) -> Iterator[str]:
    for place, formula in everywhere(book):
        if "#REF!" in formula:
            yield f"{place}: refers to nothing, ={formula}"


def links_outside(book: FileBook, _: House) -> Iterator[str]:
    for place, formula in everywhere(book):
        bare = QUOTED.sub('""', formula)
        if "|" in bare:
            yield f"{place}: calls another program (DDE), ={formula}"
        if "[" in bare:
            yield f"{place}: another workbook, or a table's column, ={formula}"
        if functions(formula).count("HYPERLINK") != len(JUMP.findall(formula)):
            yield f"{place}: HYPERLINK to a place that does not begin with #, ={formula}"


FORMULA_RULES = (
    unreadable,
    unknown_functions,
    volatile_functions,
    arrays,
    long_formulas,
    numbers,
    broken_references,
    links_outside,
)
