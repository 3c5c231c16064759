"""Quantiles of values that come in blocks: exact at first, from bins when there are many."""

from __future__ import annotations

import numpy as np
import pytest

from bizcase.study.simulation.quantiles import Quantiles

SHARES = (0.0, 0.01, 0.05, 0.5, 0.9, 0.99, 1.0)


def values() -> np.ndarray:
    generator = np.random.default_rng(1)
    found = np.array([generator.normal(5, 2, 40_000), np.exp(generator.normal(0, 2, 40_000)),
                      np.full(40_000, 7.0), np.full(40_000, np.nan)])  # fmt: skip
    found[0, ::7] = np.nan
    return found


def taken(room: int) -> Quantiles:
    quantiles = Quantiles(4, room, 2**14, tails=True)
    for block in np.split(values(), 40, axis=1):
        quantiles.add(block)
    return quantiles


def bin_of(there: np.ndarray) -> float:
    """The width of a bin: three times the middle 998 of 1,000 values are covered."""
    return float(3 * np.ptp(np.quantile(there, (0.001, 0.999))) / 2**14)


@pytest.mark.parametrize("room", [40_000, 3_000])
def test_quantiles_are_those_of_all_values(room: int) -> None:
    quantiles = taken(room)
    assert quantiles.exact == (room == 40_000)
    found = quantiles.quantiles(SHARES)
    for row, one in zip(found[:2], values()[:2], strict=True):
        there = one[np.isfinite(one)]
        expected = np.quantile(there, SHARES)
        slack = 1e-12 if quantiles.exact else 1.5 * bin_of(there)
        assert row == pytest.approx(expected, rel=1e-12, abs=slack)
    assert found[2] == pytest.approx([7.0] * len(SHARES))
    assert np.isnan(found[3]).all()


@pytest.mark.parametrize("room", [40_000, 3_000])
def test_the_mean_of_the_lowest_values(room: int) -> None:
    quantiles = taken(room)
    for row in (0, 1):
        there = np.sort(values()[row][np.isfinite(values()[row])])
        worst = there[: len(there) // 20]
        assert quantiles.mean_below(row, 0.05) == pytest.approx(worst.mean(), abs=bin_of(there))
    assert np.isnan(quantiles.mean_below(3, 0.05))


def test_few_values_are_shared_out() -> None:
    quantiles = Quantiles(1, 100, 16, tails=True)
    quantiles.add(np.array([[3.0, 1.0, 2.0]]))
    assert quantiles.mean_below(0, 0.5) == pytest.approx((1.0 + 0.5 * 2.0) / 1.5)
