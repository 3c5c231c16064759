"""The step of the timeline never changes what a number means: years are the same in every step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.run_text import rows_of

YEARS = 4
PER_YEAR = {"year": 1, "quarter": 4, "month": 12}


def by_year(text: str, row: str) -> list[np.ndarray]:
    """What a row adds up to in each year, in every step."""
    found = []
    for step, periods in PER_YEAR.items():
        timeline = f"timeline: {{start: 2027-01, step: {step}, length: {YEARS} years}}\n"
        values = rows_of(timeline + text)[row][1 : 1 + YEARS * periods]
        found.append(values.reshape(YEARS, periods).sum(axis=1))
    return found


@settings(max_examples=15, deadline=None)
@given(
    market=st.floats(1.0, 1e8),
    innovation=st.floats(1e-4, 2.0),
    imitation=st.floats(0.0, 3.0),
    launch=st.integers(1, 47),
)
def test_adopters_per_year(market: float, innovation: float, imitation: float, launch: int) -> None:
    model = f"market: {market!r}, innovation: {innovation!r}/year, imitation: {imitation!r}/year"
    date = f"{2027 + launch // 12}-{launch % 12 + 1:02}"
    text = f"products: {{lamp: {{price: 1, adoption: {{model: bass, {model}, launch: {date}}}}}}}"
    years, *others = by_year(text, "lamp.units")
    assert years.sum() <= market * (1 + 1e-9)
    for other in others:
        assert np.allclose(other, years, rtol=0, atol=1e-9 * market)


@pytest.mark.parametrize(
    "line",
    [
        "1_200/year",
        "100/month",
        "{amount: 400/quarter, grows: 3%/year}",
        "{amount: 1_200/year, from: 2027-04, to: 2029-08}",
        "{amount: 5_000, from: 2027-11, over: 17 months}",
        "{amount: 700, when: 2028-06}",
        "{amount: 700, when: 2027-03, every: 1 year}",
        "{amount: 700, when: 2027-03, every: 5 months}",
        "{payments: {2027-01: 300, 2028-12: 500, year 4: 80}}",
        "[100, 250, 0, 70]",
        "{by_year: [100, 250, ...], grows: 2%/year}",
        "{people: {2027-01: 2, 2028-07: 3}, salary: 5_000/month}",
        "{amount: {2027-01: 100/month, 2029-04: 250/month}}",
        "{amount: 90/month, inflation: wages}",
        "{amount: 90/year, in_prices_of: opening, inflation: wages}",
    ],
)
def test_amounts_per_year(line: str) -> None:
    text = f"inflation: {{wages: 3%/year}}\ncosts: {{line: {line}}}"
    years, *others = by_year(text, "operating_costs")
    assert years.any()
    for other in others:
        assert np.allclose(other, years, rtol=0, atol=1e-9 * years.max())


@pytest.mark.parametrize(
    "depreciation",
    [
        "straight line, life: 3 years",
        "[50%, 30%, 20%]",
        "MACRS 3",
        "{method: reducing balance, rate: 40%}",
        "{method: straight line, life: 2 years, to: 100}",
    ],
)
def test_depreciation_per_year(depreciation: str) -> None:
    text = f"capex: {{plant: {{amount: 900, when: opening, depreciation: {depreciation}}}}}"
    years, *others = by_year(text, "depreciation")
    for other in others:
        assert np.allclose(other, years, rtol=0, atol=1e-9 * 900)
