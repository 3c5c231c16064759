"""Evaluates a model for every combination of outcomes that changes something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from bizcase.engine.desugar import shaping_inputs
from bizcase.engine.evaluate import batch, evaluate
from bizcase.engine.located import Located, located_in, stage_rows
from bizcase.engine.model import Model, Series
from bizcase.engine.operations import Array
from bizcase.problems import ProblemsFoundError
from bizcase.scenario.outcomes import change_before
from bizcase.scenario.stages import stage_problems
from bizcase.study.flows_of import ROWS, flows_of
from bizcase.study.points import with_values

# The outcomes so far that change something, each by the numbers of its stage and outcome.
Key: TypeAlias = tuple[tuple[int, int], ...]
Changes: TypeAlias = dict[str, float | Series]


@dataclass(frozen=True)
class Path:
    """The model with the changes of some outcomes: one exact computation.

    `cash` is the free cash flow without terminal value, `worth` the present value of cash and
    terminal value, each (columns,); `places` are the stages on the timeline, `costs` what each of
    them costs, before tax.
    """

    cash: Array
    worth: Array
    places: tuple[Located, ...]
    costs: tuple[float, ...]
    years: Array  # the end of each column, (columns,)
    rate: float  # effective per year

    @property
    def npv(self) -> float:
        """The net present value of the whole path."""
        return float(self.worth.sum())

    def spent(self, stage: int) -> float:
        """The present value of all that flows before the gate of a stage."""
        return float(self.worth[: self.places[stage].gate].sum())

    def received(self, stage: int) -> float:
        """The present value of what a stop at the gate of a stage brings, at the gate's date."""
        place = self.places[stage]
        assert place.gate is not None
        return place.received * float((1 + self.rate) ** -self.years[place.gate - 1])

    def paid_out(self, stage: int) -> float:
        """The cash that goes out before the gate of a stage, not discounted, inflows left out."""
        return float(-np.minimum(self.cash[: self.places[stage].gate], 0.0).sum())


def paths_of(model: Model) -> dict[Key, Path]:
    """All paths of a model with stages, the one without a change first.

    Raises ProblemsFoundError where outcomes do not go together.
    """
    keys = list(dict.fromkeys(_keys(model)))
    changes = [changes_of(model, key) for key in keys]
    found = dict(zip(keys, _evaluated(model, changes), strict=True))
    for key in keys:
        if len(key) > 1:  # each outcome alone was checked when the scenario was read
            _check(model, key, found)
    return found


def _keys(model: Model, stage: int = 0, before: Key = ()) -> Iterator[Key]:
    yield before
    if stage == len(model.stages):
        return
    for number, outcome in enumerate(model.stages[stage].outcomes):
        key = (*before, (stage, number)) if outcome.changes else before
        if outcome.stops:
            yield key
        else:
            yield from _keys(model, stage + 1, key)


def changes_of(model: Model, key: Key) -> Changes:
    """The values that some outcomes change, those of later stages over those of earlier ones."""
    found: Changes = {}
    for stage, outcome in key:
        found.update(model.stages[stage].outcomes[outcome].changes)
    return found


def _evaluated(model: Model, changes: list[Changes]) -> list[Path]:
    """One path for each set of changes; those that differ in single values alone are one batch."""
    shaping = shaping_inputs(model)
    rows = stage_rows(model)
    costs = [stage.name for stage in model.stages if stage.name in model.rows]
    moving = {
        path
        for each in changes
        for path in each
        if path not in shaping and not isinstance(model.inputs[path].value, Series)
    }
    groups: dict[frozenset[tuple[str, float | Series]], list[int]] = {}
    for i, each in enumerate(changes):
        fixed = frozenset((p, value) for p, value in each.items() if p not in moving)
        groups.setdefault(fixed, []).append(i)
    found: dict[int, Path] = {}
    for fixed, members in groups.items():
        other = with_values(replace(model, rows={**model.rows, **rows}), dict(fixed))
        values = {
            path: np.array([changes[i].get(path, model.value(path)) for i in members])
            for path in moving
        }
        for tile, arrays in batch(other, [*ROWS, *rows, *costs], values):
            for trial, i in enumerate(members[tile]):
                alone = {name: _trial(array, trial) for name, array in arrays.items()}
                found[i] = _path(other, alone)
    return [found[i] for i in range(len(changes))]


def _trial(rows: Array, trial: int) -> Array:
    """The column of one trial; where all trials agree there is one only."""
    return rows[:, min(trial, rows.shape[1] - 1)].copy()


def _path(model: Model, rows: Mapping[str, Array]) -> Path:
    flows = flows_of(model, rows)
    worth = (flows.discounted_cash() + flows.discounted_terminal_value())[:, 0]
    costs = (rows[stage.name].sum() if stage.name in rows else 0.0 for stage in model.stages)
    return Path(
        cash=flows.cash[:, 0],
        worth=worth,
        places=located_in(model, rows),
        costs=tuple(float(cost) for cost in costs),
        years=flows.column_end,
        rate=float(flows.rate[0]),
    )


def _check(model: Model, key: Key, found: Mapping[Key, Path]) -> None:
    """Raises ProblemsFoundError where an outcome, after others, changes what was before it."""
    stage, number = key[-1]
    problems = list(stage_problems(model, found[key].places))
    begins = found[key[:-1]].places[stage].begins or 0
    before, after = found[key[:-1]].worth[:begins], found[key].worth[:begins]
    if not problems and not np.allclose(before, after, rtol=0, atol=_little(found[key])):
        ours = evaluate(with_values(model, changes_of(model, key[:-1])))
        theirs = evaluate(with_values(model, changes_of(model, key)))
        outcome = model.stages[stage].outcomes[number]
        early = change_before(model, model.stages[stage], outcome, begins, ours, theirs)
        problems += [early] if early else []
    if problems:
        raise ProblemsFoundError(problems)


def _little(path: Path) -> float:
    return 1e-12 * float(np.abs(path.worth).sum())
