"""Draws of the eight uncertain inputs of the yardstick case, each a PERT distribution."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np

from benchmarks.yardstick.columns import Array

# Least, likeliest and most of the uncertain inputs, in the order of tests.yardstick.by_hand.Draw.
RANGES: Final = {
    "products.device.adoption.innovation": (0.008, 0.02, 0.04),
    "products.device.adoption.imitation": (0.30, 0.50, 0.70),
    "products.device.adoption.market": (50_000.0, 100_000.0, 160_000.0),
    "products.device.subscription.price": (20.0, 29.0, 35.0),
    "products.device.subscription.price.grows": (0.01, 0.04, 0.08),  # as erosion
    "products.device.unit_cost.learning": (0.75, 0.85, 0.95),
    "products.device.subscription.churn": (0.008, 0.015, 0.03),
    "capex.platform.amount": (2.4e6, 3.0e6, 5.5e6),
}


def shape_of(least: float, mode: float, most: float) -> tuple[float, float]:
    """The two parameters of the beta distribution behind a PERT."""
    alpha = 1 + 4 * (mode - least) / (most - least)
    return alpha, 6 - alpha


def drawn(trials: int, seed: int = 1) -> Array:
    """Random inputs, (8, trials)."""
    generator = np.random.default_rng(seed)
    return np.array(
        [
            least + (most - least) * generator.beta(*shape_of(least, mode, most), trials)
            for least, mode, most in RANGES.values()
        ]
    )


def drawn_by_table(trials: int, generator: np.random.Generator) -> Array:
    """A Latin hypercube, (8, trials), read off tables of the inverse distribution functions.

    That is the quickest way a hand finds, and good to five or six digits.
    """
    draws = np.empty((len(RANGES), trials))
    shares, tables = _tables()
    for row, values in zip(draws, tables, strict=True):
        layer = generator.permutation(trials) + generator.random(trials)
        row[:] = np.interp(layer / trials, shares, values)
    return draws


@cache
def _tables() -> tuple[Array, Array]:
    from scipy.special import betaincinv

    shares = np.linspace(0.0, 1.0, 4_097)
    return shares, np.array(
        [
            least + (most - least) * betaincinv(*shape_of(least, mode, most), shares)
            for least, mode, most in RANGES.values()
        ]
    )
