"""Measures of a model at many points; at each point some inputs have other values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bizcase.engine.desugar import constants_in
from bizcase.engine.evaluate import TRIALS_IN_A_TILE, Trials
from bizcase.engine.model import Model
from bizcase.engine.operations import Array
from bizcase.study.flows_of import flows_of, rows_for
from bizcase.study.measures.registry import MEASURES


class Points:
    """Evaluates some measures of a model where the inputs of `paths` vary and all others stay.

    Every point is an exact computation of the whole model. The plan is made once, so that the
    points of a study may come in any number of batches.
    """

    def __init__(
        self, model: Model, paths: Sequence[str], measures: Sequence[str] = ("npv",)
    ) -> None:
        self.model, self.paths, self.measures = model, tuple(paths), tuple(measures)
        shaping = {path for row in model.rows.values() for path in constants_in(row)}
        self.shaping = [place for place, path in enumerate(self.paths) if path in shaping]
        self.varying = [place for place in range(len(self.paths)) if place not in self.shaping]
        self.plans: dict[tuple[float, ...], tuple[Model, Trials]] = {}

    def at(self, values: Array) -> Array:
        """The measures at points, (measures, points), NaN where one does not exist.

        `values` has those of the paths as quoted, (paths, points). Points that differ in lengths
        of time which shape the model are a batch each, all others are one.
        """
        found = np.empty((len(self.measures), values.shape[1]))
        shapes, shape_of = np.unique(values[self.shaping], axis=1, return_inverse=True)
        for number, shape in enumerate(shapes.T.tolist()):
            (here,) = np.nonzero(shape_of.ravel() == number)
            for start in range(0, len(here), TRIALS_IN_A_TILE):
                tile = here[start : start + TRIALS_IN_A_TILE]
                found[:, tile] = self._tile(tuple(shape), values[self.varying][:, tile])
        return found

    def _tile(self, shape: tuple[float, ...], values: Array) -> Array:
        count = values.shape[1]
        model, trials = self._plan(shape, count)
        flows = flows_of(model, trials.rows(values), count)
        with np.errstate(all="ignore"):  # what overflows is missing
            rows = [np.broadcast_to(MEASURES[m].compute(flows), (count,)) for m in self.measures]
        found = np.array(rows)
        found[~np.isfinite(found)] = np.nan
        return found

    def _plan(self, shape: tuple[float, ...], count: int) -> tuple[Model, Trials]:
        """The model of that shape with a plan that is wide enough."""
        if shape not in self.plans or self.plans[shape][1].width < count:
            paths = [self.paths[place] for place in self.shaping]
            model = with_values(self.model, dict(zip(paths, shape, strict=True)))
            names = [self.paths[place] for place in self.varying]
            self.plans[shape] = model, Trials(model, rows_for(self.measures), names, count)
        return self.plans[shape]


def with_values(model: Model, values: Mapping[str, float]) -> Model:
    """The model with other values of some scalar inputs, as quoted."""
    changed = {path: replace(model.inputs[path], value=value) for path, value in values.items()}
    return replace(model, inputs={**model.inputs, **changed})
