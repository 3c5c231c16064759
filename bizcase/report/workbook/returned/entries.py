"""What the values of a series and dates are called, where people read of them."""

from __future__ import annotations

from bizcase.engine.model import Input, Series
from bizcase.scenario.rewriting.wording import worded_date
from bizcase.timeline import Timeline


def month(years: float, timeline: Timeline) -> str:
    """A date in years since the start as `2027-10`, or `year 1 M10` where years have no names."""
    return worded_date(years, "2027-01" if timeline.start else "year 1 M1", None, timeline)


def entry(found: Input, index: int, timeline: Timeline) -> str:
    """A value of a series, counted from 0: `year 2`, `2028-07`, `age 3`."""
    series = found.value
    assert isinstance(series, Series)
    if series.grain == "year" or not series.dates:
        return f"year {index + 1}"
    at = series.dates[min(index, len(series.dates) - 1)]
    return f"age {at:g}" if series.grain == "table" else month(at, timeline)
