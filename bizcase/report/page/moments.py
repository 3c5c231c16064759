"""A time in years since the start as a month: `2027-07`, or `year 2 M7` without a calendar."""

from __future__ import annotations

from bizcase.timeline import Timeline
from bizcase.timeline.respell import respelt_date


def moment(years: float, timeline: Timeline) -> str:
    """The nearest month."""
    wanted = "2000-01" if timeline.start else "year 1 M1"
    return respelt_date(wanted, round(years * 12) / 12, timeline) or f"{years:g} years"
