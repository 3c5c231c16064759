"""Finds every root of streams of cash by cutting the line of forces until each piece is settled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bizcase.study.measures.roots.balance import Streams
from bizcase.study.measures.roots.columns import FloatArray, IntArray
from bizcase.study.measures.roots.laguerre import most_roots_above
from bizcase.study.measures.roots.monotone import crossing
from bizcase.study.measures.roots.pieces import Pieces, join, settle

# The search begins with forces from -0.5 to 0.5 (-39 % to 65 %) and widens from there.
_FIRST_REACH = 0.5
# Streams searched together hold about this many flows, so that the work stays in the cache.
_TOGETHER = 2**16
# More pieces than this are only left of a stream that is all but zero over a whole stretch.
_MANY = 1024


class Roots(NamedTuple):
    """Distinct roots, ordered by stream and then by force; (m,) both."""

    row: IntArray
    force: FloatArray


def isolate(times: FloatArray, flows: FloatArray) -> Roots:
    """Find all roots of streams that each have inflows and outflows.

    times: (K,) strictly increasing; flows: (K, n) `cleaned`. A multiple root counts once, and so do
    roots closer together than about 1e-6.
    """
    together = max(1, _TOGETHER // len(times))
    row, force = [np.empty(0, dtype=np.intp)], [np.empty(0)]
    for first in range(0, flows.shape[1], together):
        found = _isolate_together(times, flows[:, first : first + together])
        row.append(found.row + first)
        force.append(found.force)
    return Roots(np.concatenate(row), np.concatenate(force))


def _isolate_together(times: FloatArray, flows: FloatArray) -> Roots:
    streams = Streams.of(times, flows)
    row = np.arange(flows.shape[1])
    low, high = -_reach(-times[::-1], flows[::-1]), _reach(times, flows)
    pieces = Pieces(row, low, high, streams.balance(row, low), streams.balance(row, high))
    settled = []
    while len(pieces.row):
        root, unsettled = settle(streams, pieces)
        crowded = np.bincount(pieces.row[unsettled], minlength=len(row)) > _MANY
        flat = unsettled & crowded[pieces.row]
        settled += [pieces.take(root), _stretches(pieces.take(flat))]
        pieces = pieces.take(unsettled & ~flat).halve(streams)
    brackets = _one_to_a_root(streams, join(settled))
    return Roots(brackets.row, _locate(streams, brackets))


def _reach(times: FloatArray, flows: FloatArray) -> FloatArray:
    """For every stream (n,), a force above which it has no root."""
    reach = np.full(flows.shape[1], _FIRST_REACH)
    open_ = np.arange(flows.shape[1])
    while len(open_):
        open_ = open_[most_roots_above(times, np.take(flows, open_, axis=1), reach[open_]) > 0]
        reach[open_] *= 2
    return reach


def _stretches(pieces: Pieces) -> Pieces:
    """Make one piece of all that touch each other."""
    pieces = pieces.ordered()
    return pieces.merged((pieces.row[1:] == pieces.row[:-1]) & (pieces.low[1:] == pieces.high[:-1]))


def _one_to_a_root(streams: Streams, pieces: Pieces) -> Pieces:
    """Make one piece of neighbours that hold the same root.

    They do if the balance is zero to rounding at their ends and half way between them.
    """
    pieces = pieces.ordered()
    before, after = pieces.high[:-1], pieces.low[1:]
    noise = 4 * streams.noise(np.maximum(np.abs(before), np.abs(after)))
    same = (
        (pieces.row[1:] == pieces.row[:-1])
        & (np.abs(pieces.at_high.height[:-1]) <= noise)
        & (np.abs(pieces.at_low.height[1:]) <= noise)
    )
    row, middle = pieces.row[1:][same], 0.5 * (before + after)[same]
    same[same] = np.abs(streams.balance(row, middle).height) <= noise[same]
    return pieces.merged(same)


def _locate(streams: Streams, brackets: Pieces) -> FloatArray:
    """The force (m,) at the one root of each bracket."""
    force = _turning_point(brackets)
    simple = np.flatnonzero(brackets.crossing & brackets.monotone)
    piece = brackets.take(simple)
    before, after = piece.at_low.height, piece.at_high.height
    straight = piece.low + before / (before - after) * (piece.high - piece.low)
    force[simple] = crossing(streams, piece.row, straight, piece.low, piece.high, after > 0)
    return force


def _turning_point(brackets: Pieces) -> FloatArray:
    """Where the balance touches zero: its slope interpolated to zero, or else the middle, (m,)."""
    before, after = brackets.at_low.slope, brackets.at_high.slope
    turns = before * after < 0
    share = np.where(turns, before / np.where(turns, before - after, 1.0), 0.5)
    return brackets.low + share * (brackets.high - brackets.low)
