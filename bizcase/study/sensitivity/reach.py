"""Between which values a driver is searched for the one at which a result turns."""

from __future__ import annotations

import sys

import numpy as np

from bizcase.engine.operations import Array

TIMES = 10.0  # how many times the base an open end lies away from zero
WORDS = f"where one is open, as far as {TIMES:g} times the value"
_FARTHEST = sys.float_info.max / 4  # numbers within have a distance
_CURVE = 3  # the distances of points from the base grow with this power of their number

# At a bound itself there may be nothing to compute: these shares of the way come close to it.
_NEAR_THE_END = (0.93, 0.97, 0.99, 0.999, 1 - 1e-6)


def searched(
    base: float,
    low: float,
    high: float,
    bounds: tuple[float | None, float | None],
    percent: bool = False,
) -> tuple[float, float]:
    """The interval: the bounds, and where one is open 10 times the base, or 0 below it.

    Without a base the range takes its place, and for shares 100 %. The interval is empty where
    nothing says how large the value may be.
    """
    far = TIMES * abs(base) or TIMES * max(abs(low), abs(high)) or (1.0 if percent else 0.0)
    far = min(far, _FARTHEST)
    least, most = bounds
    open_below = 0.0 if min(base, low) >= 0 and base else min(-far, low)
    lower = open_below if least is None else least
    upper = max(far, high) if most is None else most
    return min(lower, base), max(upper, base)


def outwards(base: float, interval: tuple[float, float], count: int) -> Array:
    """The points of a search, ascending: about `count` to each side of the base, and the base.

    The nearer to the base, the closer they lie; a side without room has none.
    """
    share = np.unique([*(np.arange(1, count + 1) / count) ** _CURVE, *_NEAR_THE_END])
    lower, upper = interval
    below = base - share[::-1] * (base - lower) if lower < base else share[:0]
    above = base + share * (upper - base) if upper > base else share[:0]
    return np.concatenate([below, [base], above])
