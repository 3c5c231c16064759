"""The years of a portfolio: how they are written, and in which order they come."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bizcase.study.portfolio.budget import ANY_TIME
from bizcase.study.portfolio.option import OPENING

_CALENDAR = re.compile(r"(?:fy ?)?(\d{4})")
_COUNTED = re.compile(r"year ?(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Years:
    """Years are called `2027` where `first`, the year of the opening, is known, else `year 1`."""

    first: int | None = None

    def read(self, text: str) -> str | None:
        """The year that a text means, `opening` or `any time`; None if it means none."""
        plain = " ".join(text.casefold().replace("_", " ").split())
        if plain in (OPENING, ANY_TIME):
            return plain
        if found := _COUNTED.fullmatch(plain):
            return self.numbered(int(found[1])) if int(found[1]) else None
        found = _CALENDAR.fullmatch(plain)
        return found[1] if found and self.first is not None else None

    def numbered(self, count: int) -> str:
        """The opening for 0, the first year for 1, and so on."""
        if count == 0:
            return OPENING
        return f"year {count}" if self.first is None else str(self.first + count - 1)

    def months(self, year: str) -> int:
        """How many months after the opening a year ends."""
        if year == OPENING:
            return 0
        if self.first is None:
            return 12 * int(year.removeprefix("year "))
        return 12 * (int(year) - self.first + 1)


def calendar_year(text: str) -> int | None:
    """The number of a year that is written as `2027` or `FY2027`."""
    found = _CALENDAR.fullmatch(" ".join(text.casefold().split()))
    return int(found[1]) if found else None
