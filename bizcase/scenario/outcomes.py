"""What the outcomes of stages change: each is applied like a case and gives values of inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace as changed

import numpy as np

from bizcase.engine.evaluate import evaluate
from bizcase.engine.located import located
from bizcase.engine.model import Model, Outcome, Stage
from bizcase.engine.operations import Array
from bizcase.library.read import blocks_at
from bizcase.problems import Problem, ProblemsFoundError
from bizcase.scenario.override import put
from bizcase.scenario.place import META_KEYS, identifier
from bizcase.scenario.stages import STAGES
from bizcase.scenario.structure import refuse_other_structure
from bizcase.text import Mapping as Written

WITHIN = 1e-9  # of the largest value of a row


def with_outcomes(model: Model, top: Written, built: Callable[[Written], Model]) -> Model:
    """The model whose stages know what each outcome changes.

    `top` is the scenario behind it, `built` makes a model of a changed one. Raises
    ProblemsFoundError where an outcome cannot be applied, changes more than values, or changes
    what was before its stage.
    """
    written = dict(_overriding(top))
    problems: list[Problem] = []

    def known(stage: Stage, outcome: Outcome) -> Outcome:
        overrides = written.get((stage.called, outcome.name))
        if overrides is None:
            return outcome
        found: list[Problem] = []
        try:
            tree = _applied(top, overrides, found)
            if not found:
                return _with_changes(model, stage, outcome, built(tree))
        except ProblemsFoundError as wrong:
            found += wrong.problems
        problems.extend(found)
        return outcome

    stages = tuple(
        changed(stage, outcomes=tuple(known(stage, outcome) for outcome in stage.outcomes))
        for stage in model.stages
    )
    if problems:
        raise ProblemsFoundError(problems)
    return changed(model, stages=stages)


def trees_of_outcomes(top: Written) -> Iterator[Written]:
    """The scenario in each outcome that changes something, without those that cannot be applied."""
    for _, overrides in _overriding(top):
        problems: list[Problem] = []
        tree = _applied(top, overrides, problems)
        if not problems:
            yield tree


def _overriding(top: Written) -> Iterator[tuple[tuple[str, str], Written]]:
    """The outcomes that change values, by the names of stage and outcome, with their overrides."""
    for stage, node in _mappings(top.get(STAGES)):
        for outcome, written in _mappings(node.get("outcomes")):
            own = blocks_at(f"{STAGES}.a.outcomes.b")[0].inputs.keys() | META_KEYS
            values = {key: value for key, value in written.items() if key not in own}
            if values:
                overrides = Written(values, written.span, written.keys)
                yield (identifier(stage), identifier(outcome)), overrides


def _mappings(node: object) -> Iterator[tuple[str, Written]]:
    """What is a mapping itself inside a mapping."""
    inside = node.items() if isinstance(node, Written) else ()
    return ((key, value) for key, value in inside if isinstance(value, Written))


def _applied(top: Written, overrides: Written, problems: list[Problem]) -> Written:
    for path, value in overrides.items():
        top = put(top, path, value, overrides.key_span(path), problems)
    return top


def _with_changes(model: Model, stage: Stage, outcome: Outcome, other: Model) -> Outcome:
    """The outcome with the values in which the model behind it differs."""
    who = f"the outcome `{outcome.name}` of `{stage.called}`"
    refuse_other_structure(model, other, who)
    changes = {
        path: other.inputs[path].value
        for path, ours in model.inputs.items()
        if path in other.inputs and other.inputs[path].value != ours.value
    }
    found = changed(outcome, changes=changes)
    number = model.stages.index(stage)
    before, after = located(model), located(other)
    ours, theirs = evaluate(model), evaluate(other)
    begins = before[number].begins or 0
    early = change_before(model, stage, found, begins, ours, theirs)
    if before[:number] != after[:number] or before[number].chances != after[number].chances:
        early = _too_early(
            found,
            f"{who} changes a stage that is decided, or its own chance",
            "change what comes later",
        )
    if _differ(ours["discount_factor"], theirs["discount_factor"]).any():
        said = f"{who} changes the discount rate"
        remedy = "one rate holds for all outcomes: they are compared at the opening"
        early = Problem("structure-in-case", said, outcome.span, remedy)
    if early:
        raise ProblemsFoundError([early])
    return found


def change_before(
    model: Model,
    stage: Stage,
    outcome: Outcome,
    begins: int,
    ours: Mapping[str, Array],
    theirs: Mapping[str, Array],
) -> Problem | None:
    """The problem that an outcome changes a flow before the column in which its stage begins.

    `ours` are the rows without the outcome, `theirs` those with it.
    """
    found = first_change(model, begins, ours, theirs)
    if not found:
        return None
    return _too_early(
        outcome,
        f"the outcome `{outcome.name}` changes {found}, before `{stage.called}` begins "
        f"({model.timeline.labels[begins]})",
        "an outcome is not known before its stage: change what comes later, or begin the stage "
        "earlier",
    )


def first_change(
    model: Model, before: int, ours: Mapping[str, Array], theirs: Mapping[str, Array]
) -> str:
    """The first flow before a column that differs: `lamp.revenue` in 2028-Q1; empty if none."""
    flows = ("free_cash_flow", "terminal_value")
    columns = [np.flatnonzero(_differ(ours[name], theirs[name])[:before]) for name in flows]
    first = min((int(found[0]) for found in columns if len(found)), default=None)
    if first is None:
        return ""
    # A row that goes into a line says more than the sum of all of them.
    lines = [row.name for row in model.rows.values() if row.line and row.name in ours]
    row = next((n for n in lines if _differ(ours[n], theirs[n])[first]), flows[0])
    return f"`{row}` in {model.timeline.labels[first]}"


def _too_early(outcome: Outcome, said: str, remedy: str) -> Problem:
    return Problem("outcome-too-early", said, outcome.span, remedy)


def _differ(ours: Array, theirs: Array) -> Array:
    """Where two rows differ by more than noise, or one of them has no value."""
    both = np.abs(np.concatenate([ours, theirs]))
    largest = np.nanmax(both, initial=0.0)
    with np.errstate(invalid="ignore"):
        apart = np.abs(ours - theirs) > WITHIN * largest
    differ: Array = apart | (np.isnan(ours) != np.isnan(theirs))
    return differ
