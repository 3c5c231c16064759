"""What each uncertain assumption does to the net present value, alone: its low and high value."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from bizcase.engine.model import Model
from bizcase.study.points import Points


@dataclass(frozen=True, slots=True)
class Swing:
    """The net present value with one assumption at its low and at its high value.

    All others have the values of the model. None where no net present value exists.
    """

    path: str
    low: float | None
    high: float | None


def swings(model: Model, ranges_of: Model | None = None) -> tuple[Swing, ...]:
    """The swing of every assumption with a range, in the order of the model.

    `ranges_of` is the case of the scenario that has the ranges, if it is not the model: a case
    whose value lies outside of a range has none itself. Every value is an exact computation of
    the whole model, and all are one batch.
    """
    given = (ranges_of or model).inputs.items()
    ends = {path: (i.range.low, i.range.high) for path, i in given if i.range}
    if not ends:
        return ()
    places = np.repeat(np.arange(len(ends)), 2)
    worth = Points(model, list(ends)).alone(places, np.ravel(list(ends.values())))[0]
    return tuple(
        Swing(p, _finite(a), _finite(b))
        for p, (a, b) in zip(ends, worth.reshape(-1, 2).tolist(), strict=True)
    )


def _finite(worth: float) -> float | None:
    return worth if math.isfinite(worth) else None
