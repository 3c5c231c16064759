"""A date in years since the start in the spelling of an old one: `2027-Q3`, `year 3`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from bizcase.timeline.dates import needs_start, read_date
from bizcase.timeline.timeline import Timeline

Edge = Literal["start", "end"]

NEAR = 1e-9  # years: far less than a month
# How many months a spelling stands for.
_STYLES = {
    12: re.compile(r"\d{4}|[Yy]ear \d+"),
    3: re.compile(r"\d{4}-?Q\d|[Yy]ear \d+ Q\d+"),
    1: re.compile(r"\d{4}-\d+|[Yy]ear \d+ M\d+"),
}


def respelt_date(old: str, years: float, timeline: Timeline, edge: Edge = "start") -> str | None:
    """The date whose beginning (or end) lies `years` after the start, spelt like `old` if it can.

    `2027-Q3` stays a quarter and `year 3` a year where the date is on such a boundary; words
    (`opening`, `launch`, `end`) become a date. None if no date of the format lies there: then
    only a number of years can be written.
    """
    texts = (old.strip(), *_texts(old.strip(), round(years * 12), timeline, edge), "opening")
    return next((text for text in texts if _is(text, years, timeline, edge)), None)


def edge_of(old: str, years: float, timeline: Timeline) -> Edge:
    """Which end of a date is meant, if its text stands for so many years."""
    return "end" if _is(old, years, timeline, "end") else "start"


def _is(text: str, years: float, timeline: Timeline, edge: Edge) -> bool:
    date = read_date(text, timeline)
    return date is not None and abs((date.end if edge == "end" else date.start) - years) <= NEAR


def _texts(old: str, month: int, timeline: Timeline, edge: Edge) -> Iterator[str]:
    """Spellings of a number of months since the start, the coarse ones first."""
    in_years = old[:5].lower() == "year "
    in_calendar = timeline.start is not None and not in_years
    coarsest = next((months for months, style in _STYLES.items() if style.fullmatch(old)), 12)
    if in_calendar and not needs_start(old):
        coarsest = 1  # a word
    for months in (12, 3, 1):
        first = month - (months if edge == "end" else 0)
        if months > coarsest or first < 0:
            continue
        if in_calendar:
            yield _in_calendar(first, months, timeline, dash=re.match(r"\d{4}Q", old) is None)
        else:
            yield _in_years(first, months, old[:4] if in_years else "year")


def _in_calendar(first: int, months: int, timeline: Timeline, dash: bool) -> str:
    """The calendar year, quarter or month that begins so many months after the start."""
    assert timeline.start is not None
    year, month = divmod(timeline.start[0] * 12 + timeline.start[1] - 1 + first, 12)
    if months == 1:
        return f"{year:04d}-{month + 1:02d}"
    return f"{year:04d}" if months == 12 else f"{year:04d}{'-' * dash}Q{month // 3 + 1}"


def _in_years(first: int, months: int, word: str) -> str:
    year, within = divmod(first, 12)
    part = "" if months == 12 else f" {'Q' if months == 3 else 'M'}{within // months + 1}"
    return f"{word} {year + 1}{part}"
