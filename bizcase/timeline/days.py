"""The day of the calendar that is nearest to a date in years since the start: `2028-11-13`."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from math import ceil, floor
from typing import Literal

from bizcase.timeline.dates import read_date
from bizcase.timeline.respell import Edge
from bizcase.timeline.timeline import Timeline

Side = Literal["earlier", "nearest", "later"]

_ROUNDINGS: dict[Side, Callable[[float], int]] = {
    "earlier": floor,
    "nearest": round,
    "later": ceil,
}
_SAME = 1e-5  # of a day: less than a second
_THOUSANDTHS = 1000  # of a year: the days of a timeline without a calendar


def nearest_day(
    years: float, timeline: Timeline, edge: Edge = "start", side: Side = "nearest"
) -> tuple[str, float]:
    """The day that begins (or ends) so many years after the start, as text and in years.

    `side` says on which side of `years` it may lie. Without a calendar it is a number of years;
    before the start there is the opening alone.
    """
    if years < 0:
        return "opening", years
    if timeline.start is None:
        short = _rounded(years * _THOUSANDTHS, side) / _THOUSANDTHS
        return f"{short:g} years", short
    month, part = divmod(years * 12, 1)
    year, month = divmod(timeline.start[0] * 12 + timeline.start[1] - 1 + int(month), 12)
    days = _rounded(part * monthrange(year, month + 1)[1], side)
    text = (date(year, month + 1, 1) + timedelta(days=days - (edge == "end"))).isoformat()
    found = read_date(text, timeline)
    assert found is not None
    return text, found.start if edge == "start" else found.end


def _rounded(number: float, side: Side) -> int:
    near = round(number)
    return near if abs(number - near) < _SAME else _ROUNDINGS[side](number)
