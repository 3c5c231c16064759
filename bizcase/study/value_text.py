"""Values of an assumption as its reader knows them: `EUR 165`, `3%/year`, `2027-12`, `45 days`."""

from __future__ import annotations

from bizcase.engine.model import FACTOR, Input, Model, Series
from bizcase.engine.number_text import TYPED, number_text
from bizcase.timeline import Timeline
from bizcase.timeline.days import Side, nearest_day
from bizcase.timeline.respell import edge_of, respelt_date
from bizcase.units.money import figure, percent

FOUND = 3  # significant digits of a number that was found
_TINY = 0.001


def value_text(
    given: Input, value: float, model: Model, digits: int = TYPED, side: Side = "nearest"
) -> str:
    """A value of an assumption in its own unit, rounded to some significant digits.

    A value of a series is that of its factor, and said as what it changes. A date that is no
    month is a day, on this `side` of it.
    """
    if isinstance(given.value, Series) or given.path.endswith(FACTOR):
        return change_text(value - 1.0) if value != 1.0 else "as written"
    if given.kind == "date":
        return _date_text(given, given.value, value, model.timeline, side)
    return number_text(given, value, model.currency, digits)


def change_text(change: float) -> str:
    """A change as a share, with its sign: `-7.8%`, `+12%`."""
    text = percent(abs(change), 1 if _TINY <= abs(change) < 1 else 0)
    if 0 < abs(change) < _TINY:
        text = f"{figure(abs(change) * 100, 1)}%"
    return f"{'-' if change < 0 else '+'}{text}" if change else text


def months_text(before: float, after: float) -> str:
    """How far a date moves, `+1.7 months`; the opening is the start itself."""
    moved = max(after, 0.0) - max(before, 0.0)
    return f"{moved * 12:+.1f} months" if moved else ""


def _date_text(given: Input, base: float, years: float, timeline: Timeline, side: Side) -> str:
    """The date in the spelling in which it is written, or else a day."""
    edge = edge_of(given.written, base, timeline)
    month = round(years * 12) / 12
    near = abs(month - years) < 1e-8
    text = respelt_date(given.written, month, timeline, edge) if near else None
    return text or nearest_day(years, timeline, edge, side)[0]
