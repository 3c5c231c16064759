"""A day of the calendar is a date, and the nearest one lies on the side that is asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizcase.timeline import Timeline, read_date
from bizcase.timeline.days import Side, nearest_day
from bizcase.timeline.respell import Edge

QUARTERS = Timeline("quarter", 72, (2027, 4))
YEARS = Timeline("year", 72)
EDGES: tuple[Edge, ...] = ("start", "end")
SIDES: tuple[Side, ...] = ("earlier", "nearest", "later")


def test_a_day_lasts_for_its_part_of_the_month() -> None:
    first, last = (read_date(text, QUARTERS) for text in ("2027-06-01", "2027-06-30"))
    month = read_date("2027-06", QUARTERS)
    assert first is not None
    assert last is not None
    assert month is not None
    assert (first.start, last.end) == (month.start, month.end)
    assert first.end == pytest.approx(month.start + 1 / 360)
    assert read_date("2028-02-29", QUARTERS) is not None


@pytest.mark.parametrize(
    "text", ["2027-02-29", "2027-13-01", "2027-00-01", "2027-6-1", "0000-01-01"]
)
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert read_date(text, QUARTERS) is None


def test_a_timeline_without_a_calendar_has_no_days() -> None:
    assert read_date("2027-06-01", YEARS) is None
    assert nearest_day(1.8679, YEARS) == ("1.868 years", 1.868)
    assert nearest_day(1.8671, YEARS, side="later") == ("1.868 years", 1.868)
    assert nearest_day(-1.0, YEARS)[0] == "opening"


@given(st.floats(0.01, 5.9), st.sampled_from(EDGES))
def test_the_day_lies_on_its_side_and_is_read_back(years: float, edge: Edge) -> None:
    found = {side: nearest_day(years, QUARTERS, edge, side) for side in SIDES}
    for text, value in found.values():
        date = read_date(text, QUARTERS)
        assert date is not None
        assert getattr(date, edge) == value
    assert found["earlier"][1] - 1e-6 <= years <= found["later"][1] + 1e-6
    assert found["later"][1] - found["earlier"][1] <= 1 / 12 / 28 + 1e-9
    assert found["nearest"] in (found["earlier"], found["later"])
