"""Between which dates a date of a timeline may lie."""

from __future__ import annotations

from bizcase.timeline.respell import Edge
from bizcase.timeline.timeline import Timeline

_MONTH = 1 / 12


def extent_of(timeline: Timeline, edge: Edge, years: float) -> tuple[float, float]:
    """The first and the last date that can be written, in years since the start.

    `edge` says whether the dates mark a beginning or an end, `years` is where the date lies now:
    what happens at the opening may also do so in later variants.
    """
    if edge == "end":
        return _MONTH, timeline.horizon
    opening = -1 / timeline.per_year
    return (opening if years < 0 else 0.0), timeline.horizon - _MONTH
