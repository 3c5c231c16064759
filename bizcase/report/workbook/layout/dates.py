"""Dates in cells: real dates where the timeline has a start, else years since the start.

A date of the model is a number of years since the start. In a sheet it is a day, which
`DAYS360(start, day) / 360` turns back into exactly that number, also before the start.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from bizcase.engine.model import Model
from bizcase.report.workbook.contents import EPOCH, serial
from bizcase.report.workbook.look.roles import FROM
from bizcase.timeline import Timeline

FIRST_YEAR, LAST_YEAR = 1901, 9999  # what every spreadsheet program reads alike


def day_of(years: float, timeline: Timeline) -> date | None:
    """The day that stands for a date of the model; None if no day stands for it exactly."""
    if timeline.start is None:
        return None
    days = round(years * 360)
    month = timeline.start[0] * 12 + timeline.start[1] - 1 + days // 30
    year = month // 12
    if not FIRST_YEAR <= year <= LAST_YEAR or abs(days / 360 - years) > 1e-12:
        return None
    if month % 12 == 1 and days % 30 >= 28:  # February
        return None
    return date(year, month % 12 + 1, days % 30 + 1)


def are_days(models: Sequence[Model], path: str) -> bool:
    """Whether an assumption is a date that a day stands for, in all models and at its ends."""
    each = [model.inputs[path] for model in models]
    if each[0].kind != "date":
        return False
    numbers = [given.value for given in each if isinstance(given.value, float)]
    numbers += [end for i in each[:1] if i.range for end in (i.range.low, i.range.high)]
    return all(day_of(number, models[0].timeline) for number in numbers)


def years_of(day: date, timeline: Timeline) -> float:
    """The number of years since the start that a day stands for (30 days in every month)."""
    assert timeline.start is not None
    months = (day.year - timeline.start[0]) * 12 + day.month - timeline.start[1]
    return (months * 30 + min(day.day, 30) - 1) / 360


def day_format(timeline: Timeline) -> str:
    """The name of the number format of days: those before the start show as `opening`."""
    start = start_of(timeline)
    assert start is not None
    return f"{FROM}{serial(start)}"


def holds_day(style: str) -> bool:
    """Whether a cell of that style holds a day."""
    return style.partition("/")[2].startswith("date")


def start_of(timeline: Timeline) -> date | None:
    """The first day of the first period."""
    return date(*timeline.start, 1) if timeline.start else None


def day_in(number: float) -> date | None:
    """The day that a number in a cell stands for; None outside of 1901 to 9999."""
    try:
        day = EPOCH + timedelta(days=int(number))
    except (OverflowError, ValueError):
        return None
    return day if day.year >= FIRST_YEAR else None


def as_of(model: Model) -> date:
    """The day that the workbook carries: the scenario's own, else the start, never the clock."""
    return model.as_of or start_of(model.timeline) or date(2000, 1, 1)
