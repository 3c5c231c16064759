"""Where one driver brings a reading of a model to a target: a scan, then root finding."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bizcase.engine.operations import Array
from bizcase.study.measures.roots.columns import IntArray
from bizcase.study.points import Points
from bizcase.study.sensitivity.crossings import Crossing, brackets, crossings
from bizcase.study.sensitivity.drivers import Driver
from bizcase.study.sensitivity.reach import outwards

NEAR = 1e-10  # of `scale`: nearer than that a target is reached
_SIDE = 100  # points of the scan to each side of the base, the closer the nearer to it
_EVEN = 201  # points of the scan in equal distances
_MOST_SHAPES = 60  # values of a driver that counts periods: each shapes the model anew


@dataclass(frozen=True, slots=True)
class Search:
    """A driver between two values, and the amount that one reading of the points is to have.

    `scale` is the size of what is compared: of the amount, or of what the model has now.
    """

    points: Points
    driver: Driver
    amount: float
    scale: float
    ends: tuple[float, float]

    def missed(self, values: Array) -> Array:
        """By how much the target is missed at values of the driver, (points,)."""
        found: Array = self.points.at(values[None, :])[0] - self.amount
        return found

    def scan(self) -> tuple[Array, Array]:
        """Values of the driver between the ends, ascending, and by how much they miss."""
        low, high = self.ends
        if self.driver.periods is not None:
            first = max(1, int(np.ceil(low / self.driver.periods)))
            last = min(int(high / self.driver.periods), first + _MOST_SHAPES)
            whole: Array = np.arange(first, last + 1, dtype=np.float64) * self.driver.periods
            return whole, self.missed(whole)
        middle = min(max(self.driver.base, low), high)
        near = outwards(middle, self.ends, _SIDE)
        tried = [*near, *np.linspace(low, high, _EVEN), *self._months()]
        values: Array = np.array(sorted(set(tried)), dtype=np.float64)
        return self._with_extremes(values, self.missed(values))

    def _months(self) -> Array:
        """All months between the ends, for a date: amounts may jump there."""
        if not self.driver.is_date:
            return np.empty(0)
        months: Array = np.arange(np.ceil(self.ends[0] * 12), np.floor(self.ends[1] * 12) + 1) / 12
        return months

    def _with_extremes(self, values: Array, missed: Array) -> tuple[Array, Array]:
        """The scan with what comes nearest between its points: it may just reach the target."""
        size, sign = np.abs(missed), np.sign(missed)
        dips = (size[1:-1] < size[:-2]) & (size[1:-1] < size[2:])
        dips &= (sign[1:-1] == sign[:-2]) & (sign[1:-1] == sign[2:])
        (here,) = np.nonzero(dips)
        if not len(here):
            return values, missed
        from scipy.optimize.elementwise import find_minimum

        def at(places: Array, sign: Array) -> Array:
            return sign * self.missed(places)

        around = (values[here], values[here + 1], values[here + 2])
        with np.errstate(all="ignore"):
            least = find_minimum(at, around, args=(sign[here + 1],))
        both = np.unique([*values, *least.x[np.isfinite(least.f_x)]])
        return both, self.missed(both)

    def crossings(self, values: Array, missed: Array) -> list[Crossing]:
        """Where the target is reached or passed, the nearest to the base first."""
        reached = np.where(np.abs(missed) <= NEAR * self.scale, 0.0, missed)
        pairs = self._once(values, brackets(reached))
        if self.driver.periods is not None:
            found = [Crossing(float(values[b]), jump=a != b) for a, b in pairs]
        else:
            ends = np.array([(values[a], values[b]) for a, b in pairs]).reshape(-1, 2).T
            sizes = np.array([abs(missed[a]) + abs(missed[b]) for a, b in pairs])
            numbers = np.arange(len(pairs))
            found = [c for c in crossings(self._at, numbers, ends, sizes) if c is not None]
        return sorted(found, key=lambda one: abs(one.value - self.driver.base))

    def _at(self, _numbers: IntArray, places: Array) -> Array:
        return self.missed(places)

    def _once(self, values: Array, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The brackets with one for each run of points that all reach the target."""
        zeros = np.array([a for a, b in pairs if a == b], dtype=int)
        runs = np.split(zeros, np.flatnonzero(np.diff(zeros) > 1) + 1)
        away = np.abs(values - self.driver.base)
        nearest = [int(one[np.argmin(away[one])]) for one in runs if len(one)]
        return sorted([*((a, b) for a, b in pairs if a != b), *((k, k) for k in nearest)])
