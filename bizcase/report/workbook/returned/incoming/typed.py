"""What somebody typed into a yellow cell, taken as a number, a date or a text; or why it is not."""

from __future__ import annotations

import re
from datetime import date
from math import isfinite
from typing import TypeAlias

from bizcase.report.workbook.layout.dates import day_in, years_of
from bizcase.report.workbook.proof.recalculate import Fault
from bizcase.timeline import Timeline, read_date

Shown: TypeAlias = float | str | bool | Fault | None
_MONTH = re.compile(r"\d{4}-\d{2}")


class NotTakenError(Exception):
    """A cell does not hold what belongs there: `code` of the problem, what it is, what to do."""

    def __init__(self, code: str, said: str, remedy: str) -> None:
        self.code, self.said, self.remedy = code, said, remedy
        super().__init__(said)


def number_in(shown: Shown) -> float | None:
    """A number, or a text that reads as one; None for a blank cell. Raises NotTakenError."""
    shown = _sound(shown, "not-a-number")
    if not isinstance(shown, str):
        return shown
    text = shown.strip()
    try:
        value = float(text)
    except ValueError:
        raise NotTakenError("not-a-number", *_no_number(text)) from None
    if not isfinite(value):
        raise NotTakenError("not-a-number", *_no_number(text))
    return value


def date_in(shown: Shown, timeline: Timeline, old: float | None = None) -> float | None:
    """A day as years since the start of the timeline; None for a blank cell.

    A day that is not the first one of its month is taken only where it stands for `old`, since
    a scenario writes no days. Raises NotTakenError.
    """
    shown = _sound(shown, "not-a-date")
    if shown is None:
        return None
    day = day_in(shown) if isinstance(shown, float) else _day_named(shown.strip(), timeline)
    remedy = "write the first day of a month as a date, such as 2027-10-01"
    if day is None:
        said = f"`{shown:g}`" if isinstance(shown, float) else f"`{shown.strip()}`"
        raise NotTakenError("not-a-date", f"{said} is not a date", remedy)
    years = years_of(day, timeline)
    if day.day != 1 and (old is None or abs(years - old) > 1e-9):
        said = f"{day} lies inside a month, and the dates of a scenario are months"
        raise NotTakenError("not-a-date", said, f"write {day.replace(day=1)}, or the next month")
    return years


def text_in(shown: Shown) -> str | None:
    """A text without needless blanks; None for none. Raises NotTakenError for an error value."""
    if isinstance(shown, Fault):
        raise NotTakenError("not-a-number", f"the cell shows {shown.text}", "write a text")
    if isinstance(shown, float):
        shown = f"{shown:.15g}"
    text = " ".join(str(shown).split()) if shown is not None else ""
    return text or None


def _sound(shown: Shown, code: str) -> float | str | None:
    if isinstance(shown, Fault):
        raise NotTakenError(code, f"the cell shows {shown.text}", "write the value itself")
    if isinstance(shown, bool):
        said = f"{str(shown).upper()} is no value of an assumption"
        raise NotTakenError(code, said, "write a number")
    return None if isinstance(shown, str) and not shown.strip() else shown


def _no_number(text: str) -> tuple[str, str]:
    """What is wrong with a text where a number belongs, and what to do."""
    said = f"`{text}` is a text, a number is meant"
    if re.fullmatch(r"[-+]?[\d.,]+\s*%", text):
        return said, "type it again: the cell takes 12% or 0.12 as a number, without an apostrophe"
    if re.fullmatch(r"[-+]?\d[\d.,' ]*", text):
        return said, "type it again as a number, with the decimal sign of your program"
    return said, "write the number alone: its unit stands in the column Unit"


def _day_named(text: str, timeline: Timeline) -> date | None:
    """The day of `2027-10-01`, or of the month `2027-10`."""
    if _MONTH.fullmatch(text):
        text = f"{text}-01" if read_date(text, timeline) else text
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
