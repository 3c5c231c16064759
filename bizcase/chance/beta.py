"""Values of a beta law by a table over normal scores, for the library's inverse is slow."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_NODES = 400
_FARTHEST = 8.3  # normal scores beyond are rarer than one in 1e16
_STEP = 2 * _FARTHEST / _NODES


def beta_table(alpha: float, beta: float) -> Callable[[Array], Array]:
    """The shares from 0 to 1 that a beta law has at normal scores, exact to about 1e-12.

    Between nodes a polynomial that has value, slope and bend of both (quintic Hermite). The table
    is made when it is first asked.
    """
    made = cache(lambda: _made(alpha, beta))

    def value(score: Array) -> Array:
        place = np.clip((score + _FARTHEST) / _STEP, 0, _NODES * (1 - 1e-15))
        node = place.astype(np.intp)
        way = place - node
        # No node is beyond the table: to clip is quicker than to look whether one is.
        first, *others = (part.take(node, mode="clip") for part in made())
        for part in others:
            first *= way
            first += part
        shares: Array = np.clip(first, 0.0, 1.0, out=first)
        return shares

    return value


def _made(alpha: float, beta: float) -> Array:
    """Coefficients of the way from each node to the next, (6, nodes), the highest power first."""
    from scipy.special import betaincinv, betaln, ndtr, xlog1py, xlogy

    nodes = np.linspace(-_FARTHEST, _FARTHEST, _NODES + 1)
    # Each half is reckoned from its own end, where shares have their digits.
    rising, falling = nodes[nodes <= 0], nodes[nodes > 0]
    below, above = betaincinv(alpha, beta, ndtr(rising)), betaincinv(beta, alpha, ndtr(-falling))
    share, rest = np.concatenate([below, 1 - above]), np.concatenate([1 - below, above])
    log_density = xlogy(alpha - 1, share) + xlog1py(beta - 1, -share)
    log_density[len(below) :] = xlog1py(alpha - 1, -above) + xlogy(beta - 1, above)
    log_density -= betaln(alpha, beta)
    normal = np.exp(-nodes * nodes / 2) / np.sqrt(2 * np.pi)
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):
        # The law and the score have the same distribution function: its derivatives, solved.
        slope = normal / np.exp(log_density)
        bend = -slope * (nodes + slope * ((alpha - 1) / share - (beta - 1) / rest))
    slope[~np.isfinite(slope)] = 0.0
    bend[~np.isfinite(bend)] = 0.0
    return _hermite(share, slope * _STEP, bend * _STEP**2)


def _hermite(value: Array, slope: Array, bend: Array) -> Array:
    """Polynomials with these values and derivatives at nodes 1 apart, (6, nodes - 1)."""
    half = bend[:-1] / 2
    rise = np.diff(value) - slope[:-1] - half
    steeper = np.diff(slope) - bend[:-1]
    bent = np.diff(bend) / 2
    return np.stack(
        [
            6 * rise - 3 * steeper + bent,
            -15 * rise + 7 * steeper - 2 * bent,
            10 * rise - 4 * steeper + bent,
            half,
            slope[:-1],
            value[:-1],
        ]
    )
