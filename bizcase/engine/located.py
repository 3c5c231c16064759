"""Where the stages of a model stand on its timeline, and what their formulas give there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from bizcase.engine.evaluate import evaluate
from bizcase.engine.model import Model, Row, Stage
from bizcase.engine.operations import Array
from bizcase.formula.nodes import Node
from bizcase.units import NUMBER


@dataclass(frozen=True, slots=True)
class Located:
    """A stage on the timeline.

    `begins` and `gate` are columns (0 is the opening), None outside of the timeline; what is lost
    by a stop begins with the column of the gate. `received` is the money that a stop brings;
    `chances` has one number for each outcome.
    """

    begins: int | None
    gate: int | None
    received: float
    chances: tuple[float, ...]


def located(model: Model) -> tuple[Located, ...]:
    """Every stage on the timeline of a model, with the model's own values."""
    rows = stage_rows(model)
    if not rows:
        return ()
    return located_in(model, evaluate(replace(model, rows={**model.rows, **rows}), rows))


def stage_rows(model: Model) -> dict[str, Row]:
    """The formulas of all stages as rows, by names that no row of a model has."""
    return {
        f"{stage.name} {part}": Row(f"{stage.name} {part}", NUMBER, formula, formula)
        for stage in model.stages
        for part, formula in _parts(stage)
    }


def located_in(model: Model, values: Mapping[str, Array]) -> tuple[Located, ...]:
    """Every stage on the timeline, from its evaluated rows, each (columns,)."""
    return tuple(_located(stage, values) for stage in model.stages)


def _parts(stage: Stage) -> Iterator[tuple[str, Node]]:
    yield from (("begins", stage.begins), ("gate", stage.gate), ("received", stage.received))
    yield from ((f"outcome {i}", outcome.chance) for i, outcome in enumerate(stage.outcomes))


def _located(stage: Stage, values: Mapping[str, Array]) -> Located:
    begins, gate, received, *chances = (values[f"{stage.name} {part}"] for part, _ in _parts(stage))
    column = _column(gate)
    at = column or 0
    return Located(
        _column(begins), column, float(received[at]), tuple(float(c[at]) for c in chances)
    )


def _column(marked: Array) -> int | None:
    """The first column that is marked with a 1."""
    found = np.flatnonzero(marked == 1)
    return int(found[0]) if len(found) else None
