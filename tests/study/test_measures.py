"""Every measure on small cases worked out by hand, and the reasons where there is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy_financial
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizcase.study.measures.flows import Flows, discount_factors, yearly
from bizcase.study.measures.irr import irr
from bizcase.study.measures.mirr import mirr
from bizcase.study.measures.npv import npv_at
from bizcase.study.measures.peak_funding import peak_funding_column
from bizcase.study.measures.registry import MEASURES

NAMES = [
    "npv",
    "irr",
    "mirr",
    "payback_years",
    "discounted_payback_years",
    "profitability_index",
    "equivalent_annual_annuity",
    "roi",
    "peak_funding",
    "terminal_value_share",
]


def plain(*cash: float, rate: float = 0.1) -> Flows:
    return yearly(np.array(cash, dtype=np.float64)[:, None], rate)


def with_terminal_value(flows: Flows, amount: float) -> Flows:
    terminal = np.zeros_like(flows.cash)
    terminal[-1] = amount
    return replace(flows, terminal_value=terminal)


def quarterly_mid_period() -> Flows:
    """An opening and four quarters, cash in the middle of each, terminal value at the end."""
    end = np.arange(5) / 4
    middle = np.maximum(end - 0.125, 0.0)
    cash = np.array([[-100.0], [20.0], [30.0], [30.0], [30.0]])
    terminal = np.array([[0.0], [0.0], [0.0], [0.0], [40.0]])
    return Flows(
        cash=cash,
        terminal_value=terminal,
        benefits=np.maximum(cash, 0.0) + np.array([[0.0], [5.0], [5.0], [5.0], [5.0]]),
        discount_factor=discount_factors(middle, 0.08),
        terminal_discount_factor=discount_factors(end, 0.08),
        discount_time=middle,
        terminal_time=end,
        column_end=end,
        rate=np.array([0.08]),
    )


def value(name: str, flows: Flows, trial: int = 0) -> float:
    return float(MEASURES[name].compute(flows)[trial])


def test_the_measures_in_their_order() -> None:
    assert list(MEASURES) == NAMES
    assert [measure.name for measure in MEASURES.values()] == NAMES
    assert all(measure.doc.endswith(".") and measure.source for measure in MEASURES.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_missing_flow_leaves_no_measure_and_harms_no_neighbour(name: str) -> None:
    cash = np.array([[-100.0, -100.0], [60.0, np.nan], [70.0, 70.0]])
    flows = with_terminal_value(yearly(cash, 0.1), 50.0)
    found = MEASURES[name].compute(flows)
    assert found.shape == (2,)
    assert np.isfinite(found[0])
    assert np.isnan(found[1])
    assert MEASURES[name].why(flows, 1) == "a cash flow is missing"


@pytest.mark.parametrize(
    ("name", "flows", "reason"),
    [
        ("irr", plain(-100, 230, -132), "two sign changes, roots 10% and 20%"),
        ("mirr", plain(1, 2), "no money goes out"),
        ("mirr", plain(-1, -2), "no money comes in"),
        ("payback_years", plain(-100, 40, 40), "never pays back within the horizon"),
        ("payback_years", plain(0, 40, 40), "nothing to pay back"),
        ("discounted_payback_years", plain(-100, 50, 55), "never pays back within the horizon"),
        ("discounted_payback_years", plain(0, 40, 40), "nothing to pay back"),
        ("profitability_index", plain(0, 40, 40), "no money goes out"),
        ("equivalent_annual_annuity", plain(-1, 2, rate=-1.0), "the rate is -100% or less"),
        ("equivalent_annual_annuity", plain(5), "the horizon has no length"),
        ("roi", plain(0, 40, 40), "there are no costs"),
        ("terminal_value_share", plain(-100, 150), "no terminal value"),
        (
            "terminal_value_share",
            with_terminal_value(plain(-100, 50), 10.0),
            "the net present value is not positive",
        ),
    ],
)
def test_the_reason_for_no_measure(name: str, flows: Flows, reason: str) -> None:
    assert np.isnan(value(name, flows))
    assert MEASURES[name].why(flows, 0) == reason


def test_mid_period_timing_with_terminal_value() -> None:
    flows = quarterly_mid_period()
    cash = -100 + 20 * 1.08**-0.125 + 30 * (1.08**-0.375 + 1.08**-0.625 + 1.08**-0.875)
    terminal = 40 / 1.08
    npv = cash + terminal
    assert value("npv", flows) == pytest.approx(npv)
    assert value("terminal_value_share", flows) == pytest.approx(terminal / npv)
    assert value("profitability_index", flows) == pytest.approx((npv + 100) / 100)
    assert value("equivalent_annual_annuity", flows) == pytest.approx(npv * 1.08)
    benefits = 25 * 1.08**-0.125 + 35 * (1.08**-0.375 + 1.08**-0.625 + 1.08**-0.875) + terminal
    assert value("roi", flows) == pytest.approx(npv / (benefits - npv))
    assert value("payback_years", flows) == pytest.approx(0.75 + 0.25 * 20 / 30)
    assert value("peak_funding", flows) == 100
    rate = value("irr", flows)
    assert npv_at(flows, rate)[0] == pytest.approx(0, abs=1e-10)
    grown = (npv + 100) * 1.08
    assert value("mirr", flows) == pytest.approx(grown / 100 - 1)


def test_npv_at_other_rates() -> None:
    flows = plain(-100, 60, 70)
    assert npv_at(flows, 0.1) == pytest.approx(MEASURES["npv"].compute(flows))
    assert npv_at(flows, 0.0) == pytest.approx([30.0])
    assert npv_at(flows, 0.0)[0] == pytest.approx(numpy_financial.npv(0.0, [-100, 60, 70]))
    assert np.isnan(npv_at(flows, -1.0)).all()
    rates = np.array([0.0, 0.1])
    two = yearly(np.repeat(flows.cash, 2, axis=1), 0.1)
    assert npv_at(two, rates)[1] == pytest.approx(value("npv", flows))


@pytest.mark.parametrize(
    ("cash", "expected"),
    [
        ((-100, 100), 1.0),
        ((-100, 40, 40, 40), 2.5),
        ((50, -100, 25, 50), 2.5),
        ((-100, 150, -100, 150), 2 / 3),
        ((-0.3, 0.1, 0.1, 0.1, 5), 3.0),
        ((-100, 0, 0, 50, 100), 3.5),
    ],
)
def test_payback_is_the_first_crossing(cash: tuple[float, ...], expected: float) -> None:
    assert value("payback_years", plain(*cash)) == pytest.approx(expected)
    assert value("discounted_payback_years", plain(*cash, rate=0.0)) == pytest.approx(expected)


def test_payback_leaves_terminal_value_out() -> None:
    flows = with_terminal_value(plain(-100, 40, 40), 1000.0)
    assert np.isnan(value("payback_years", flows))
    assert value("peak_funding", flows) == 100


def test_peak_funding_and_its_column() -> None:
    cash = np.array([[-100.0, 10.0, -50.0], [-30.0, 5.0, 20.0], [80.0, 0.0, -60.0]])
    flows = yearly(cash, 0.1)
    assert MEASURES["peak_funding"].compute(flows).tolist() == [130.0, 0.0, 90.0]
    assert peak_funding_column(flows).tolist() == [1, -1, 2]


def test_annuity_at_no_and_at_tiny_rates() -> None:
    assert value("equivalent_annual_annuity", plain(-100, 60, 70, rate=0.0)) == pytest.approx(15)
    assert value("equivalent_annual_annuity", plain(-100, 60, 70, rate=1e-12)) == pytest.approx(15)
    flows = plain(-100, 60, 70, rate=0.07)
    payment = -numpy_financial.pmt(0.07, 2, value("npv", flows))
    assert value("equivalent_annual_annuity", flows) == pytest.approx(payment)


def test_roi_is_net_benefit_over_costs() -> None:
    flows = replace(plain(-100, 60, 70, rate=0.0), benefits=np.array([[0.0], [90.0], [80.0]]))
    assert value("roi", flows) == pytest.approx(30 / 140)


def test_one_rate_for_each_trial() -> None:
    rates = np.array([0.05, 0.15])
    times = np.arange(3.0)
    cash = np.array([[-100.0, -100.0], [60.0, 60.0], [70.0, 70.0]])
    factors = discount_factors(times, rates)
    flows = Flows(cash, 0 * cash, np.maximum(cash, 0), factors, factors, times, times, times, rates)
    for name, measure in MEASURES.items():
        singles = [value(name, plain(-100, 60, 70, rate=rate)) for rate in rates]
        assert measure.compute(flows).tolist() == pytest.approx(singles, nan_ok=True), name


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(1, 1e5), min_size=2, max_size=12), st.floats(0.01, 0.5))
def test_mirr_and_irr_agree_with_numpy_financial(inflows: list[float], rate: float) -> None:
    flows = np.array([-sum(inflows) * 0.8, *inflows])
    times = np.arange(len(flows), dtype=np.float64)
    expected = numpy_financial.mirr(flows, rate, rate)
    assert mirr(times, flows[:, None], rate, rate)[0] == pytest.approx(expected, rel=1e-9)
    npv = numpy_financial.npv(irr(times, flows[:, None])[0], flows)
    assert npv == pytest.approx(0, abs=1e-6 * flows.max())
