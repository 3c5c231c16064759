"""Searches for the values of drivers at which the net present value or the verdict turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bizcase.engine.operations import Array
from bizcase.study.measures.roots.columns import IntArray
from bizcase.study.points import Points
from bizcase.study.sensitivity.crossings import Crossing, brackets, crossings
from bizcase.study.sensitivity.drivers import Driver
from bizcase.study.sensitivity.reach import outwards
from bizcase.study.sensitivity.result import Turning
from bizcase.study.sensitivity.rule import Rule

_SIDE = 20  # points of the scan to each side of the base


def scan(driver: Driver) -> Array:
    """The values of a driver at which the search begins, ascending.

    One that counts periods is tried at its five values alone: each of them shapes the model anew.
    """
    if driver.periods is not None:
        return np.unique(driver.steps(5))
    return np.unique([*outwards(driver.base, driver.searched, _SIDE), *driver.steps(5)])


@dataclass(frozen=True, slots=True)
class Search:
    """Functions of the measures at points: the net present value, and the margin of the rule."""

    points: Points
    rule: Rule

    def functions(self, results: Array) -> Array:
        """Both at points with these measures, (2, points)."""
        named = dict(zip(map(str, self.points.measures), results, strict=True))
        return np.array([named["npv"], self.rule.margins(named)])

    def turnings(
        self, drivers: Sequence[Driver], scans: Sequence[Array], results: Sequence[Array]
    ) -> list[tuple[Turning | None, Turning | None]]:
        """For each driver where the net present value is zero, and where the verdict turns.

        `scans` are the values of each driver that were tried and `results` the measures there,
        (measures, points). A rule that is NPV > 0 turns where the net present value does.
        """
        kinds = (0,) if self.rule.is_plain else (0, 1)
        tried: list[tuple[int, int, float, float, float]] = []
        for place, (values, found) in enumerate(zip(scans, results, strict=True)):
            both = self.functions(found)
            for kind in kinds:
                for a, b in brackets(both[kind]):
                    size = float(abs(both[kind, a]) + abs(both[kind, b]))
                    tried.append((place, kind, float(values[a]), float(values[b]), size))
        known: dict[tuple[int, int], list[Crossing]] = {}
        for (place, kind, *_), crossing in zip(tried, self._solved(drivers, tried), strict=True):
            if crossing is not None:
                known.setdefault((place, kind), []).append(crossing)
        found_ones = []
        for place, driver in enumerate(drivers):
            zero, verdict = (_nearest(driver, known.get((place, kind), [])) for kind in (0, 1))
            found_ones.append((zero, zero if self.rule.is_plain else verdict))
        return found_ones

    def _solved(
        self, drivers: Sequence[Driver], tried: Sequence[tuple[int, int, float, float, float]]
    ) -> list[Crossing | None]:
        if not tried:
            return []
        places, kinds = (np.array([one[k] for one in tried], dtype=int) for k in (0, 1))
        ends, sizes = np.array([one[2:4] for one in tried]).T, np.array([one[4] for one in tried])
        base = np.array([drivers[place].base for place in places])
        # Whole periods have nothing between them: the first value beyond is where it has turned.
        for k, place in enumerate(places.tolist()):
            if drivers[place].periods is not None:
                ends[:, k] = ends[np.argmax(abs(ends[:, k] - base[k])), k]

        def at(numbers: IntArray, values: Array) -> Array:
            both = self.functions(self.points.alone(places[numbers], values))
            chosen: Array = both[kinds[numbers], np.arange(len(numbers))]
            return chosen

        return crossings(at, np.arange(len(tried)), ends, sizes)


def _nearest(driver: Driver, found: Sequence[Crossing]) -> Turning | None:
    """The crossing nearest to the base, as seen from there."""
    if not found:
        return None
    nearest = min(found, key=lambda crossing: abs(crossing.value - driver.base))
    value = nearest.value
    if nearest.jump:
        value = nearest.below if value < driver.base else nearest.above
    away = value - driver.base
    end = driver.low if away < 0 else driver.high
    reach = end - driver.base
    change = away / abs(driver.base) if driver.base and not driver.is_date else None
    return Turning(
        value,
        change,
        "low" if away < 0 else "high",
        away / reach if reach * away > 0 else 0.0 if not away else None,
        nearest.jump or driver.periods is not None,
        len(found),
    )
