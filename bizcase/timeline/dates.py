"""Dates as users write them, turned into numbers of years since the start."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

from bizcase.timeline.timeline import Timeline

_YEAR_N = re.compile(r"[Yy]ear (\d+)$")
_YEARS_IN = re.compile(r"(\d{4})$")
_QUARTER = re.compile(r"(\d{4})-?Q([1-4])$")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})$")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})$")
_YEAR_N_PART = re.compile(r"[Yy]ear (\d+) ([QM])(\d+)$")
WORDS = "`opening`, `year 3`, `2027-03`, `2027-Q2`, `2027-03-15`, `launch` or `end`"


@dataclass(frozen=True, slots=True)
class Date:
    """A stretch of months since the start; `from` means its beginning, `to` its end."""

    first_month: float
    months: float

    @property
    def start(self) -> float:
        """Beginning, in years since the start of the timeline."""
        return self.first_month / 12

    @property
    def end(self) -> float:
        """End, in years since the start of the timeline."""
        return (self.first_month + self.months) / 12


def read_date(text: str, timeline: Timeline) -> Date | None:
    """The date that a text names, or None if it is not one.

    The opening is the stretch of one period before the start: so every rule about dates
    (which column holds a date, what comes after it) holds for the opening column as well.
    """
    written = text.strip()
    per_period = timeline.months_per_period
    if written == "opening":
        return Date(-per_period, per_period)
    if written == "end":
        return Date(timeline.months - per_period, per_period)
    if match := _YEAR_N.match(written):
        return Date((int(match[1]) - 1) * 12, 12)
    if match := _YEAR_N_PART.match(written):
        length = 3 if match[2] == "Q" else 1
        return Date((int(match[1]) - 1) * 12 + (int(match[3]) - 1) * length, length)
    if timeline.start is None:
        return None
    origin = timeline.start[0] * 12 + timeline.start[1] - 1
    if match := _QUARTER.match(written):
        return Date(int(match[1]) * 12 + (int(match[2]) - 1) * 3 - origin, 3)
    if (match := _MONTH.match(written)) and 1 <= int(match[2]) <= 12:
        return Date(int(match[1]) * 12 + int(match[2]) - 1 - origin, 1)
    if match := _YEARS_IN.match(written):
        return Date(int(match[1]) * 12 - origin, 12)
    return _day(written, origin)


def _day(written: str, origin: int) -> Date | None:
    """A day as its part of a month, of which a year has twelve alike."""
    match = _DAY.match(written)
    if match is None or not 1 <= int(match[2]) <= 12 or not int(match[1]):
        return None
    year, month, day = map(int, match.groups())
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        return None
    return Date(year * 12 + month - 1 - origin + (day - 1) / days, 1 / days)


def needs_start(text: str) -> bool:
    """Whether the text is a calendar date, which only a timeline with a start can place."""
    return any(p.match(text.strip()) for p in (_QUARTER, _MONTH, _YEARS_IN, _DAY))
