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
    measure: `why` says why, by the numbers of both values. In the middle stands the base.
    """

    first: Driver
    second: Driver
    measure: str
    down: tuple[float, ...]
    across: tuple[float, ...]
    results: tuple[tuple[float | None, ...], ...]
    npv: tuple[tuple[float | None, ...], ...]
    why: Mapping[tuple[int, int], str]

    def to_frame(self) -> pd.DataFrame:
        """The results; values of the first driver down, of the second across."""
        import pandas as pd

        down = pd.Index(self.down, name=self.first.path)
        across = pd.Index(self.across, name=self.second.path)
        return pd.DataFrame([*self.results], index=down, columns=across)


@dataclass(frozen=True, slots=True)
class Grid:
    """The points of a table of two drivers, whose places among the inputs of the points are given.

    `steps` is the odd number of values of each.
    """

    first: Driver
    second: Driver
    places: tuple[int, int]
    steps: int

    def points(self, base: Array) -> Array:
        """The values of all inputs, (inputs, steps * steps), line by line."""
        values = np.repeat(base[:, None], self.steps**2, axis=1)
        values[self.places[0]] = np.repeat(self.first.steps(self.steps), self.steps)
        values[self.places[1]] = np.tile(self.second.steps(self.steps), self.steps)
        return values

    def table(self, measure: str, found: Array, npv: Array, points: Points) -> TwoWay:
        """The table, from the measure and the net present value at its points, (points,)."""
        missing = np.flatnonzero(np.isnan(found))
        reasons = points.why(self.points(points.base)[:, missing]) if len(missing) else []
        column = points.measures.index(measure)
        why = {
            divmod(place, self.steps): reason[column]
            for place, reason in zip(missing.tolist(), reasons, strict=True)
        }
        return TwoWay(
            self.first,
            self.second,
            measure,
            self.first.steps(self.steps),
            self.second.steps(self.steps),
            self._lines(found),
            self._lines(npv),
            why,
        )

    def _lines(self, values: Array) -> tuple[tuple[float | None, ...], ...]:
        lines = values.reshape(self.steps, self.steps).tolist()
        return tuple(tuple(None if np.isnan(v) else v for v in line) for line in lines)
