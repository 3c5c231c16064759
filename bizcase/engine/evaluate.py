"""Evaluates a model: for one case, or for a batch of trials that differ in some inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass

import numpy as np

from bizcase.engine.compile import compile_rows
from bizcase.engine.desugar import desugared, shaping_inputs
from bizcase.engine.model import Model, Series
from bizcase.engine.operations import Array, IntArray
from bizcase.engine.order import moved, needed
from bizcase.engine.plan import Plan
from bizcase.engine.proportional import Multiple, proportional
from bizcase.engine.workspace import Workspace
from bizcase.formula.nodes import Reference
from bizcase.timeline import Timeline

TRIALS_IN_A_TILE = 2_048  # unless the caller knows better: a simulation takes whole blocks


def evaluate(model: Model, wanted: Iterable[str] | None = None) -> dict[str, Array]:
    """The wanted rows (all of them by default) for the model's own values, each (columns,)."""
    plan = plan_for(model, list(model.rows if wanted is None else wanted), ())
    return plan.known


class Trials:
    """The plan and the buffers for some rows of a model, made once and used tile after tile.

    So any number of trials can be evaluated in bounded memory.
    """

    def __init__(
        self,
        model: Model,
        wanted: Iterable[str],
        varying: Iterable[str],
        width: int = TRIALS_IN_A_TILE,
    ) -> None:
        self.plan = plan_for(model, list(wanted), tuple(varying))
        self._make_room(width)

    def _make_room(self, width: int) -> None:
        self.workspace = Workspace(self.plan, width)
        self.inputs = np.empty((len(self.plan.inputs), width))

    def of_width(self, width: int) -> Trials:
        """The same rows with buffers for a few trials: a tile costs as much when it is not full."""
        other = copy(self)
        other._make_room(width)
        return other

    @property
    def width(self) -> int:
        """The most trials in a tile."""
        return self.workspace.trials

    def active(self, name: str) -> IntArray:
        """The columns in which a wanted row may be other than 0 in some trial."""
        return self.workspace.active(name)

    def rows(self, values: Array) -> dict[str, Array]:
        """The wanted rows for a tile: values as quoted, (varying inputs, trials up to the width).

        Each row is (columns, trials), or (columns, 1) where all trials agree; it is valid until
        the next tile. A trial has the same figures in every tile, to the last bit.
        """
        count = values.shape[1]
        self.inputs[:, :count] = values
        self.inputs[:, count:] = values[:, -1:]
        self.workspace.run(self.inputs)
        return {name: self.workspace.row(name)[:, :count] for name in self.plan.wanted}


def batch(
    model: Model, wanted: Iterable[str], inputs: Mapping[str, Array]
) -> Iterator[tuple[slice, dict[str, Array]]]:
    """The wanted rows for many trials, tile by tile.

    `inputs` gives for each varying input its values as quoted, (trials,). Yields the trials of
    a tile and their rows, each (columns, trials) or (columns, 1) where all trials agree. The
    arrays are only valid until the next tile is asked for.
    """
    columns = [np.asarray(values, dtype=float) for values in inputs.values()]
    count = len(columns[0]) if columns else 1
    trials = Trials(model, list(wanted), tuple(inputs), min(TRIALS_IN_A_TILE, count))
    for start in range(0, count, trials.width):
        tile = slice(start, min(start + trials.width, count))
        values = np.empty((len(columns), tile.stop - tile.start))
        for row, column in zip(values, columns, strict=True):
            row[:] = column[tile]
        yield tile, trials.rows(values)


def plan_for(model: Model, wanted: list[str], varying: tuple[str, ...]) -> Plan:
    """The plan for the wanted rows. What no varying input moves is evaluated here and now.

    So are the columns of rows that are a multiple of one varying input.
    """
    if unknown := set(varying) - model.inputs.keys():
        raise KeyError(f"no such input: {', '.join(sorted(unknown))}")
    rows = desugared(model, lambda path: model.inputs[path].value)
    fixed = shaping_inputs(model)
    if clash := fixed.intersection(varying):
        raise ValueError(f"fixed in the model, cannot vary: {', '.join(sorted(clash))}")
    rows = needed(rows, wanted)
    changing = moved(rows, set(varying))
    timeline, shared = model.timeline, _Constants(model).columns
    still = [name for name in rows if name not in changing]
    known = _columns(compile_rows(rows, timeline, still, (), {}, shared), still)
    paths = proportional(
        {name: row for name, row in rows.items() if name in changing},
        set(varying),
        lambda of: known[of.name] if of.to == "row" else shared(of),
    )
    alone = compile_rows(rows, timeline, list(paths), varying, known, shared)
    multiples = {
        name: Multiple(paths[name], columns) for name, columns in _columns(alone, paths).items()
    }
    return compile_rows(rows, timeline, wanted, varying, known, shared, multiples)


def _columns(plan: Plan, names: Iterable[str]) -> dict[str, Array]:
    """Rows for one trial, in which every varying input is 1, each (columns,)."""
    workspace = Workspace(plan, 1)
    workspace.run(np.ones((len(plan.inputs), 1)))
    return {name: workspace.row(name)[:, 0].copy() for name in names}


@dataclass(slots=True)
class _Constants:
    """Inputs and timeline rows as columns."""

    model: Model

    def columns(self, reference: Reference) -> Array:
        timeline = self.model.timeline
        if reference.to == "time":
            return time_row(reference.name, timeline)
        value = self.model.inputs[reference.name].value
        if isinstance(value, Series):
            table = reference.to == "table"
            return np.array(value.values if table else value.over(timeline))
        return np.full(timeline.columns, value)


def time_row(name: str, timeline: Timeline) -> Array:
    """A row of the timeline, (columns,)."""
    columns = range(timeline.columns)
    per_year = timeline.per_year
    values: dict[str, Callable[[int], float]] = {
        "t": timeline.end,
        "n": float,
        "years": lambda _: 1 / per_year,
        "period_start": lambda c: timeline.end(c - 1),
        "model_year": timeline.model_year,
        "new_model_year": lambda c: timeline.model_year(c) != timeline.model_year(c - 1),
        "new_fiscal_year": lambda c: (
            c < 2 or timeline.fiscal_year(c) != timeline.fiscal_year(c - 1)
        ),
        "horizon": lambda _: timeline.horizon,
        "periods": lambda _: timeline.periods,
    }
    return np.array([float(values[name](c)) for c in columns])
