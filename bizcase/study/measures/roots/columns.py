"""Streams of cash as columns over time: merging times, running totals, counting sign changes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from bizcase.engine.memory import aligned

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
BoolArray = npt.NDArray[np.bool_]

# Years within which two flows fall at the same time (a thirtieth of a second).
_SAME_TIME = 1e-9
# What a sum that should be zero leaves behind in floats, as a share of the largest flow.
RESIDUE = 1e-14
_BYTE = 256


def merge_times(times: FloatArray, flows: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Order columns in time and add up those that fall together.

    times: (K,) years, any order, repeats allowed; flows: (K, n). Returns times (J,) strictly
    increasing and flows (J, n): the arrays given, where nothing has to change.
    """
    if np.all(np.diff(times) > _SAME_TIME):
        return times, flows
    order = np.argsort(times, kind="stable")
    opens = np.diff(times[order], prepend=-np.inf) > _SAME_TIME
    merged = flows[order[opens]]
    place = np.cumsum(opens) - 1
    for position in np.flatnonzero(~opens):
        merged[place[position]] += flows[order[position]]
    return times[order[opens]], merged


def cleaned(flows: FloatArray) -> FloatArray:
    """Flows (K, n) with nothing in them to mislead: the array given, where there is nothing.

    Float residue becomes zero: a residue of 1e-17 of the largest flow would count as a change of
    sign, and bring with it a root near -100 %. A stream with a missing flow becomes all zeros.
    """
    size = np.abs(flows)
    largest = size.max(axis=0)
    if not np.isfinite(largest).all():
        return cleaned(np.where(np.isfinite(largest), flows, 0.0))
    if (size.min(axis=0) > RESIDUE * largest).all():
        return flows
    residue = size <= RESIDUE * largest
    return np.where(residue, 0.0, flows) if residue.any() else flows


def running_total(flows: FloatArray) -> FloatArray:
    """Cumulative sums down the columns, (K, n) both."""
    if flows.shape[1] < len(flows):
        return np.cumsum(flows, axis=0)
    # For many streams this is much faster than cumsum over the first axis.
    total = aligned(*flows.shape)
    total[0] = flows[0]
    rows = list(total)
    for before, flow, row in zip(rows[:-1], flows[1:], rows[1:], strict=True):
        np.add(before, flow, out=row)
    return total


def first_true(marks: BoolArray) -> IntArray:
    """The first column in which a stream is marked; (K, n) -> (n,), K where it is in none.

    As `argmax`, which looks at the marks one by one, but for all streams together.
    """
    count = len(marks)
    weights = np.arange(count, 0, -1).astype(_counter(count))
    left = np.maximum.reduce(marks.view(np.uint8) * weights[:, None], axis=0, initial=0)
    first: IntArray = count - left.astype(np.intp)
    return first


def _counter(most: int) -> npt.DTypeLike:
    """Bytes if they can hold a count: they go through the processor in great numbers."""
    return np.uint8 if most < _BYTE else np.uint32


def sign_flips(flows: FloatArray) -> IntArray:
    """How often the sign bit of each stream changes, (K, n) -> (n,): as often as its sign, or more.

    Zeros and float residue count with the bit they have.
    """
    negative = np.signbit(flows)
    changed = (negative[1:] != negative[:-1]).view(np.uint8)
    counts = np.add.reduce(changed, axis=0, dtype=_counter(len(changed)))
    found: IntArray = counts.astype(np.intp)
    return found


def sign_changes(flows: FloatArray) -> IntArray:
    """How often each stream changes sign, zeros skipped; (K, n) -> (n,).

    A stream has at most as many roots, and as many but for an even number (Descartes 1637).
    """
    if flows.all():
        return sign_flips(flows)
    last = np.sign(flows[0])
    changes = np.zeros(flows.shape[1], dtype=np.intp)
    for flow in flows[1:]:
        sign = np.sign(flow)
        changes += sign * last < 0
        np.copyto(last, sign, where=sign != 0)
    return changes
