"""Streams of cash as columns over time: merging times, running totals, counting sign changes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

SAME_TIME = 1e-9
"""Years within which two flows fall at the same time (a thirtieth of a second)."""

RESIDUE = 1e-14
"""What a sum that should be zero leaves behind in floats, as a share of the largest flow."""


def merge_times(times: FloatArray, flows: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Order columns in time and add up those that fall together.

    times: (K,) years, any order, repeats allowed; flows: (K, n). Returns times (J,) strictly
    increasing and flows (J, n); the arrays themselves where nothing has to change.
    """
    if np.all(np.diff(times) > SAME_TIME):
        return times, flows
    order = np.argsort(times, kind="stable")
    ordered = times[order]
    first = np.flatnonzero(np.diff(ordered, prepend=-np.inf) > SAME_TIME)
    return ordered[first], np.add.reduceat(flows[order], first, axis=0)


def without_residue(flows: FloatArray) -> FloatArray:
    """Scale every stream to a largest flow of 1 and set float residue to zero; (K, n) both.

    A residue of 1e-17 of the largest flow would count as a change of sign and bring a root near
    -100 % with it. Streams of zeros stay zeros, streams with a missing flow become all missing.
    """
    size = np.abs(flows)
    largest = size.max(axis=0)
    scale = np.where(largest > 0, largest, 1.0) + 0.0 * largest
    kept = flows / scale
    kept[size <= RESIDUE * largest] = 0.0
    return kept


def running_total(flows: FloatArray) -> FloatArray:
    """Cumulative sums down the columns, (K, n) both; far faster than cumsum over the first axis."""
    total = np.empty_like(flows)
    total[0] = flows[0]
    for column in range(1, len(flows)):
        np.add(total[column - 1], flows[column], out=total[column])
    return total


def sign_changes(flows: FloatArray) -> IntArray:
    """How often each stream changes sign, zeros skipped; (K, n) -> (n,).

    Descartes: a stream has at most as many rates at which it is worth nothing.
    """
    if flows.all():
        negative = np.signbit(flows)
        return np.count_nonzero(negative[1:] != negative[:-1], axis=0)
    last = np.sign(flows[0])
    changes = np.zeros(flows.shape[1], dtype=np.int64)
    for flow in flows[1:]:
        sign = np.sign(flow)
        changes += sign * last < 0
        np.copyto(last, sign, where=sign != 0)
    return changes
