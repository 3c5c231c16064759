"""The internal rate of return where others go wrong: several roots, none, extreme ones."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import numpy.typing as npt
import numpy_financial
import pytest
import pyxirr
from hypothesis import given, settings
from hypothesis import strategies as st

from bizcase.study.measures.flows import yearly
from bizcase.study.measures.irr import irr, irr_all
from bizcase.study.measures.registry import MEASURES
from bizcase.study.measures.roots.columns import sign_changes

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
AGAINST_MPMATH = runpy.run_path(str(BENCHMARKS / "irr_against_mpmath.py"))
IRR_BENCHMARK = runpy.run_path(str(BENCHMARKS / "irr.py"))


def of_rates(*rates: float) -> npt.NDArray[np.float64]:
    """Flows that are worth nothing at the given rates, and only there."""
    flows = np.array([-1.0])
    for rate in rates:
        flows = np.convolve(flows, [1.0, -(1.0 + rate)])
    return flows


def years(flows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.arange(len(flows), dtype=np.float64)


@pytest.mark.parametrize(
    "rates",
    [
        (-0.9998,),
        (-0.9998, 0.08),
        (4.0, 1e4),
        (-0.5, 0.1, 0.2, 4.0),
        (0.1, 0.1001),
        (0.0, 1e-3, 2e-3),
        (-0.99, -0.9, 0.5, 9.0, 99.0),
    ],
)
def test_every_root_is_found(rates: tuple[float, ...]) -> None:
    assert irr_all(years(of_rates(*rates)), of_rates(*rates)) == pytest.approx(rates, abs=1e-8)


@pytest.mark.parametrize(
    ("rates", "expected", "tolerance"),
    [
        ((0.1, 0.1), [0.1], 1e-9),
        ((0.1, 0.1, 0.1), [0.1], 1e-6),
        ((0.1, 0.1, 0.5), [0.1, 0.5], 1e-9),
        ((0.0,) * 5, [0.0], 1e-3),
        ((0.0,) * 20, [0.0], 1e-2),
    ],
)
def test_a_multiple_root_counts_once(
    rates: tuple[float, ...], expected: list[float], tolerance: float
) -> None:
    flows = of_rates(*rates)
    assert irr_all(years(flows), flows) == pytest.approx(expected, abs=tolerance)
    only = expected[0] if len(expected) == 1 else np.nan
    assert irr(years(flows), flows[:, None])[0] == pytest.approx(only, abs=tolerance, nan_ok=True)


def test_no_root_just_missed() -> None:
    assert irr_all(np.arange(3.0), np.array([-100.0, 220.0, -121.0 - 1e-9])) == []


def test_zeros_and_the_start_of_the_count_do_not_matter() -> None:
    flows = np.array([0.0, 0.0, -100.0, 0.0, 230.0, 0.0, -132.0, 0.0])
    assert irr_all(years(flows) / 2, flows) == pytest.approx([0.1, 0.2], abs=1e-12)


def test_flows_at_one_time_are_added_and_times_may_be_in_any_order() -> None:
    times, flows = np.array([2.0, 0.5, 0.0, 2.0]), np.array([50.0, 10.0, -100.0, 60.0])
    expected = irr(np.array([0.0, 0.5, 2.0]), np.array([[-100.0], [10.0], [110.0]]))
    assert irr(times, flows[:, None]) == pytest.approx(expected, abs=1e-14)


def test_million_percent_and_a_day_that_loses_all_but_everything() -> None:
    assert irr_all(np.arange(2.0), np.array([-1.0, 10_001.0])) == pytest.approx([10_000.0])
    day = irr_all(np.array([0.0, 1 / 365]), np.array([-100.0, 1e-3]))
    assert len(day) == 1
    assert -1.0 < day[0] < -1 + 1e-12


def test_float_residue_is_no_change_of_sign() -> None:
    flows = np.array([-100.0, 60.0, 60.0, 0.1 + 0.2 - 0.3, -(0.1 + 0.2 - 0.3)])
    assert irr(years(flows), flows[:, None])[0] == pytest.approx(0.130662386, abs=1e-9)


def test_a_missing_flow_leaves_no_rate_and_harms_no_neighbour() -> None:
    flows = np.array([[-100.0, -100.0, -100.0], [np.nan, 110.0, np.inf]])
    np.testing.assert_allclose(irr(np.arange(2.0), flows), [np.nan, 0.1, np.nan])


@pytest.mark.parametrize(
    ("flows", "reason"),
    [
        ((-100, 230, -132), "two sign changes, roots 10% and 20%"),
        ((-1600, 10_000, -10_000), "two sign changes, roots 25% and 400%"),
        (tuple(of_rates(0.1, 0.2, 1e4)), "three sign changes, roots 10%, 20% and 1,000,000%"),
        ((-5, 10.5, 1, -8, 1), "three sign changes, roots -87%, 8.9% and 71%"),
        (tuple(of_rates(-0.9999999, 0.1)), "two sign changes, roots -99.99999% and 10%"),
        (tuple(of_rates(0.1, 0.100001)), "two sign changes, roots 10% and 10.0001%"),
        ((1_000, -3_000, 2_500), "no rate makes the NPV zero"),
        ((-1, -2, 0), "all cash flows are negative"),
        ((1, 2, 0), "all cash flows are positive"),
        ((0, 0, 0), "all cash flows are zero"),
        ((-1, np.nan, 3), "a cash flow is missing"),
    ],
)
def test_the_reason_for_no_rate(flows: tuple[float, ...], reason: str) -> None:
    column = yearly(np.array(flows, dtype=np.float64)[:, None], 0.1)
    assert np.isnan(MEASURES["irr"].compute(column)[0])
    assert MEASURES["irr"].why(column, 0) == reason


@pytest.mark.parametrize("kind", ["j-curve", "clean-up", "noise", "many roots", "seasonal"])
def test_random_streams_against_mpmath(kind: str) -> None:
    rows = 10 if kind == "seasonal" else 60
    assert list(AGAINST_MPMATH["mistakes"](kind, rows, seed=7)) == []


@pytest.mark.parametrize("kind", ["J-curve", "seasonal"])
@pytest.mark.parametrize("periods_a_year", [1, 12])
def test_bulk_and_single_agree(kind: str, periods_a_year: int) -> None:
    random = np.random.default_rng(11)
    times, flows = IRR_BENCHMARK["KINDS"][kind](periods_a_year, 300, random)
    roots = [irr_all(times, column) for column in flows.T]
    alone = [each[0] if len(each) == 1 else np.nan for each in roots]
    np.testing.assert_allclose(irr(times, flows), alone, rtol=0, atol=1e-10)


@pytest.mark.parametrize("kind", ["J-curve", "seasonal"])
@pytest.mark.parametrize("periods_a_year", [1, 12])
def test_a_rate_does_not_depend_on_its_neighbours(kind: str, periods_a_year: int) -> None:
    times, flows = IRR_BENCHMARK["KINDS"][kind](periods_a_year, 999, np.random.default_rng(3))
    together = irr(times, flows)
    parts = [irr(times, flows[:, part]) for part in np.array_split(np.arange(999), 10)]
    np.testing.assert_array_equal(together, np.concatenate(parts))


def test_high_rates_in_bulk() -> None:
    times, flows = IRR_BENCHMARK["KINDS"]["J-curve"](12, 200, np.random.default_rng(3))
    flows = np.where(flows > 0, 100 * flows, flows)
    singles = [irr_all(times, column) for column in flows.T]
    alone = np.array([each[0] if len(each) == 1 else np.nan for each in singles])
    np.testing.assert_allclose(np.log1p(irr(times, flows)), np.log1p(alone), rtol=1e-12)


def test_second_opinions_where_there_is_one_sign_change() -> None:
    random = np.random.default_rng(5)
    flows = np.concatenate([-random.uniform(50, 150, (2, 200)), random.uniform(0, 60, (9, 200))])
    found = irr(np.arange(11.0), flows)
    assert (sign_changes(flows) == 1).all()
    for other in (pyxirr.irr, numpy_financial.irr):
        assert found.tolist() == pytest.approx([other(column) for column in flows.T], abs=1e-9)


amounts = st.lists(
    st.one_of(st.just(0.0), st.floats(-1e6, 1e6).map(lambda amount: round(amount, 2))),
    min_size=2,
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(amounts)
def test_scaling_all_flows_leaves_the_rate(flows: list[float]) -> None:
    column = np.array(flows)[:, None]
    times = years(column) / 2
    first, second = irr(times, column), irr(times, 10 * column)
    np.testing.assert_allclose(np.log1p(first), np.log1p(second), atol=1e-9)


@settings(max_examples=150, deadline=None)
@given(amounts)
def test_npv_is_zero_at_the_rate(flows: list[float]) -> None:
    column = np.array(flows)
    for rate in [*irr_all(years(column), column), *irr(years(column), column[:, None])]:
        if np.isfinite(rate):
            discounted = column * (1 + rate) ** -years(column)
            # At a negative rate the discounted flows can be far larger than the flows.
            assert abs(discounted.sum()) <= 1e-6 * np.abs(discounted).max()


def test_whole_numbers_are_times_and_flows_as_well() -> None:
    """The search reads the bytes of the times: those of integers are other numbers."""
    times, flows = np.arange(5), np.array([[-1000], [300], [300], [300], [300]])
    assert irr(times, flows)[0] == pytest.approx(0.07713847295)
    assert irr(times, flows)[0] == irr(times.astype(float), flows.astype(float))[0]
    assert irr_all(times, flows[:, 0]) == irr_all(times.astype(float), flows[:, 0].astype(float))
    late = np.array([0, 2, 7], dtype=np.int32)
    assert irr(late, np.array([[-100], [10], [150]]))[0] == pytest.approx(
        irr(late.astype(float), np.array([[-100.0], [10.0], [150.0]]))[0]
    )
