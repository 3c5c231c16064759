"""A measure at all pairs of values of two drivers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bizcase.engine.operations import Array
from bizcase.study.points import Points
from bizcase.study.sensitivity.drivers import Driver

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class TwoWay:
    """The values of the `first` driver go down, those of the `second` across.

    `results` and `npv` hold a line for each of the first values, None where there is no such
    measure: `why` says why, by the numbers of both values. The base is one
    of the values.
    """

    first: Driver
    second: Driver
    measure: str
    down: tuple[float, ...]
    across: tuple[float, ...]
    results: tuple[tuple[float | None, ...], ...]
    npv: tuple[tuple[float | None, ...], ...]
    why: Mapping[tuple[int, int], str]

    @property
    def base(self) -> tuple[int, int]:
        """Where the base of both drivers stands: the number of its line and of its column."""
        return self.down.index(self.first.base), self.across.index(self.second.base)

    def to_frame(self) -> pd.DataFrame:
        """The results; values of the first driver down, of the second across."""
        import pandas as pd

        down = pd.Index(self.down, name=self.first.path)
        across = pd.Index(self.across, name=self.second.path)
        return pd.DataFrame([*self.results], index=down, columns=across)


@dataclass(frozen=True, slots=True)
class Grid:
    """The points of a table of two drivers, whose places among the inputs of the points are given.

    `steps` is the odd number of values of each, if all of them differ.
    """

    first: Driver
    second: Driver
    places: tuple[int, int]
    steps: int

    @property
    def values(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Those of either driver, each once: there is nothing below a base that is the low end."""
        down, across = (driver.steps(self.steps) for driver in (self.first, self.second))
        return tuple(dict.fromkeys(down)), tuple(dict.fromkeys(across))

    def points(self, base: Array) -> Array:
        """The values of all inputs, (inputs, points), line by line."""
        down, across = self.values
        points = np.repeat(base[:, None], len(down) * len(across), axis=1)
        points[self.places[0]] = np.repeat(down, len(across))
        points[self.places[1]] = np.tile(across, len(down))
        return points

    def table(self, measure: str, found: Array, npv: Array, points: Points) -> TwoWay:
        """The table, from the measure and the net present value at its points, (points,)."""
        missing = np.flatnonzero(np.isnan(found))
        reasons = points.why(self.points(points.base)[:, missing]) if len(missing) else []
        column = points.measures.index(measure)
        down, across = self.values
        why = {
            divmod(place, len(across)): reason[column]
            for place, reason in zip(missing.tolist(), reasons, strict=True)
        }
        return TwoWay(
            self.first,
            self.second,
            measure,
            down,
            across,
            self._lines(found),
            self._lines(npv),
            why,
        )

    def _lines(self, values: Array) -> tuple[tuple[float | None, ...], ...]:
        down, across = self.values
        lines = values.reshape(len(down), len(across)).tolist()
        return tuple(tuple(None if np.isnan(v) else v for v in line) for line in lines)
