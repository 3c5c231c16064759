"""Quantiles of values that come in blocks: exact while they fit, then from bins."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bizcase.engine.operations import Array

# Bins reach this far beyond the middle 998 of 1,000 values that come first, in widths of these.
_BEYOND = 1.0
_FIRST = (0.001, 0.999)


class Quantiles:
    """The distribution of several rows of values, NaN left out.

    Up to `room` values a row are kept as they are. Then they are counted in `bins` fixed bins of
    equal width, and what a quantile lacks in precision is less than a bin. With `tails` their sums
    are kept, too, for `mean_below`.
    """

    def __init__(self, rows: int, room: int, bins: int, tails: bool = False) -> None:
        self.room, self.bins = room, bins
        self.kept: list[Array] = []
        self.held = 0
        self.ordered = False
        self.low, self.width = np.zeros(rows), np.ones(rows)
        self.counts = np.zeros((rows, bins + 2), dtype=np.int64)
        self.sums = np.zeros((rows, bins + 2)) if tails else None
        self.least, self.most = np.full(rows, np.inf), np.full(rows, -np.inf)
        self.exact = True

    def add(self, values: Array) -> None:
        """Takes a block of values, (rows, n)."""
        if not self.exact:
            self._count(values)
            return
        self.kept.append(values)
        self.ordered = False
        self.held += values.shape[1]
        if self.held > self.room:
            self._begin_to_count()

    def quantiles(self, shares: Sequence[float]) -> Array:
        """The values below which these shares of the values lie, (rows, shares); NaN for none."""
        if not self.exact:
            return np.array([self._from_bins(row, shares) for row in range(len(self.low))])
        return np.array([_quantiles(self._in_order(row), shares) for row in range(len(self.low))])

    def shares_below(self, row: int, limits: Sequence[float]) -> list[float]:
        """The share of the values of a row that is less than each of some rising limits."""
        if self.exact:
            ordered = self._in_order(row)
            found = np.searchsorted(ordered, limits) / max(1, len(ordered))
        else:
            edges, reached = self._curve(row)
            found = np.interp(limits, edges, reached) / max(1, reached[-1])
        return [float(share) for share in found]

    def mean_below(self, row: int, share: float) -> float:
        """The mean of the lowest `share` of the values of a row; NaN where there are none."""
        if self.exact:
            sums = self._in_order(row)
            counts = np.ones(len(sums))
        else:
            assert self.sums is not None
            counts, sums = self.counts[row].astype(float), self.sums[row]
        wanted = share * counts.sum()
        if not wanted:
            return float("nan")
        before = np.cumsum(counts) - counts
        taken = np.clip((wanted - before) / np.maximum(counts, 1), 0.0, 1.0)
        return float((taken * sums).sum() / wanted)

    def _in_order(self, row: int) -> Array:
        """The values of a row that are kept, the lowest first; all rows are put in order once."""
        if len(self.kept) > 1 or not self.ordered:
            whole = np.concatenate(self.kept, axis=1)
            whole.sort(axis=1)
            self.kept, self.ordered = [whole], True
        values = self.kept[0][row]
        found: Array = values[np.isfinite(values)]
        return found

    def _begin_to_count(self) -> None:
        low, high = self.quantiles(_FIRST).T
        low, high = np.nan_to_num(low), np.nan_to_num(high)
        spread = np.maximum(high - low, 1e-9 * np.maximum(np.abs(low), np.abs(high)) + 1e-300)
        self.low = low - _BEYOND * spread
        self.width = (1 + 2 * _BEYOND) * spread / self.bins
        self.exact = False
        for values in self.kept:
            self._count(values)
        self.kept = []

    def _count(self, values: Array) -> None:
        there = np.isfinite(values)
        place = values - (self.low - self.width)[:, None]
        place /= self.width[:, None]
        np.clip(place, 0, self.bins + 1, out=place)
        place[~there] = 0.0
        bins = place.astype(np.intp)
        bins += np.arange(len(values))[:, None] * (self.bins + 2)
        if there.all():
            found, bins = values.ravel(), bins.ravel()
        else:
            found, bins = values[there], bins[there]
        np.add.at(self.counts.reshape(-1), bins, 1)
        if self.sums is not None:
            np.add.at(self.sums.reshape(-1), bins, found)
        self.least = np.fmin(self.least, np.fmin.reduce(values, axis=1))
        self.most = np.fmax(self.most, np.fmax.reduce(values, axis=1))

    def _from_bins(self, row: int, shares: Sequence[float]) -> list[float]:
        edges, reached = self._curve(row)
        if not reached[-1]:
            return [float("nan")] * len(shares)
        filled = np.concatenate([[True], np.diff(reached) > 0])  # an empty bin holds no quantile
        found = np.interp(np.array(shares) * reached[-1], reached[filled], edges[filled])
        return [float(value) for value in found]

    def _curve(self, row: int) -> tuple[Array, Array]:
        """The edges of the bins of a row, and how many values lie below each."""
        inner = self.low[row] + self.width[row] * np.arange(self.bins + 1)
        edges = np.concatenate([[self.least[row]], inner, [self.most[row]]])
        edges = np.clip(edges, self.least[row], self.most[row])
        return edges, np.concatenate([[0], np.cumsum(self.counts[row])])


def _quantiles(ordered: Array, shares: Sequence[float]) -> list[float]:
    """Linear between values in order (Hyndman & Fan 1996, their seventh)."""
    if not len(ordered):
        return [float("nan")] * len(shares)
    place = np.array(shares) * (len(ordered) - 1)
    below = place.astype(np.intp)
    above = np.minimum(below + 1, len(ordered) - 1)
    way = place - below
    return [float(value) for value in ordered[below] + way * (ordered[above] - ordered[below])]
