"""Cell by cell, what somebody changed in a workbook since it was exported."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from bizcase.engine.model import Model
from bizcase.report.workbook.addresses import Place, letters, places
from bizcase.report.workbook.book import Cell, Formula
from bizcase.report.workbook.layout.subject import BASE
from bizcase.report.workbook.proof.certificate import PENDING
from bizcase.report.workbook.proof.recalculate import Fault, Result
from bizcase.report.workbook.returned.align import plain
from bizcase.report.workbook.returned.canonical import Moves
from bizcase.report.workbook.returned.edited import Change, Edited
from bizcase.report.workbook.returned.entries import entry, month
from bizcase.report.workbook.returned.finding import Finding, Kind
from bizcase.report.workbook.returned.read import Written
from bizcase.report.workbook.returned.spots import spots

LONGEST = 60  # characters of a text or formula in a message


def structure(edited: Edited) -> Iterator[Finding]:
    """Sheets, rows and columns that came or went."""
    for title, move in edited.alignment.moves.items():
        if move.title is None:
            yield Finding("sheet", f"the sheet {title} is gone")
            continue
        if move.title != title:
            yield Finding("sheet", f"the sheet {title} is now called {move.title}", move.title)
        yield from _lines(edited, title, move, "row", 0)
        yield from _lines(edited, title, move, "column", 1)
    for title in edited.alignment.new_sheets:
        yield Finding("sheet", f"the sheet {title} is new", title)


def _lines(edited: Edited, title: str, move: Moves, kind: Kind, axis: int) -> Iterator[Finding]:
    """Rows (axis 0) or columns (axis 1) that came or went, neighbours as one."""
    kept, new = (move.columns, move.new_columns) if axis else (move.rows, move.new_rows)
    assert move.title is not None
    last = max(kept.values(), default=0)
    for first, end in _runs([line for line in new if line < last]):
        words = (
            f"{_counted(first, end, kind)} inserted{_with_content(edited, move, first, end, axis)}"
        )
        yield _at(kind, words, move.title, first, axis)
    for first, end in _runs(move.lost_columns if axis else move.lost_rows):
        named = ", ".join(
            filter(None, (_name(edited, title, n, axis) for n in range(first, end + 1)))
        )
        words = f"{_counted(first, end, kind)} deleted{f': {_short(named)}' if named else ''}"
        yield _at(kind, words, move.title, 0, axis)


def _runs(numbers: list[int] | tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """First and last of each run of neighbours."""
    for _, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        yield run[0], run[-1]


def _counted(first: int, end: int, kind: str) -> str:
    shown = (letters(first), letters(end)) if kind == "column" else (str(first), str(end))
    return f"{kind} {shown[0]}" if first == end else f"{kind}s {shown[0]} to {shown[1]}"


def _with_content(edited: Edited, move: Moves, first: int, end: int, axis: int) -> str:
    assert move.title is not None
    cells = edited.found.pages[move.title].cells
    count = sum(first <= place[axis] <= end for place in cells)
    return f" with {count} filled cell{'s' * (count != 1)}" if count else ""


def _name(edited: Edited, title: str, line: int, axis: int) -> str:
    """What stands first in a row or column of the export."""
    sheet = next(sheet for sheet in edited.book.sheets if sheet.title == title)
    for place in sorted(sheet.cells):
        content = sheet.cells[place].content
        if place[axis] == line and isinstance(content, str) and content:
            return content
    return ""


def _at(kind: Kind, words: str, title: str, line: int, axis: int) -> Finding:
    return Finding(kind, f"{title}: {words}", title, 0 if axis else line, line if axis else 0)


def assumptions(edited: Edited) -> Iterator[Finding]:
    """Assumptions with another value, range, source, owner or note."""
    timeline = edited.plan.model.timeline
    for change in edited.changes:
        spot = change.spot
        adjustment = spot.path in edited.plan.adjustments
        part = "reason" if adjustment and spot.part == "note" else spot.part
        what = "" if part == "value" else f" {part}"
        which = f", {timeline.labels[spot.index]}" if adjustment and not what else ""
        if spot.path in edited.plan.series:
            of = _models(edited)[spot.case].inputs[spot.path]
            which = f", {entry(of, spot.index, timeline)}"
        case = f", case {spot.case}" if spot.case and len(edited.plan.subject.cases) > 1 else ""
        words = f"{spot.path}{what}{which}{case}: {_step(edited, change)}"
        yield Finding("adjustment" if adjustment else "assumption", words, *change.place)


def _models(edited: Edited) -> dict[str, Model]:
    subject = edited.plan.subject
    return dict(zip(subject.cases, subject.models, strict=True))


def _step(edited: Edited, change: Change) -> str:
    """Old and new; dates as months, where months tell them apart."""
    model, old, new = edited.plan.model, change.old, change.new
    words = said(old), said(new)
    dated = change.spot.part == "date" or model.inputs[change.spot.path].kind == "date"
    if dated and isinstance(old, float) and isinstance(new, float):
        words = month(old, model.timeline), month(new, model.timeline)
    if _follows(edited, change):
        return f"{words[0]} -> as base, {words[1]}"
    return _both(old, new) if words[0] == words[1] else f"{words[0]} -> {words[1]}"


def _follows(edited: Edited, change: Change) -> bool:
    """Whether the cell of a case was emptied, so that it has the value of the base case."""
    sheet, *place = change.place
    in_case = change.spot.case not in ("", BASE)
    return in_case and tuple(place) not in edited.found.pages[sheet].cells


def cells(edited: Edited) -> Iterator[Finding]:
    """All other cells: formulas, numbers and texts that changed, came or went."""
    told = {change.place for change in edited.changes}
    own = set(spots(edited.plan).values())
    bodies = {p for sheet in edited.book.sheets for t in sheet.tables for p in places(t.area)}
    known: set[Place] = set()
    for place, cell in edited.original.items():
        now = edited.place(place)
        if now is None:
            continue
        known.add(now)
        if now in told or place in bodies or _is_mark(cell):
            continue
        found = _changed(edited, place, cell, is_input=place in own)
        if found:
            yield Finding(found[0], f"{_label(edited, place)}{found[1]}", *now)
    yield from _added(edited, known | told)


def _is_mark(cell: Cell) -> bool:
    """Whether the text of a cell is known only after an export: see `certificate`."""
    return isinstance(cell.content, str) and cell.content.startswith(PENDING)


def _changed(edited: Edited, place: Place, cell: Cell, is_input: bool) -> tuple[Kind, str] | None:
    """What happened to a cell of the export; None if nothing did."""
    now = edited.cell(place)
    if isinstance(cell.content, Formula):
        return _formula(edited, place, cell.content, now)
    old = plain(cell.content)
    if now is not None and now.formula is not None:
        return "formula", f": {said(old)} -> ={_short(now.formula)}"
    value = None if now is None else now.value
    if is_input or _equal(old, value):
        return None
    if cell.style.startswith("input_text") and old is None:
        return None  # the table of changes is there to be filled in
    kind: Kind = "value" if isinstance(old, float) or isinstance(value, float) else "text"
    return kind, f": {_both(old, value)}"


def _formula(
    edited: Edited, place: Place, content: Formula, now: Written | None
) -> tuple[Kind, str] | None:
    if edited.same_formula(place):
        return None
    old = f": ={_short(content.text)} -> "
    if now is None or (now.formula is None and now.value is None):
        return "formula", f"{old}nothing"
    if now.formula is None:
        return "formula", f"{old}{said(now.value)} typed over it"
    return "formula", f"{old}={_short(now.formula)}"


def _equal(old: float | str | None, new: Result) -> bool:
    if isinstance(old, float) and isinstance(new, float):
        return abs(old - new) <= 1e-14 * max(abs(old), abs(new))
    return (old or None) == (new if new != "" else None) if not isinstance(old, float) else False


def _label(edited: Edited, place: Place) -> str:
    """What stands first in the row of a cell, and in the heading above it."""
    sheet, row, column = place
    first = edited.original.get((sheet, row, 1))
    words = first.content if first and isinstance(first.content, str) else ""
    return f"{words}" if words and column > 1 else f"{letters(column)}{row}"


def _added(edited: Edited, known: set[Place]) -> Iterator[Finding]:
    """Cells that were blank, outside of rows and columns that are new."""
    for move in edited.alignment.moves.values():
        if move.title is None:
            continue
        last_row = max(move.rows.values(), default=0)
        last_column = max(move.columns.values(), default=0)
        rows = {row for row in move.new_rows if row < last_row}
        columns = {column for column in move.new_columns if column < last_column}
        for (row, column), cell in sorted(edited.found.pages[move.title].cells.items()):
            if (move.title, row, column) in known or row in rows or column in columns:
                continue
            kind: Kind = (
                "formula" if cell.formula else "text" if isinstance(cell.value, str) else "value"
            )
            shown = f"={_short(cell.formula)}" if cell.formula else said(cell.value)
            yield Finding(kind, f"added: {shown}", move.title, row, column)


def said(value: object) -> str:
    """A value in words."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, Fault):
        return value.text
    if isinstance(value, float):
        return f"{value:.12g}"
    return f"`{_short(str(value))}`"


def _both(old: object, new: object) -> str:
    """Old and new in words, with as many digits as tell them apart."""
    words = said(old), said(new)
    if words[0] == words[1]:
        words = f"{old!r}".removesuffix(".0"), f"{new!r}".removesuffix(".0")
    return f"{words[0]} -> {words[1]}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
