"""An outcome is known at its gate: what it changes before shows to those who are still waiting."""

from __future__ import annotations

from collections.abc import Iterable

from bizcase.engine.evaluate import evaluate
from bizcase.engine.located import located
from bizcase.engine.model import Model
from bizcase.problems import Problem
from bizcase.scenario.outcomes import first_change
from bizcase.study.lint.rule import Finding, Rule
from bizcase.study.points import with_values
from bizcase.study.run import Run

_HELP = (
    "what shows before the gate is not what one waits for: change what lies after it, or let the "
    "gate come earlier; only a test market, whose sales are the outcome, may stay as it is"
)


def _find(model: Model) -> Iterable[Finding]:
    ours = evaluate(model) if model.stages else {}
    for stage, place in zip(model.stages, located(model), strict=True):
        for outcome in stage.outcomes:
            if outcome.stops or not outcome.changes or place.gate is None:
                continue
            theirs = evaluate(with_values(model, outcome.changes))
            if found := first_change(model, place.gate, ours, theirs):
                yield Finding(
                    f"the outcome `{outcome.name}` changes {found}, before `{stage.called}` is "
                    f"decided ({model.timeline.labels[place.gate]})",
                    _HELP,
                    outcome.span,
                )


def problems_of(run: Run) -> tuple[Problem, ...]:
    """The warnings of a run with stages, these among them."""
    return (*run.problems, *OUTCOME_BEFORE_GATE.problems(run.model))


OUTCOME_BEFORE_GATE = Rule(
    "outcome-before-gate", "an outcome changes what lies after its gate", _find
)
