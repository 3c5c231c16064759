"""Finds every root of streams of cash by cutting the line of forces until each piece is settled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bizcase.study.measures.roots.balance import Streams
from bizcase.study.measures.roots.columns import FloatArray, IntArray
from bizcase.study.measures.roots.laguerre import most_roots_above
from bizcase.study.measures.roots.pieces import Pieces, join, settle

_FIRST_REACH = 0.5
_TOGETHER = 2**16
_PRECISION = 1e-14
_MOST_STEPS = 100


class Roots(NamedTuple):
    """Distinct roots, ordered by stream and then by force; (m,) both."""

    row: IntArray
    force: FloatArray


def isolate(times: FloatArray, flows: FloatArray) -> Roots:
    """Find all roots of streams that each have inflows and outflows.

    times: (K,) strictly increasing; flows: (K, n) `cleaned`. A multiple
    root counts once, and so do roots closer together than about 1e-7.
    """
    together = max(1, _TOGETHER // len(times))
    row, force = [np.empty(0, dtype=np.intp)], [np.empty(0)]
    for first in range(0, flows.shape[1], together):
        found = _isolate_together(times, flows[:, first : first + together])
        row.append(found.row + first)
        force.append(found.force)
    return Roots(np.concatenate(row), np.concatenate(force))


def _isolate_together(times: FloatArray, flows: FloatArray) -> Roots:
    streams = Streams.of(times, flows / np.abs(flows).max(axis=0))
    row = np.arange(flows.shape[1])
    low, high = -_reach(-times[::-1], flows[::-1]), _reach(times, flows)
    pieces = Pieces(row, low, high, streams.balance(row, low), streams.balance(row, high))
    settled = []
    while len(pieces.row):
        root, unsettled = settle(streams, pieces)
        settled.append(pieces.take(root))
        pieces = pieces.take(unsettled).halve(streams)
    brackets = _merge(streams, join(settled))
    return Roots(brackets.row, _locate(streams, brackets))


def _reach(times: FloatArray, flows: FloatArray) -> FloatArray:
    """For every stream (n,), a force above which it has no root."""
    reach = np.full(flows.shape[1], _FIRST_REACH)
    open_ = np.arange(flows.shape[1])
    while len(open_):
        open_ = open_[most_roots_above(times, np.take(flows, open_, axis=1), reach[open_]) > 0]
        reach[open_] *= 2
    return reach


def _merge(streams: Streams, pieces: Pieces) -> Pieces:
    """Make one piece of neighbours that hold the same root, ordered by stream and force.

    They do if the balance is zero to rounding at their ends and half way between them.
    """
    pieces = pieces.take(np.lexsort((pieces.low, pieces.row)))
    before, after = pieces.high[:-1], pieces.low[1:]
    noise = 4 * streams.noise(np.maximum(np.abs(before), np.abs(after)))
    same = np.flatnonzero(
        (pieces.row[1:] == pieces.row[:-1])
        & (np.abs(pieces.at_high.height[:-1]) <= noise)
        & (np.abs(pieces.at_low.height[1:]) <= noise)
    )
    between = streams.balance(pieces.row[same], 0.5 * (before + after)[same])
    starts = np.ones(len(pieces.row), dtype=np.bool_)
    starts[1 + same[np.abs(between.height) <= noise[same]]] = False
    opening, closing = pieces.take(starts), pieces.take(np.roll(starts, -1))
    return Pieces(opening.row, opening.low, closing.high, opening.at_low, closing.at_high)


def _locate(streams: Streams, brackets: Pieces) -> FloatArray:
    """The force (m,) at the one root of each bracket."""
    force = _turning_point(brackets)
    simple = np.flatnonzero(brackets.crossing & brackets.monotone)
    force[simple] = _crossing(streams, brackets.take(simple))
    return force


def _turning_point(brackets: Pieces) -> FloatArray:
    """Where the balance touches zero: its slope interpolated to zero, or else the middle, (m,)."""
    before, after = brackets.at_low.slope, brackets.at_high.slope
    turns = before * after < 0
    share = np.where(turns, before / np.where(turns, before - after, 1.0), 0.5)
    return brackets.low + share * (brackets.high - brackets.low)


def _crossing(streams: Streams, brackets: Pieces) -> FloatArray:
    """Where a monotone balance is zero, to the last digits: Newton's method kept inside, (m,)."""
    low, high = brackets.low.copy(), brackets.high.copy()
    before, after = brackets.at_low.height, brackets.at_high.height
    rising = after > 0
    force = low + before / (before - after) * (high - low)
    open_ = np.arange(len(force))
    for _ in range(_MOST_STEPS):
        if not len(open_):
            break
        here = force[open_]
        balance = streams.balance(brackets.row[open_], here)
        root_is_above = (balance.height > 0) != rising[open_]
        low[open_] = np.where(root_is_above, here, low[open_])
        high[open_] = np.where(root_is_above, high[open_], here)
        with np.errstate(divide="ignore", invalid="ignore"):
            there = here - balance.height / balance.slope
        inside = (low[open_] <= there) & (there <= high[open_])
        there = np.where(inside, there, 0.5 * (low[open_] + high[open_]))
        force[open_] = there
        moving = np.abs(there - here) > _PRECISION * (1.0 + np.abs(here))
        open_ = open_[moving & (np.abs(balance.height) > streams.noise(here))]
    return force
