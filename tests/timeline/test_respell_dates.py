"""A new date is written as the old one was, and is read back as it was meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizcase.timeline import Timeline, read_date
from bizcase.timeline.respell import Edge, edge_of, respelt_date

QUARTERS = Timeline("quarter", 72, (2027, 1))
FROM_APRIL = Timeline("month", 72, (2027, 4))
YEARS = Timeline("year", 72)

EXAMPLES: tuple[tuple[Timeline, str, float, Edge, str | None], ...] = (
    (QUARTERS, "2027-07", 0.75, "start", "2027-10"),
    (QUARTERS, "2027-Q3", 0.75, "start", "2027-Q4"),
    (QUARTERS, "2027Q3", 0.75, "start", "2027Q4"),
    (QUARTERS, "2027-Q3", 1 / 12, "start", "2027-02"),
    (QUARTERS, "2028", 2, "start", "2029"),
    (QUARTERS, "2028", 2.25, "start", "2029-Q2"),
    (QUARTERS, "2028", 3, "end", "2029"),
    (QUARTERS, "year 3", 1, "start", "year 2"),
    (QUARTERS, "Year 3", 1.5, "start", "Year 2 Q3"),
    (QUARTERS, "opening", 0.5, "start", "2027-07"),
    (QUARTERS, "opening", -0.25, "start", "opening"),
    (QUARTERS, "2027-07", -0.25, "start", "opening"),
    (QUARTERS, "launch", 1, "start", "2028-01"),
    (QUARTERS, "end", 3, "start", "2030-01"),
    (QUARTERS, "end", 3, "end", "2029-12"),
    (QUARTERS, "end", 5.75, "start", "end"),
    (QUARTERS, "2027-07", 0.3, "start", None),
    (FROM_APRIL, "2028", 0.75, "start", "2028"),
    (FROM_APRIL, "2028", 1, "start", "2028-Q2"),
    (FROM_APRIL, "launch", 0.5, "start", "2027-10"),
    (YEARS, "year 3", 4, "start", "year 5"),
    (YEARS, "end", 2, "start", "year 3"),
    (YEARS, "end", 2, "end", "year 2"),
    (YEARS, "year 2 M3", 1.25, "start", "year 2 M4"),
    (YEARS, "year 2", 1.25, "start", "year 2 Q2"),
    (YEARS, "opening", 1 / 12, "start", "year 1 M2"),
)


@pytest.mark.parametrize(("timeline", "old", "years", "edge", "new"), EXAMPLES)
def test_the_spelling_is_kept(
    timeline: Timeline, old: str, years: float, edge: Edge, new: str | None
) -> None:
    assert respelt_date(old, years, timeline, edge) == new


@given(
    st.sampled_from([QUARTERS, FROM_APRIL, YEARS]),
    st.sampled_from([old for _, old, _, _, _ in EXAMPLES]),
    st.integers(0, 71),
    st.sampled_from(["start", "end"]),
)
def test_every_month_is_read_back(timeline: Timeline, old: str, month: int, edge: Edge) -> None:
    years = (month + (edge == "end")) / 12
    text = respelt_date(old, years, timeline, edge)
    date = read_date(text or "", timeline)
    assert date is not None
    assert abs(getattr(date, edge) - years) < 1e-9


def test_the_end_of_a_date_is_told_from_its_beginning() -> None:
    assert edge_of("2028", 1.0, QUARTERS) == "start"
    assert edge_of("2028", 2.0, QUARTERS) == "end"
    assert edge_of("18 months", 1.5, QUARTERS) == "start"
