"""Draws of the eight uncertain inputs of the yardstick case, each a PERT distribution."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np

from benchmarks.yardstick.columns import Array

_KNOTS = 4_096

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
    """Random inputs, (8, trials), read off tables of the inverse distribution functions.

    That is the quickest way a hand finds, and good to about five digits.
    """
    draws = np.empty((len(RANGES), trials))
    for row, (values, rises) in zip(draws, _tables(), strict=True):
        place = generator.random(trials) * _KNOTS
        knot = place.astype(np.intp)
        np.subtract(place, knot, out=place)
        np.multiply(place, rises.take(knot), out=place)
        np.add(values.take(knot), place, out=row)
    return draws


@cache
def _tables() -> list[tuple[Array, Array]]:
    from scipy.special import betaincinv

    shares = np.linspace(0.0, 1.0, _KNOTS + 1)
    tables = []
    for least, mode, most in RANGES.values():
        values = least + (most - least) * betaincinv(*shape_of(least, mode, most), shares)
        tables.append((values[:-1], np.diff(values)))
    return tables
