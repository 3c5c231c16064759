"""What holds between the rows of every case, and what other libraries say about its measures."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy_financial
import pytest
import pyxirr
from hypothesis import given, settings
from hypothesis import strategies as st

from bizcase.study.run import Run
from bizcase.study.scenario import load
from tests.library.run_text import rows_of
from tests.properties.scenarios import SHIPPED, file_of

CASES = [(name, case) for name in SHIPPED for case in load(file_of(name)).cases]


@cache
def run_of(name: str, case: str) -> Run:
    """A case of a shipped scenario."""
    return load(file_of(name)).run(case=case)


def near(found: np.ndarray, expected: np.ndarray) -> bool:
    """Whether two rows agree to 1e-12 of the larger one's largest value."""
    return np.allclose(found, expected, rtol=0, atol=1e-12 * np.abs(expected).max(initial=1.0))


@pytest.mark.parametrize(("name", "case"), CASES)
def test_free_cash_flow_is_what_comes_in_less_what_goes_out(name: str, case: str) -> None:
    rows = run_of(name, case).arrays
    went_out = ("cost_of_sales", "operating_costs", "tax")  # tax on disposals is part of the tax
    flow = rows["revenue"] + rows["disposals"] - rows["capital_expenditure"]
    flow = flow - sum(rows[row] for row in went_out) - rows["change_in_net_working_capital"]
    assert near(rows["free_cash_flow"], flow + _untaxed(rows))


def _untaxed(rows: dict[str, np.ndarray]) -> np.ndarray:
    """Flows that are neither taxed nor deducted, where a case has them."""
    return -rows.get("untaxed_costs", np.zeros_like(rows["revenue"]))


@pytest.mark.parametrize(("name", "case"), CASES)
def test_npv_is_the_sum_of_the_present_values(name: str, case: str) -> None:
    result = run_of(name, case)
    rows = result.arrays
    assert result.measures["npv"] == pytest.approx(rows["present_value"].sum(), rel=1e-12)
    assert np.all(np.diff(rows["discount_factor"][1:]) < 0)


@pytest.mark.parametrize(("name", "case"), CASES)
def test_irr_is_the_rate_at_which_the_npv_is_zero(name: str, case: str) -> None:
    result = run_of(name, case)
    rows, irr = result.arrays, result.measures["irr"]
    assert irr is not None
    flows = (
        (rows["free_cash_flow"], rows["discount_time"]),
        (
            rows["terminal_value"],
            rows["terminal_time"],
        ),
    )
    npv = sum((cash / (1 + irr) ** time).sum() for cash, time in flows)
    assert abs(npv) < 1e-6 * max(np.abs(cash).max() for cash, _ in flows)


def test_npv_and_irr_as_numpy_financial_and_pyxirr_say() -> None:
    for case in ("base", "price war", "market cools"):
        result = run_of("oat_drink", case)  # yearly, at the end of the year
        flow = result.arrays["free_cash_flow"]
        assert result.measures["npv"] == pytest.approx(numpy_financial.npv(0.08, flow), rel=1e-12)
        assert result.measures["irr"] == pytest.approx(numpy_financial.irr(flow), rel=1e-9)
        assert result.measures["irr"] == pytest.approx(pyxirr.irr(flow), rel=1e-9)


@pytest.mark.parametrize(("name", "case"), CASES)
def test_working_capital_comes_back_unless_the_business_goes_on(name: str, case: str) -> None:
    rows = run_of(name, case).arrays
    left = rows["change_in_net_working_capital"].sum()
    if rows["terminal_value"].any():
        assert left == pytest.approx(rows["net_working_capital"][-1])
    else:
        assert abs(left) <= 1e-9 * np.abs(rows["net_working_capital"]).max()


@settings(max_examples=15, deadline=None)
@given(
    cost=st.floats(1.0, 1e9),
    floor=st.floats(0.0, 1.0),
    life=st.integers(1, 16),
    method=st.sampled_from(["straight line", "sum of digits"]),
)
def test_an_asset_is_written_off_to_its_floor(
    cost: float, floor: float, life: int, method: str
) -> None:
    to = cost * floor
    years = -(-life // 4)
    length = f"{life} quarters" if method == "straight line" else f"{years} years"
    rows = rows_of(
        f"timeline: {{step: quarter, length: {years} years}}\n"
        f"capex: {{plant: {{amount: {cost!r}, when: opening, "
        f"depreciation: {{method: {method}, life: {length}, to: {to!r}}}}}}}"
    )
    assert rows["depreciation"].sum() == pytest.approx(cost - to, abs=1e-9 * cost)
    assert np.all(rows["depreciation"] >= -1e-9 * cost)
    assert rows["book_value"][-1] == pytest.approx(to, abs=1e-9 * cost)


@settings(max_examples=25, deadline=None)
@given(
    profits=st.lists(st.integers(-1000, 1000), min_size=4, max_size=4),
    step=st.sampled_from(["year", "quarter", "month"]),
    assessed=st.sampled_from(["fiscal year", "every period"]),
)
def test_losses_are_used_once_and_tax_is_not_paid_back(
    profits: list[int], step: str, assessed: str
) -> None:
    rows = rows_of(
        f"timeline: {{start: 2027-01, step: {step}, length: 4 years}}\n"
        f"tax: {{rate: 25%, losses: carry forward, assessed: {assessed}}}\n"
        f"revenue: {{sales: {profits}}}"
    )
    tax = np.cumsum(rows["tax"])
    made = -np.minimum(rows["taxable_profit"], 0).sum()
    taxed = rows["tax"].sum() / 0.25
    earned = np.maximum(rows["taxable_profit"], 0).sum()
    assert np.all(tax >= -1e-9)
    assert np.all(rows.get("losses_brought", np.zeros(1)) >= -1e-9)
    assert -1e-6 <= earned - taxed <= made + 1e-6  # the losses that were used
    assert taxed >= rows["taxable_profit"].sum() - 1e-6
