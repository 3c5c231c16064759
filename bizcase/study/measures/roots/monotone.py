"""Newton's method on balances that only rise or only fall, which cannot fail."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.roots.balance import Streams
from bizcase.study.measures.roots.columns import BoolArray, FloatArray, IntArray

_PRECISION = 1e-14
_MOST_STEPS = 100


def single_roots(times: FloatArray, flows: FloatArray) -> FloatArray:
    """The force of interest at the root of streams that change sign once, (n,).

    times: (K,) increasing; flows: (K, n) `cleaned`. ln PV(inflows) - ln PV(outflows) is monotone
    for them, and its slope is never less than the time between the last flow of the one sign and
    the first of the other.
    """
    streams = Streams.of(times, flows)
    row, start = np.arange(flows.shape[1]), np.zeros(flows.shape[1])
    rising = streams.balance(row, start).slope > 0
    return crossing(streams, row, start, start - np.inf, start + np.inf, rising)


def crossing(
    streams: Streams,
    row: IntArray,
    start: FloatArray,
    low: FloatArray,
    high: FloatArray,
    rising: BoolArray,
) -> FloatArray:
    """The force between low and high at which the balance of each stream crosses zero, (m,).

    Newton's method, replaced by halving where it would leave the bracket; all arguments (m,).
    """
    force, low, high = start.copy(), low.copy(), high.copy()
    open_ = np.arange(len(force))
    for _ in range(_MOST_STEPS):
        if not len(open_):
            break
        here = force[open_]
        balance = streams.balance(row[open_], here)
        root_is_above = (balance.height > 0) != rising[open_]
        low[open_] = np.where(root_is_above, here, low[open_])
        high[open_] = np.where(root_is_above, high[open_], here)
        with np.errstate(divide="ignore", invalid="ignore"):
            there = here - balance.height / balance.slope
            middle = 0.5 * (low[open_] + high[open_])
        inside = (low[open_] <= there) & (there <= high[open_])
        force[open_] = np.where(inside, there, middle)
        moving = np.abs(force[open_] - here) > _PRECISION * (1.0 + np.abs(here))
        open_ = open_[moving & (np.abs(balance.height) > streams.noise(here))]
    return force
