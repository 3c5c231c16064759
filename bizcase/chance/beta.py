"""Values of a beta law by a table over normal scores, for the library's inverse is slow."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
_NODES = 2_000
_FARTHEST = 8.3  # normal scores beyond are rarer than one in 1e16


def beta_table(alpha: float, beta: float) -> Callable[[Array], Array]:
    """The shares from 0 to 1 that a beta law has at normal scores, exact to about 1e-12.

    Cubic between nodes (Hermite). The table is made when it is first asked.
    """
    made = cache(lambda: _made(alpha, beta))

    def value(score: Array) -> Array:
        place = np.clip((score + _FARTHEST) * (_NODES / (2 * _FARTHEST)), 0, _NODES * (1 - 1e-15))
        node = place.astype(np.intp)
        way = place - node
        v, s, c, d = (part.take(node) for part in made())
        found: Array = v + way * (s + way * (c + way * d))
        return np.minimum(found, 1.0)

    return value


def _made(alpha: float, beta: float) -> Array:
    """For each stretch from a node to the next four coefficients in the way f from the node.

    The value there is v + f (s + f (c + f d)).
    """
    from scipy.special import betaincinv, betaln, ndtr, xlog1py, xlogy

    nodes = np.linspace(-_FARTHEST, _FARTHEST, _NODES + 1)
    # Each half is reckoned from its own end, where shares have their digits.
    rising, falling = nodes[nodes <= 0], nodes[nodes > 0]
    below = betaincinv(alpha, beta, ndtr(rising))
    above = betaincinv(beta, alpha, ndtr(-falling))
    log_density = np.concatenate(
        [
            xlogy(alpha - 1, below) + xlog1py(beta - 1, -below),
            xlog1py(alpha - 1, -above) + xlogy(beta - 1, above),
        ]
    ) - betaln(alpha, beta)
    values = np.concatenate([below, 1 - above])
    normal = np.exp(-nodes * nodes / 2) / np.sqrt(2 * np.pi)
    with np.errstate(divide="ignore", over="ignore"):
        slope = normal / np.exp(log_density) * (nodes[1] - nodes[0])
    slope[~np.isfinite(slope)] = 0.0
    rise = np.diff(values)
    cube = slope[:-1] + slope[1:] - 2 * rise
    square = 3 * rise - 2 * slope[:-1] - slope[1:]
    return np.stack([values[:-1], slope[:-1], square, cube])
