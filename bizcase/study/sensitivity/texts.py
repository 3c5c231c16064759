"""Values of a driver as its reader knows them: `EUR 165`, `3%/year`, `2027-12`, `45 days`."""

from __future__ import annotations

from bizcase.engine.model import Input
from bizcase.study.sensitivity.drivers import Driver
from bizcase.timeline import Timeline
from bizcase.timeline.respell import edge_of, respelt_date
from bizcase.units.money import figure, percent

TYPED, FOUND = 6, 3  # significant digits of a number that somebody wrote, and of one that was found
_OPENING = "opening"
_TINY = 0.001


def value_text(
    driver: Driver, value: float, timeline: Timeline, currency: str, digits: int = TYPED
) -> str:
    """A value of a driver in its own unit, rounded to some significant digits.

    A factor of a series is what it changes; a date that is found is that of the nearest month.
    """
    if driver.is_factor:
        return change_text(value - 1.0) if value != 1.0 else "as written"
    if driver.is_date:
        return date_text(driver.given, driver.base, value, timeline)
    return number_text(driver.given, value, currency, digits)


def change_text(change: float) -> str:
    """A change as a share, with its sign: `-7.8%`, `+12%`."""
    text = percent(abs(change), 1 if _TINY <= abs(change) < 1 else 0)
    if 0 < abs(change) < _TINY:
        text = f"{figure(abs(change) * 100, 1)}%"
    return f"{'-' if change < 0 else '+'}{text}" if change else text


def number_text(given: Input, value: float, currency: str, digits: int = TYPED) -> str:
    """A value of an assumption in its own unit: `EUR 165`, `EUR 52k/year`, `3%/year`, `45 days`."""
    quoting, power = given.quoting, given.unit.year
    text = f"{figure(value * 100, digits)}%" if quoting.percent else figure(value, digits)
    text = f"{currency} {text}" if given.unit.money > 0 else text
    if quoting.time and power < 0:
        return f"{text}/{quoting.time}"
    if quoting.time and power > 0:
        return f"{text} {quoting.time}{'s' if text != '1' else ''}"
    return text


def date_text(given: Input, base: float, years: float, timeline: Timeline) -> str:
    """The nearest month of a date, in the spelling in which it is written."""
    edge = edge_of(given.written, base, timeline)
    text = respelt_date(given.written, round(years * 12) / 12, timeline, edge)
    return text or _OPENING
