"""Months put together into years: the same present values, whatever the times of the columns."""

from __future__ import annotations

import numpy as np
import pytest

from bizcase.study.measures.roots.grid import grid_of
from bizcase.study.measures.roots.newton import newton

MONTHS = np.arange(121) / 12
TIMES = {
    "months": (MONTHS, 10),
    "middles of months": (np.concatenate([[0.0], MONTHS[1:] - 1 / 24]), 10),
    "months and a day after": (np.append(MONTHS, 10.003), 10),
    "years after months": (np.append(MONTHS[:60], [5.0, 6.0, 7.0]), 5),
    "a gap": (np.delete(MONTHS, 40), 6),
    "quarters": (np.arange(41) / 4, 0),
    "years": (np.arange(11.0), 0),
    "few months": (MONTHS[:20], 0),
    "two columns": (np.array([0.0, 1.0]), 0),
    "one column": (np.array([0.5]), 0),
}


@pytest.mark.parametrize(("times", "blocks"), TIMES.values(), ids=list(TIMES))
def test_factors_are_those_of_the_times(times: np.ndarray, blocks: int) -> None:
    grid, force = grid_of(times), np.linspace(-0.5, 1.5, 7)
    assert grid.count == blocks
    assert grid.discount(force) == pytest.approx(np.exp(-np.outer(times, force)), rel=1e-12)


@pytest.mark.parametrize(("times", "blocks"), TIMES.values(), ids=list(TIMES))
def test_present_values_are_those_of_the_columns(times: np.ndarray, blocks: int) -> None:
    grid, force = grid_of(times), np.linspace(-0.5, 1.5, 7)
    flows = np.random.default_rng(blocks).normal(size=(len(times), len(force)))
    inside = np.exp(np.multiply.outer(-grid.offsets, force))
    centres = np.exp(np.multiply.outer(-grid.centres, force))
    found = (grid.gathered(flows, inside) * centres).sum(axis=0)
    assert found == pytest.approx((flows * np.exp(-np.outer(times, force))).sum(axis=0), rel=1e-10)


@pytest.mark.parametrize("name", [name for name, (times, _) in TIMES.items() if len(times) > 2])
def test_the_root_is_found_to_twelve_digits(name: str) -> None:
    times, _ = TIMES[name]
    wanted = np.linspace(-0.3, 0.9, 25)
    flows = np.ones((len(times), 25)) * np.linspace(1.0, 2.0, len(times))[:, None]
    flows[0] = -(flows[1:] * np.exp(-np.outer(times[1:] - times[0], wanted))).sum(axis=0)
    assert newton(grid_of(times), flows) == pytest.approx(wanted, rel=1e-12, abs=1e-13)
