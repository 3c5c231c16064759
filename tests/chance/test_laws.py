"""The laws of uncertain inputs against scipy's distributions, and against what they promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from bizcase.chance.laws import Z_OF_ENDS, NoLawError, Z, constant, law_of
from bizcase.engine.model import Input, Range
from bizcase.units import Unit

SHARES = np.array([1e-6, 0.001, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.999, 1 - 1e-6])
SCORES = stats.norm.ppf(SHARES)


def assumed(kind: str, low: float, mode: float, high: float, ends: bool = True) -> Input:
    return Input("x", float(mode), Unit(), range=Range(low, high, ends, kind))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (assumed("pert", 2, 5, 11), stats.beta(1 + 4 * 3 / 9, 1 + 4 * 6 / 9, 2, 9)),
        (assumed("pert", 2, 2, 11), stats.beta(1, 5, 2, 9)),
        (assumed("pert", 2, 11, 11), stats.beta(5, 1, 2, 9)),
        (assumed("triangular", 2, 5, 11), stats.triang(3 / 9, 2, 9)),
        (assumed("triangular", 2, 2, 11), stats.triang(0, 2, 9)),
        (assumed("triangular", 2, 11, 11), stats.triang(1, 2, 9)),
        (assumed("uniform", 2, 5, 11), stats.uniform(2, 9)),
        (assumed("uniform", 3, 5, 11, False), stats.uniform(2, 10)),
        (assumed("normal", 2, 5, 8, False), stats.norm(5, 3 / Z)),
        (assumed("normal", 2, 5, 8), stats.truncnorm(-Z_OF_ENDS, Z_OF_ENDS, 5, 3 / Z_OF_ENDS)),
        (assumed("lognormal", 2, 4, 8, False), stats.lognorm(np.log(2) / Z, scale=4)),
    ],
    ids=lambda value: value.range.distribution if isinstance(value, Input) else "",
)
def test_quantiles_agree_with_scipy(given: Input, expected: stats.rv_continuous) -> None:
    law = law_of(given)
    assert np.allclose(law.value(SCORES), expected.ppf(SHARES), rtol=1e-9, atol=1e-9)
    shares = (np.arange(200_000) + 0.5) / 200_000
    values = law.value(stats.norm.ppf(shares))
    assert values.mean() == pytest.approx(expected.mean(), rel=1e-4)
    assert values.std() == pytest.approx(expected.std(), rel=1e-3)


def test_a_lognormal_with_ends_is_cut_off() -> None:
    law = law_of(assumed("lognormal", 2, 4, 8))
    width = np.log(2) / Z_OF_ENDS
    inside = stats.truncnorm(-Z_OF_ENDS, Z_OF_ENDS, np.log(4), width)
    assert np.allclose(law.value(SCORES), np.exp(inside.ppf(SHARES)), rtol=1e-9)


def test_a_discrete_law_takes_each_value_as_often_as_said() -> None:
    values = ((4.0, 0.3), (2.0, 0.2), (3.0, 0.5))
    law = law_of(Input("x", 3.0, Unit(), range=Range(2, 4, True, "discrete", values)))
    shares = (np.arange(1_000) + 0.5) / 1_000
    found, counts = np.unique(law.value(stats.norm.ppf(shares)), return_counts=True)
    assert found.tolist() == [2, 3, 4]
    assert counts.tolist() == [200, 500, 300]
    assert (law.least, law.most) == (2, 4)


@pytest.mark.parametrize("kind", ["pert", "triangular"])
@pytest.mark.parametrize("mode", [8.0, 10.0, 11.0])
def test_low_and_high_are_p10_and_p90(kind: str, mode: float) -> None:
    law = law_of(assumed(kind, 7, mode, 12, ends=False))
    assert law.value(np.array([-Z, Z])) == pytest.approx([7, 12], abs=1e-6)
    # The mode is where values lie closest together.
    scores = np.linspace(-3, 3, 60_001)
    values = law.value(scores)
    density = stats.norm.pdf(scores[1:]) / np.diff(values)
    assert values[density.argmax()] == pytest.approx(mode, abs=0.05)


@settings(max_examples=60, deadline=None)
@given(
    kind=st.sampled_from(["pert", "triangular", "normal", "lognormal", "uniform"]),
    low=st.floats(0.01, 100),
    up=st.floats(0, 50),
    down=st.floats(0, 50),
)
def test_values_rise_with_their_scores_and_stay_between_the_ends(
    kind: str, low: float, up: float, down: float
) -> None:
    high = low + up + down
    law = law_of(assumed(kind, low, low + up, high))
    scores = np.concatenate([[-40.0, -9.0], np.linspace(-8, 8, 2_001), [9.0, 40.0]])
    values = law.value(scores)
    slack = 1e-12 * high
    assert np.all(np.diff(values) >= -slack)
    assert values[0] >= low - slack
    assert values[-1] <= high + slack


def test_a_range_without_width_is_certain() -> None:
    law = law_of(assumed("pert", 5, 5, 5))
    assert law.value(SCORES).tolist() == [5] * len(SCORES)
    assert constant(3.0).reach == (3, 3)


@pytest.mark.parametrize(
    ("kind", "low", "mode", "high", "why"),
    [
        ("pert", 1.0, 0.5, 3.0, "not between"),
        ("lognormal", 0.0, 1.0, 3.0, "above 0"),
    ],
)
def test_what_no_law_can_do_is_said(
    kind: str, low: float, mode: float, high: float, why: str
) -> None:
    with pytest.raises(NoLawError, match=why):
        law_of(assumed(kind, low, mode, high, ends=False))


def test_the_reach_of_a_law_without_ends_is_where_practically_none_lies() -> None:
    low, high = law_of(assumed("normal", 90, 100, 110, False)).reach
    assert (low, high) == pytest.approx((49.3, 150.7), abs=0.1)
