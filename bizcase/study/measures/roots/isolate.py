"""Finds every root of streams of cash by cutting the line of forces until each piece is settled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bizcase.study.measures.roots.balance import Streams
from bizcase.study.measures.roots.columns import BoolArray, FloatArray, IntArray
from bizcase.study.measures.roots.laguerre import most_roots_above
from bizcase.study.measures.roots.pieces import Pieces, join, settle

# The search begins with forces from -0.5 to 0.5 (-39 % to 65 %) and widens from there.
_FIRST_REACH = 0.5
# Streams searched together hold about this many flows: what they need stays in the cache.
_TOGETHER = 2**15
_PRECISION = 1e-15
_MOST_STEPS = 100


class Roots(NamedTuple):
    """Distinct roots, ordered by stream and then by force; (m,) both."""

    row: IntArray
    force: FloatArray


def isolate(times: FloatArray, flows: FloatArray) -> Roots:
    """Find all roots of streams that each have inflows and outflows.

    times: (K,) strictly increasing; flows: (K, n), largest flow 1 (`without_residue`). A multiple
    root counts once, and so do roots closer together than about 1e-7.
    """
    together = max(1, _TOGETHER // len(times))
    found = [
        _isolate_together(times, flows[:, first : first + together], first)
        for first in range(0, flows.shape[1], together)
    ]
    return Roots(*map(np.concatenate, zip(*found, strict=True)))


def _isolate_together(times: FloatArray, flows: FloatArray, first: int) -> Roots:
    """Find the roots of streams numbered from `first`."""
    streams = Streams.of(times, flows)
    row = np.arange(flows.shape[1])
    low, high = -_reach(-times[::-1], flows[::-1]), _reach(times, flows)
    pieces = Pieces(row, low, high, streams.balance(row, low), streams.balance(row, high))
    settled = []
    while len(pieces.row):
        root, unsettled = settle(streams, pieces)
        settled.append(pieces.take(root))
        pieces = pieces.take(unsettled).halve(streams)
    brackets = _merge(streams, join(settled))
    return Roots(brackets.row + first, _locate(streams, brackets))


def _reach(times: FloatArray, flows: FloatArray) -> FloatArray:
    """For every stream (n,), a force above which it has no root."""
    reach = np.full(flows.shape[1], _FIRST_REACH)
    open_ = np.arange(flows.shape[1])
    while len(open_):
        open_ = open_[most_roots_above(times, flows[:, open_], reach[open_]) > 0]
        reach[open_] *= 2
    return reach


def _merge(streams: Streams, pieces: Pieces) -> Pieces:
    """Make one piece of neighbours that hold the same root, ordered by stream and force.

    They do if the balance at the point they share is zero to rounding.
    """
    pieces = pieces.take(np.lexsort((pieces.low, pieces.row)))
    shared = (pieces.row[1:] == pieces.row[:-1]) & (pieces.low[1:] == pieces.high[:-1])
    at_zero = np.abs(pieces.at_low.height) <= 4 * streams.noise(pieces.low)
    starts = np.ones(len(pieces.row), dtype=np.bool_)
    starts[1:] = ~(shared & at_zero[1:])
    ends = np.roll(starts, -1)
    opening, closing = pieces.take(starts), pieces.take(ends)
    return Pieces(opening.row, opening.low, closing.high, opening.at_low, closing.at_high)


def _locate(streams: Streams, brackets: Pieces) -> FloatArray:
    """The force (m,) at the one root of each bracket, to the last digits."""
    rising = brackets.at_high.height > 0
    force = _turning_point(brackets)
    crossing = np.flatnonzero(rising != (brackets.at_low.height > 0))
    force[crossing] = _crossing(streams, brackets.take(crossing), rising[crossing])
    return force


def _turning_point(brackets: Pieces) -> FloatArray:
    """Where the balance turns, having touched zero: its slope interpolated to zero, (m,)."""
    width = brackets.high - brackets.low
    before, after = brackets.at_low.slope, brackets.at_high.slope
    turns = before * after < 0
    share = np.where(turns, before / np.where(turns, before - after, 1.0), 0.5)
    return brackets.low + share * width


def _crossing(streams: Streams, brackets: Pieces, rising: BoolArray) -> FloatArray:
    """Newton's method on the balance, kept inside the bracket by halving it, (m,)."""
    low, high = brackets.low.copy(), brackets.high.copy()
    fall = brackets.at_low.height / (brackets.at_low.height - brackets.at_high.height)
    force = low + fall * (high - low)
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
        open_ = open_[np.abs(there - here) > _PRECISION * (1.0 + np.abs(here))]
    return force
