"""Formulas in one spelling, so that two of them can be compared, also after rows have moved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bizcase.report.workbook.addresses import column_number, letters

LOST = "#REF!"
_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
    |(?P<lost>(?:'(?:[^']|'')*'!|[A-Za-z_][\w.]*!)?\#REF!(?:\$?[A-Za-z]{1,3}\$?\d+)?)
    |(?P<sheet>'(?:[^']|'')+'!|[A-Za-z_][\w.]*!)?
     (?P<c1>\$?[A-Za-z]{1,3})(?P<r1>\$?\d+)
     (?::(?P<c2>\$?[A-Za-z]{1,3})(?P<r2>\$?\d+))?(?![\w(.!])
    |(?P<number>(?<![\w.])\d+\.?\d*(?:[eE][+-]?\d+)?)
    |(?P<word>[A-Za-z_][\w.]*)
    |(?P<blank>\s+)""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Moves:
    """Where the rows and columns of a sheet are now; `title` is None where the sheet is gone.

    Rows and columns that are no longer there are missing.
    """

    title: str | None
    rows: Mapping[int, int]
    columns: Mapping[int, int]
    new_rows: tuple[int, ...] = ()
    new_columns: tuple[int, ...] = ()
    still: bool = field(init=False)

    def __post_init__(self) -> None:
        same = all(old == new for each in (self.rows, self.columns) for old, new in each.items())
        object.__setattr__(self, "still", same)

    @property
    def lost_rows(self) -> tuple[int, ...]:
        """The rows that were there, up to the last one, and are not any more."""
        return _gaps(self.rows)

    @property
    def lost_columns(self) -> tuple[int, ...]:
        """The same for columns."""
        return _gaps(self.columns)


def _gaps(kept: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(sorted(old for old, new in kept.items() if not new))


def canonical(text: str, sheet: str) -> str:
    """A formula without blanks, in capitals, with a sheet in front of every cell."""
    return _rendered(text, sheet, {})


def after(text: str, sheet: str, moves: Mapping[str, Moves]) -> str:
    """The same for a formula as it must stand after sheets, rows and columns have moved."""
    return _rendered(text, sheet, moves)


@lru_cache(maxsize=200_000)
def skeleton(text: str) -> str:
    """A formula with all its cells left out: it does not change when rows move."""

    def stripped(found: re.Match[str]) -> str:
        return "@" if found["c1"] or found["lost"] else _other(found)

    return _TOKEN.sub(stripped, text)


def _rendered(text: str, sheet: str, moves: Mapping[str, Moves]) -> str:
    def placed(found: re.Match[str]) -> str:
        return _placed(found, sheet, moves) if found["c1"] else _other(found)

    return _TOKEN.sub(placed, text)


def _other(found: re.Match[str]) -> str:
    if found["text"]:
        return found[0]
    if found["lost"]:
        return LOST
    if found["number"]:
        return repr(float(found[0]))
    return "" if found["blank"] else found[0].upper()


def _placed(found: re.Match[str], sheet: str, moves: Mapping[str, Moves]) -> str:
    """A cell or range: with its sheet, where it is now."""
    title = found["sheet"][:-1] if found["sheet"] else sheet
    if title.startswith("'"):
        title = title[1:-1].replace("''", "'")
    corners = [(found["c1"], found["r1"])]
    if found["c2"]:
        corners.append((found["c2"], found["r2"]))
    move = moves.get(title)
    if move is None or (move.still and move.title == title):
        return f"{title}!" + ":".join(f"{c}{r}".upper() for c, r in corners)
    if move.title is None:
        return LOST
    columns = _moved([_split(column) for column, _ in corners], move.columns, as_column=True)
    rows = _moved([_split(row) for _, row in corners], move.rows, as_column=False)
    if columns is None or rows is None:
        return LOST
    return f"{move.title}!" + ":".join(c + r for c, r in zip(columns, rows, strict=True))


def _split(written: str) -> tuple[str, int]:
    """`$AB` as its mark and its number."""
    mark, name = ("$", written[1:]) if written.startswith("$") else ("", written)
    return mark, int(name) if name.isdigit() else column_number(name.upper())


def _moved(
    ends: list[tuple[str, int]], now: Mapping[int, int], as_column: bool
) -> list[str] | None:
    """One or two ends after the move; a range whose ends are gone shrinks; None: all is gone."""
    places = [place for _, place in ends]
    if len(ends) == 1:
        new = [now.get(places[0], places[0])]
    else:
        kept = [now.get(place, place) for place in range(places[0], places[-1] + 1)]
        kept = [place for place in kept if place]
        new = [kept[0], kept[-1]] if kept else [0]
    if not all(new):
        return None
    texts = [letters(place) if as_column else str(place) for place in new]
    return [mark + text for (mark, _), text in zip(ends, texts, strict=True)]
