"""Workbooks in which one cell was changed, behind the back of every spreadsheet program."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.file.package import sheet_paths
from bizcase.report.workbook.returned.read import Written, workbook_in


@dataclass(frozen=True)
class Mutation:
    """What is put into one cell."""

    sheet: str
    row: int
    column: int
    words: str
    formula: str | None = None
    value: float | str | None = None

    @property
    def cell(self) -> str:
        return f"{letters(self.column)}{self.row}"


def tampered(raw: bytes, *mutations: Mutation) -> bytes:
    """The same file with other contents in some cells."""
    with ZipFile(io.BytesIO(raw)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for mutation in mutations:
        path = sheet_paths(parts)[mutation.sheet]
        page = parts[path].decode()
        pattern = rf'<c r="{mutation.cell}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)'
        found = re.search(pattern, page, re.DOTALL)
        assert found is not None, mutation
        changed = _cell(mutation, found[1] or "")
        parts[path] = (page[: found.start()] + changed + page[found.end() :]).encode()
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()


def rewritten(raw: bytes, path: str, change: Callable[[bytes], bytes | None]) -> bytes:
    """The same file with another text in the parts of which this is the path; None: without."""
    stream = io.BytesIO()
    with (
        ZipFile(io.BytesIO(raw)) as package,
        ZipFile(stream, "w", ZIP_DEFLATED) as made,
    ):
        for name in package.namelist():
            part = package.read(name)
            changed = change(part) if fnmatch(name, path) else part
            if changed is not None:
                made.writestr(name, changed)
    return stream.getvalue()


def _cell(mutation: Mutation, style: str) -> str:
    formula = f"<f>{escape(mutation.formula)}</f>" if mutation.formula else ""
    if mutation.value is None and not formula:
        return f'<c r="{mutation.cell}"{style}/>'
    if isinstance(mutation.value, str) and not formula:
        text = f'<is><t xml:space="preserve">{escape(mutation.value)}</t></is>'
        return f'<c r="{mutation.cell}"{style} t="inlineStr">{text}</c>'
    kind = ' t="str"' if isinstance(mutation.value, str) else ""
    value = escape(str(mutation.value)) if mutation.value is not None else ""
    return f'<c r="{mutation.cell}"{style}{kind}>{formula}<v>{value}</v></c>'


def mutations(raw: bytes, seed: int, count: int) -> Iterator[Mutation]:
    """Changes of single cells, on all sheets and of all kinds of cells."""
    chance = random.Random(seed)
    pages = [page for page in workbook_in(raw).pages.values() if page.cells]
    for _ in range(count):
        page = chance.choice(pages)
        (row, column), cell = chance.choice(sorted(page.cells.items(), key=lambda one: one[0]))
        words, formula, value = chance.choice(list(_ways(cell)))
        yield Mutation(page.title, row, column, words, formula, value)


def _ways(cell: Written) -> Iterator[tuple[str, str | None, float | str | None]]:
    """What may be done to a cell: a description, its new formula, its new value."""
    yield "emptied", None, None
    if cell.formula is None:
        if isinstance(cell.value, float):
            yield "number changed a little", None, cell.value * 1.000_001 + 1e-6
            yield "number negated", None, -cell.value - 1.0
            yield "text in place of a number", None, "about so much"
            yield "formula in place of a number", f"{cell.value + 1!r}+0", cell.value + 1
        else:
            yield "letter added", None, f"{cell.value}x"
            yield "number in place of a text", None, 17.0
        return
    shown = cell.value if isinstance(cell.value, float | str) else None
    yield "number typed over a formula", None, 12_345.5
    yield "shown number typed over a formula", None, shown
    yield "formula and a bit", f"({cell.formula})+1" if isinstance(shown, float) else '"x"', shown
    for old, new in (("+", "-"), ("*", "/"), ("SUM(", "MAX("), ("$", ""), ("<", ">"), ("1", "2")):
        if old in cell.formula:
            yield f"{old} became {new}", cell.formula.replace(old, new, 1), shown
    if isinstance(shown, float):
        yield "another value shown", cell.formula, shown * 1.01 + 1.0
    elif isinstance(shown, str):
        yield "another text shown", cell.formula, f"{shown} or so"
