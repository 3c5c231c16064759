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
from bizcase.problems import Problem, ProblemsFoundError, did_you_mean
from bizcase.scenario.override import put
from bizcase.scenario.place import META_KEYS, identifier
from bizcase.scenario.stages import STAGES
from bizcase.scenario.structure import refuse_other_structure
from bizcase.text import Mapping as Written

WITHIN = 1e-9  # of the largest flow


def with_outcomes(model: Model, top: Written, built: Callable[[Written], Model]) -> Model:
    """The model whose stages know what each outcome changes.

    `top` is the scenario behind it, `built` makes a model of a changed one. Raises
    ProblemsFoundError where an outcome cannot be applied, changes more than values, or changes
    what flows before its stage begins.
    """
    problems: list[Problem] = []
    stages = []
    for stage in model.stages:
        outcomes = []
        for outcome in stage.outcomes:
            try:
                outcomes.append(_known(model, stage, outcome, top, built))
            except ProblemsFoundError as found:
                problems += found.problems
        stages.append(changed(stage, outcomes=tuple(outcomes)))
    if problems:
        raise ProblemsFoundError(problems)
    return changed(model, stages=tuple(stages))


def trees_of_outcomes(top: Written) -> Iterator[Written]:
    """The scenario in each outcome that changes something, without those that cannot be applied."""
    for stage, outcomes in _outcomes(top):
        for name in outcomes.values:
            problems: list[Problem] = []
            tree = _applied(top, stage, name, problems)
            if tree is not top and not problems:
                yield tree


def _known(
    model: Model, stage: Stage, outcome: Outcome, top: Written, built: Callable[[Written], Model]
) -> Outcome:
    problems: list[Problem] = []
    tree = _applied(top, stage.called, outcome.name, problems)
    if problems:
        raise ProblemsFoundError(problems)
    if tree is top:
        return outcome
    other = built(tree)
    refuse_other_structure(model, other, f"the outcome `{outcome.name}` of `{stage.called}`")
    changes = {
        path: other.inputs[path].value
        for path, ours in model.inputs.items()
        if path in other.inputs and other.inputs[path].value != ours.value
    }
    found = changed(outcome, changes=changes)
    begins = located(model)[model.stages.index(stage)].begins or 0
    early = change_before(model, stage, found, begins, evaluate(model), evaluate(other))
    if early:
        raise ProblemsFoundError([early])
    return found


def _outcomes(top: Written) -> Iterator[tuple[str, Written]]:
    """The stages with outcomes, by their names in formulas."""
    stages = top.get(STAGES)
    for name, stage in stages.items() if isinstance(stages, Written) else ():
        outcomes = stage.get("outcomes") if isinstance(stage, Written) else None
        if isinstance(outcomes, Written):
            yield identifier(name), outcomes


def _applied(top: Written, stage: str, outcome: str, problems: list[Problem]) -> Written:
    """The scenario with the values of an outcome; the scenario itself if it changes none."""
    own = next(b for b in blocks_at(f"{STAGES}.a.outcomes.b") if b.overrides).inputs
    known = dict(_outcomes(top)).get(stage)
    node = None
    for name, written in known.items() if known else ():
        if identifier(name) == identifier(outcome):
            node = written
    for path, value in node.items() if isinstance(node, Written) else ():
        if path in own or path in META_KEYS:
            continue
        assert isinstance(node, Written)
        meant = did_you_mean(path, own) if "." not in path else None
        if meant:
            said = f"unknown key `{path}`"
            problems.append(Problem("unknown-key", said, node.key_span(path), meant))
        else:
            top = put(top, path, value, node.key_span(path), problems)
    return top


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
    for name in ("free_cash_flow", "terminal_value"):
        differ = _differ(ours[name], theirs[name])[:begins]
        if differ.any():
            column = int(np.flatnonzero(differ)[0])
            break
    else:
        return None
    # A row that goes into a line says more than the sum of all of them.
    flows = [row.name for row in model.rows.values() if row.line]
    found = next(
        (n for n in flows if n in ours and _differ(ours[n], theirs[n])[column]), "free_cash_flow"
    )
    labels = model.timeline.labels
    return Problem(
        "outcome-too-early",
        f"the outcome `{outcome.name}` changes `{found}` in {labels[column]}, before "
        f"`{stage.called}` begins ({labels[begins]})",
        outcome.span,
        "an outcome is not known before its stage: change what comes later, or begin the stage "
        "earlier",
    )


def _differ(ours: Array, theirs: Array) -> Array:
    with np.errstate(invalid="ignore"):
        largest = max(np.nanmax(np.abs(ours), initial=0.0), np.nanmax(np.abs(theirs), initial=0.0))
        apart = np.abs(ours - theirs) > WITHIN * largest
    differ: Array = apart | (np.isnan(ours) != np.isnan(theirs))
    return differ
