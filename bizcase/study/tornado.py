"""What each uncertain assumption does to the net present value, alone: its low and high value."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from bizcase.engine.desugar import constants_in
from bizcase.engine.evaluate import batch, evaluate
from bizcase.engine.model import Model
from bizcase.study.flows_of import ROWS, flows_of


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
    the whole model. All are one batch, but for lengths of time that shape the model, which
    cannot vary inside one.
    """
    given = (ranges_of or model).inputs.items()
    ends = {path: (i.range.low, i.range.high) for path, i in given if i.range}
    shaping = {path for row in model.rows.values() for path in constants_in(row)}
    worth = _together(model, {path: e for path, e in ends.items() if path not in shaping})
    for path in ends.keys() & shaping:
        worth[path] = [_alone(model, path, value) for value in ends[path]]
    return tuple(Swing(path, *map(_finite, worth[path])) for path in ends)


def _together(model: Model, ends: dict[str, tuple[float, float]]) -> dict[str, list[float]]:
    trials = 2 * len(ends)
    values = {path: np.full(trials, model.value(path)) for path in ends}
    for i, path in enumerate(ends):
        values[path][2 * i : 2 * i + 2] = ends[path]
    worth = np.empty(trials)
    if ends:
        for tile, rows in batch(model, ROWS, values):
            worth[tile] = flows_of(model, rows).net_present_value()
    return {path: worth[2 * i : 2 * i + 2].tolist() for i, path in enumerate(ends)}


def _alone(model: Model, path: str, value: float) -> float:
    changed = replace(model.inputs[path], value=value)
    other = replace(model, inputs={**model.inputs, path: changed})
    return float(flows_of(other, evaluate(other, ROWS)).net_present_value()[0])


def _finite(worth: float) -> float | None:
    return worth if math.isfinite(worth) else None
