"""Measures of a model at many points; at each point some inputs have other values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bizcase.engine.desugar import shaping_inputs
from bizcase.engine.evaluate import TRIALS_IN_A_TILE, Trials
from bizcase.engine.model import Model, Series
from bizcase.engine.operations import Array
from bizcase.study.flows_of import flows_of
from bizcase.study.measures.flows import Flows
from bizcase.study.measures.roots.columns import IntArray
from bizcase.study.reading import Reading, read, rows_to_read, why_missing
from bizcase.study.requirements import requirements_of
from bizcase.study.view import AS_IT_IS, View

_NARROWEST = 16  # points for which there are buffers


@dataclass(frozen=True, slots=True)
class _Tile:
    """Some of the points, evaluated: `places` are their numbers, rows are (columns, points)."""

    places: IntArray
    model: Model
    rows: Mapping[str, Array]
    view: View

    @property
    def flows(self) -> Flows:
        return flows_of(self.model, self.rows, len(self.places), self.view)


class Points:
    """Evaluates some measures of a model where the inputs of `paths` vary and all others stay.

    Every point is an exact computation of the whole model. The plan is made once, so that the
    points of a study may come in any number of batches. `measures` are names of measures, or
    readings of rows, in a `view` of the case.
    """

    def __init__(
        self,
        model: Model,
        paths: Sequence[str],
        measures: Sequence[Reading] = ("npv",),
        view: View = AS_IT_IS,
    ) -> None:
        self.view = view
        self.required = requirements_of(model)
        self.model = self.required.model
        self.paths, self.measures = tuple(paths), tuple(measures)
        self.base: Array = np.array([model.value(path) for path in self.paths])
        shaping = shaping_inputs(model)
        self.shaping = [place for place, path in enumerate(self.paths) if path in shaping]
        self.varying = [place for place in range(len(self.paths)) if place not in self.shaping]
        self.plans: dict[tuple[float, ...], tuple[Model, dict[int, Trials]]] = {}

    def at(self, values: Array) -> Array:
        """The measures at points, (measures, points), NaN where one does not exist.

        `values` has those of the paths as quoted, (paths, points). Points that differ in lengths
        of time which shape the model are a batch each, all others are one. A point at which the
        values are not what a block requires has no measures.
        """
        found = np.empty((len(self.measures), values.shape[1]))
        for tile in self._tiles(values):
            flows, count = tile.flows, len(tile.places)
            rows = [read(one, flows, tile.rows, count) for one in self.measures]
            broken = self.required.broken(tile.rows, count)
            found[:, tile.places] = np.where(broken.any(axis=0), np.nan, rows)
        found[~np.isfinite(found)] = np.nan
        return found

    def alone(self, places: IntArray, values: Array) -> Array:
        """The measures where at each point one input alone has another value than in the model.

        `places` says which of the paths it is; both are (points,).
        """
        return self.at(self.one_changed(places, values))

    def one_changed(self, places: IntArray, values: Array) -> Array:
        """The values of all paths, (paths, points), at points at which one has another value."""
        points = np.repeat(self.base[:, None], len(places), axis=1)
        points[places, np.arange(len(places))] = values
        return points

    def why(self, values: Array) -> list[tuple[str, ...]]:
        """For each point and measure the reason why it does not exist; only asked where it is so.

        `values` is (paths, points).
        """
        reasons: list[tuple[str, ...]] = [()] * values.shape[1]
        for tile in self._tiles(values):
            flows, broken = tile.flows, self.required.broken(tile.rows, len(tile.places))
            for k, place in enumerate(tile.places.tolist()):
                said = self.required.first(broken, k)
                reasons[place] = tuple(said or why_missing(one, flows, k) for one in self.measures)
        return reasons

    def _tiles(self, values: Array) -> Iterator[_Tile]:
        shapes, shape_of = np.unique(values[self.shaping], axis=1, return_inverse=True)
        for number, shape in enumerate(shapes.T.tolist()):
            (here,) = np.nonzero(shape_of.ravel() == number)
            for start in range(0, len(here), TRIALS_IN_A_TILE):
                places = here[start : start + TRIALS_IN_A_TILE]
                model, trials = self._plan(tuple(shape), len(places))
                rows = trials.rows(values[self.varying][:, places])
                yield _Tile(places, model, rows, self.view)

    def _plan(self, shape: tuple[float, ...], count: int) -> tuple[Model, Trials]:
        """The model of that shape, and its plan with buffers that are just wide enough."""
        width = min(TRIALS_IN_A_TILE, max(_NARROWEST, 1 << (count - 1).bit_length()))
        if shape not in self.plans:
            paths = [self.paths[place] for place in self.shaping]
            model = with_values(self.model, dict(zip(paths, shape, strict=True)))
            names = [self.paths[place] for place in self.varying]
            wanted = (*rows_to_read(self.measures), *self.required.said)
            self.plans[shape] = model, {width: Trials(model, wanted, names, width)}
        model, known = self.plans[shape]
        if width not in known:
            known[width] = next(iter(known.values())).of_width(width)
        return model, known[width]


def with_values(model: Model, values: Mapping[str, float | Series]) -> Model:
    """The model with other values of some inputs, as quoted."""
    changed = {path: replace(model.inputs[path], value=value) for path, value in values.items()}
    return replace(model, inputs={**model.inputs, **changed})
