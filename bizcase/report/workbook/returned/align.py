"""Finds the sheets, rows and columns of an export again in a workbook that people changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from typing import TypeAlias

from bizcase.report.workbook import contents
from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.book import Book, Content, Formula, Sheet
from bizcase.report.workbook.returned.canonical import Moves, skeleton
from bizcase.report.workbook.returned.read import Page, ReadWorkbook, Written, unescaped

Marks: TypeAlias = dict[tuple[int, int], str]  # by row and column: what stands there, in short
LARGEST_BLOCK = 250  # lines that are compared each with each


@dataclass(frozen=True)
class Alignment:
    """Where everything in an export is now. `new_sheets` are those that people added."""

    moves: Mapping[str, Moves]
    new_sheets: tuple[str, ...]

    @cached_property
    def still(self) -> bool:
        """Whether every sheet, row and column is where it was."""
        return all(move.still and move.title == title for title, move in self.moves.items())

    def place(self, sheet: str, row: int, column: int) -> tuple[str, int, int] | None:
        """Where a cell of the export is now; None if it was deleted."""
        move = self.moves[sheet]
        new_row, new_column = move.rows.get(row), move.columns.get(column)
        return (move.title, new_row, new_column) if move.title and new_row and new_column else None


def alignment(book: Book, found: ReadWorkbook) -> Alignment:
    """Matches sheets by title, names and content; rows and columns by names and content."""
    marks = {sheet.title: _marks_of(sheet) for sheet in book.sheets}
    now = {title: _marks_on(page) for title, page in found.pages.items()}
    titles = _sheets(book, found, marks, now)
    moves = {}
    for sheet in book.sheets:
        title = titles.get(sheet.title)
        if title is None:
            moves[sheet.title] = Moves(None, {}, {})
        else:
            anchors = [
                (area, found.names[name])
                for name, area in sheet.names.items()
                if name in found.names and found.names[name].sheet == title
            ]
            moves[sheet.title] = _moves(title, marks[sheet.title], now[title], anchors)
    known = set(titles.values())
    return Alignment(moves, tuple(title for title in found.pages if title not in known))


def plain(content: Content) -> float | str | None:
    """A content that is no formula as a cell of the file holds it."""
    if isinstance(content, date):
        return float(contents.serial(content))
    if isinstance(content, str):
        return unescaped(contents.text(content))
    assert not isinstance(content, Formula)
    return None if content is None else float(content)


def _marks_of(sheet: Sheet) -> Marks:
    found = {}
    for place, cell in sheet.cells.items():
        if isinstance(cell.content, Formula):
            found[place] = "=" + skeleton(cell.content.text)
        elif cell.content not in (None, ""):
            found[place] = _mark(plain(cell.content))
    return found


def _marks_on(page: Page) -> Marks:
    def mark(cell: Written) -> str:
        return "=" + skeleton(cell.formula) if cell.formula else _mark(cell.value)

    return {place: mark(cell) for place, cell in page.cells.items()}


def _mark(value: object) -> str:
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _sheets(
    book: Book, found: ReadWorkbook, marks: Mapping[str, Marks], now: Mapping[str, Marks]
) -> dict[str, str]:
    """The title that each sheet has now."""
    titles = {sheet.title: sheet.title for sheet in book.sheets if sheet.title in found.pages}
    for sheet in book.sheets:
        if sheet.title in titles:
            continue
        free = [title for title in found.pages if title not in titles.values()]
        votes = Counter(found.names[name].sheet for name in sheet.names if name in found.names)
        likes = {title: _likeness(marks[sheet.title], now[title]) for title in free}
        best = max(free, key=lambda title: (votes[title], likes[title]), default=None)
        if best is not None and (votes[best] or likes[best] > 0.3):
            titles[sheet.title] = best
    return titles


def _likeness(marks: Marks, now: Marks) -> float:
    """The share of the marks that both have, 0 to 1."""
    return _common(Counter(marks.values()), Counter(now.values()))


def _common(one: Counter[str], other: Counter[str]) -> float:
    most = max(one.total(), other.total())
    return (one & other).total() / most if most else 1.0


def _moves(title: str, marks: Marks, now: Marks, anchors: Iterable[tuple[Area, Area]]) -> Moves:
    known = list(anchors)
    rows = _aligned(_lines(marks, 0), _lines(now, 0), {old.row: new.row for old, new in known})
    back = {new: old for old, new in rows.items() if new}
    kept = {(back[r], c): mark for (r, c), mark in now.items() if r in back}
    columns = _aligned(
        _lines(marks, 1, numbered=True),
        _lines(kept, 1, numbered=True),
        {old.column: new.column for old, new in known},
    )
    return Moves(title, rows, columns, _added(rows, now, 0), _added(columns, now, 1))


def _added(lines: Mapping[int, int], now: Marks, axis: int) -> tuple[int, ...]:
    """The rows or columns, from 1 to the last one used, that were not in the export."""
    there = set(lines.values())
    last = max((place[axis] for place in now), default=0)
    return tuple(line for line in range(1, last + 1) if line not in there)


def _lines(marks: Marks, axis: int, numbered: bool = False) -> list[tuple[str, ...]]:
    """The marks of every row (axis 0) or column (1), in order; with the place across or not."""
    last = max((place[axis] for place in marks), default=0)
    found: list[list[str]] = [[] for _ in range(last)]
    for place in sorted(marks):
        across = f"{place[1 - axis]}:" if numbered else ""
        found[place[axis] - 1].append(across + marks[place])
    return [tuple(line) for line in found]


def _aligned(
    old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]], anchors: Mapping[int, int]
) -> dict[int, int]:
    """For each old line its new number, 0 if it is gone; numbers from 1."""
    if old == new:
        return {line: line for line in range(1, len(old) + 1)}
    found = dict.fromkeys(range(1, len(old) + 1), 0)
    start = (0, 0)
    for end in [*_rising(anchors), (len(old) + 1, len(new) + 1)]:
        stretch = (start[0], end[0] - 1), (start[1], end[1] - 1)
        for a, b in _paired(old[slice(*stretch[0])], new[slice(*stretch[1])]):
            found[start[0] + a + 1] = start[1] + b + 1
        if end[0] <= len(old):
            found[end[0]] = end[1]
        start = end
    return found


def _rising(anchors: Mapping[int, int]) -> list[tuple[int, int]]:
    """The pairs in rising order; those against the order are left out."""
    kept: list[tuple[int, int]] = []
    for pair in sorted(anchors.items()):
        if not kept or pair[1] > kept[-1][1]:
            kept.append(pair)
    return kept


def _paired(
    old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]
) -> Iterable[tuple[int, int]]:
    """Pairs of lines that are the same, or the most alike between two that are."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, a_end, b, b_end in matcher.get_opcodes():
        if kind in ("equal", "replace") and a_end - a == b_end - b:
            yield from zip(range(a, a_end), range(b, b_end), strict=True)
        elif kind == "replace":
            pairs = _most_alike(old[a:a_end], new[b:b_end])
            yield from ((a + i, b + j) for i, j in pairs)


def _most_alike(
    old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]
) -> list[tuple[int, int]]:
    """Pairs in rising order with the greatest likeness in total (Needleman and Wunsch 1970)."""
    if max(len(old), len(new)) > LARGEST_BLOCK:
        return list(zip(range(len(old)), range(len(new)), strict=False))
    ours, theirs = [Counter(line) for line in old], [Counter(line) for line in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[_common(a, b) for b in theirs] for a in ours]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + alike[i][j])
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
