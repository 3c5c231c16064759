"""Means of values that come in blocks, with standard errors from the variance between blocks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bizcase.engine.operations import Array

_FEW = 8  # blocks: their variance says little
_HALF_A_TRIAL = 0.5
_SQUARED = 1e140  # up to here all squares of values, and sums of them, are numbers


def _unit(largest: float) -> float:
    """The unit in which values can be squared: 1, or of huge ones a power of two: exact."""
    return 1.0 if largest < _SQUARED else 2.0 ** (math.frexp(largest)[1] - 1)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean and its standard error."""

    value: float
    standard_error: float


class Moments:
    """Sums over blocks of the values of one measure, NaN left out, about a value near their mean.

    Added up in the order of the blocks, they are the same whoever computed the blocks.
    """

    def __init__(self) -> None:
        self.unit = 1.0  # in which all below is counted
        self.pivot = math.nan
        self.count = self.blocks = 0
        self.sum = self.squares = 0.0  # of the values
        self.of_sums = self.of_products = self.of_counts = 0.0  # over blocks: s s, s n, n n

    def add(self, values: Array) -> None:
        """Takes the values of a block, (n,)."""
        found = values[np.isfinite(values)]
        if not len(found):
            return
        if math.isnan(self.pivot):
            self.unit = _unit(float(np.abs(found).max()))
        if self.unit != 1:
            found = found / self.unit
        if math.isnan(self.pivot):
            self.pivot = float(found.sum()) / len(found)
        around = found - self.pivot
        self._count(len(found), float(around.sum()), float((around * around).sum()))

    def _count(self, count: int, total: float, squares: float) -> None:
        """Takes the sums of a block, about the pivot."""
        self.blocks += 1
        self.count += count
        self.sum += total
        self.squares += squares
        self.of_sums += total * total
        self.of_products += total * count
        self.of_counts += float(count) * count

    @staticmethod
    def add_all(moments: Sequence[Moments], values: Array) -> None:
        """Gives each moments its row of the values of a block, (moments, n)."""
        begun = all(each.blocks and each.unit == 1 for each in moments)
        if not begun or not np.isfinite(values).all():
            for each, row in zip(moments, values, strict=True):
                each.add(row)
            return
        around = values - np.array([each.pivot for each in moments])[:, None]
        totals, squares = around.sum(axis=1).tolist(), np.square(around).sum(axis=1).tolist()
        for each, total, square in zip(moments, totals, squares, strict=True):
            each._count(values.shape[1], total, square)

    @property
    def mean(self) -> float:
        """NaN where there are no values."""
        return self.unit * (self.pivot + self.sum / self.count) if self.count else math.nan

    @property
    def deviation(self) -> float:
        """The standard deviation of the values; NaN for fewer than two."""
        if self.count < 2:
            return math.nan
        around = self.squares - self.sum * self.sum / self.count
        return self.unit * math.sqrt(max(0.0, around) / (self.count - 1))

    @property
    def standard_error(self) -> float:
        """Of the mean, from the sums of the blocks (a ratio: Cochran 1977, ch. 6).

        Trials of a hypercube are not independent of each other, its blocks are. Where blocks are
        few, it is not taken to be less than that of independent trials.
        """
        if self.count < 2:
            return math.nan
        simple = self.deviation / math.sqrt(self.count)
        if self.blocks < 2:
            return simple
        mean = self.sum / self.count
        between = self.of_sums - 2 * mean * self.of_products + mean * mean * self.of_counts
        scaled = max(0.0, between) * self.blocks / (self.blocks - 1)
        found = self.unit * math.sqrt(scaled) / self.count
        return max(found, simple) if self.blocks < _FEW else found

    @property
    def share(self) -> Estimate:
        """The mean of values that are all 0 or 1, with its standard error.

        A block counts whole trials: a hypercube may count the same in all blocks, and still half a
        trial too few in each. The error is not taken to be less than that.
        """
        finest = _HALF_A_TRIAL * math.sqrt(self.blocks) / max(1, self.count)
        error = self.standard_error
        return Estimate(self.mean, error if math.isnan(error) else max(error, finest))

    @property
    def estimate(self) -> Estimate:
        """The mean with its standard error."""
        return Estimate(self.mean, self.standard_error)
