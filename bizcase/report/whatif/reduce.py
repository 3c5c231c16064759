"""What a model comes down to when only some of its inputs vary: rows that move, and known ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, replace

import numpy as np

from bizcase.engine.compile import segments
from bizcase.engine.evaluate import evaluate, time_row
from bizcase.engine.model import Model, Row, Series
from bizcase.engine.operations import Array
from bizcase.engine.order import groups, in_order, moved, needed, phases
from bizcase.engine.plan import Segment
from bizcase.engine.simplify import folded as one_number
from bizcase.formula.nodes import ZERO, Node, Reference
from bizcase.report.whatif.fold import folded


@dataclass(frozen=True, slots=True)
class Step:
    """What is computed period by period: the rows of one phase in the columns of one segment."""

    segment: Segment
    formulas: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Reduced:
    """The steps that give the rows that move; `known` has those that do not, (columns,) each."""

    model: Model
    varying: Set[str]
    known: Mapping[str, Array]
    steps: tuple[Step, ...]

    @property
    def rows(self) -> dict[str, None]:
        """The names of the rows that move."""
        return dict.fromkeys(name for step in self.steps for name, _ in step.formulas)

    def columns(self, name: Reference) -> Array | None:
        """What is known of a name in all columns, or of a table; None of what varies."""
        return _columns(self.model, self.varying, self.known, name)


def reduced(model: Model, wanted: Iterable[str], varying: Set[str]) -> Reduced:
    """Evaluates what no varying input moves, and drops the rows that nobody needs.

    Raises KeyError for a row that is not there.
    """
    names = list(wanted)
    rows = needed(model.rows, names)
    moving = moved(rows, varying)
    known = evaluate(model, [name for name in rows if name not in moving])
    rows = {name: _folded(row, model, varying, known) for name, row in rows.items()}
    rows = {n: r for n, r in needed(rows, names).items() if n in moving}
    order = groups(rows)
    phase_of = phases(rows, order)
    steps = []
    for phase in range(max(phase_of.values(), default=-1) + 1):
        here = [name for group in order for name in group if phase_of[name] == phase]
        for segment in segments(model.timeline):
            now = in_order(rows, here, segment.name)
            steps.append(Step(segment, tuple((n, getattr(rows[n], segment.name)) for n in now)))
    return Reduced(model, varying, known, tuple(steps))


def _folded(row: Row, model: Model, varying: Set[str], known: Mapping[str, Array]) -> Row:
    def in_segment(segment: Segment) -> Node:
        def number(name: Reference) -> float | None:
            columns = _columns(model, varying, known, name)
            if columns is None:
                return None
            constant = one_number(columns[segment.first : segment.last + 1])
            return constant if isinstance(constant, float) else None

        return folded(getattr(row, segment.name), number)

    trees = {segment.name: in_segment(segment) for segment in segments(model.timeline)}
    after = trees.get("tax_only", ZERO)  # often there is no such column
    return replace(row, opening=trees["opening"], formula=trees["formula"], tax_only=after)


def _columns(
    model: Model, varying: Set[str], known: Mapping[str, Array], name: Reference
) -> Array | None:
    if name.to == "row":
        return known.get(name.name)
    if name.to == "time":
        return time_row(name.name, model.timeline)
    return None if name.name in varying else np.array(values_of(model, name.name))


def values_of(model: Model, path: str) -> tuple[float, ...]:
    """An input in every column of the timeline; a table as it is."""
    value = model.inputs[path].value
    if not isinstance(value, Series):
        return (value,) * model.timeline.columns
    return value.values if value.grain == "table" else value.over(model.timeline)
