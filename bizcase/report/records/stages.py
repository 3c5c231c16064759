"""The JSON record of the stages of a case: values, chances, decisions, the whole tree."""

from __future__ import annotations

from bizcase.problems.show import as_record
from bizcase.report.records.finite import finite
from bizcase.study.lint.outcome_before_gate import problems_of
from bizcase.study.run import Run
from bizcase.study.stages.advice import holds
from bizcase.study.stages.by_rule import advice_by_rule
from bizcase.study.stages.result import VALUES, Gate, Staged
from bizcase.study.stages.stops import Stop, stops
from bizcase.study.stages.tree import Branch
from bizcase.study.verdict import passes_as_written, rule_words


def stages_record(run: Run) -> dict[str, object]:
    """One case: `stages` in their order, and `tree`, the outcomes of the first with all others.

    `stops` are the places where one stops by choice, with what that adds: the option to stop.
    `passes_rule` judges the flows as they are written, which hold as `npv_holds` says.
    `reached` counts stops by choice, `chance` failures alone.

    Amounts are unscaled and worth at the opening, but for costs and the spend, which are not
    discounted; what does not exist is None, and `why_null` says why.
    """
    staged = run.stages
    assert staged is not None
    return {
        "format": 1,
        "scenario": run.model.name,
        "case": run.case,
        "currency": run.model.currency,
        "rate": finite(round(run.rate, 12)),
        **stages_summary(run, staged),
        "rule": rule_words(run.model),
        "passes_rule": passes_as_written(run),
        "stages": [_gate(staged, gate) for gate in staged.gates()],
        "tree": [_branch(staged, branch) for branch in staged.branches],
        "stops": [_stop(staged, stop) for stop in stops(staged)],
        "problems": [as_record(problem) for problem in problems_of(run)],
    }


def stages_part(run: Run) -> dict[str, object]:
    """`stages`, in the record of whatever holds only if every stage goes as written."""
    return {"stages": stages_summary(run, run.stages)} if run.stages else {}


def stages_summary(run: Run, staged: Staged) -> dict[str, object]:
    """The values of a case with stages; `npv_holds` says under what condition its NPV does."""
    values = {name: getattr(staged, name) for name in VALUES}
    return {
        "npv": staged.npv,
        "npv_holds": holds(staged.model, named=True),
        **{name: _rounded(v) if name.startswith("chance") else v for name, v in values.items()},
        "chance_of_market": _rounded(staged.chance_of_market),
        "start": staged.starts,
        "advice": advice_by_rule(run),
        "why_null": staged.why_null,
    }


def _gate(staged: Staged, gate: Gate) -> dict[str, object]:
    labels = staged.model.timeline.labels
    return {
        "stage": gate.stage,
        "begins": labels[gate.begins],
        "gate": labels[gate.gate],
        "cost": finite(gate.cost),
        "success": _rounded(gate.success),
        "reached": _rounded(gate.reached),
        "value_going_on": finite(gate.going_on),
        "value_stopped": finite(gate.stopped),
        "decision": gate.decision,
        "averaged": gate.averaged,
    }


def _stop(staged: Staged, stop: Stop) -> dict[str, object]:
    stages = staged.model.stages
    return {
        "after": [[stages[branch.stage].called, branch.outcome] for branch in stop.way],
        "chance": _rounded(stop.chance),
        "value_stopped": finite(stop.stopped),
        "value_going_on": finite(stop.going_on),
        "value_regardless": finite(stop.regardless),
        "adds": finite(stop.adds),
    }


def _branch(staged: Staged, branch: Branch) -> dict[str, object]:
    labels = staged.model.timeline.labels
    return {
        "stage": staged.model.stages[branch.stage].called,
        "outcome": branch.outcome,
        "probability": _rounded(branch.probability),
        "chance": _rounded(branch.reached),
        "gate": labels[branch.gate],
        "value_before": finite(branch.spent),
        "value_going_on": finite(branch.going_on),
        "value_stopped": finite(branch.stopped),
        "decision": "ends" if branch.going_on is None else "go on" if branch.goes_on else "stop",
        "npv_expected": finite(branch.worth),
        "outcomes": [_branch(staged, further) for further in branch.further],
    }


def _rounded(chance: float | None) -> float | None:
    """A probability without the noise of its arithmetic."""
    return None if chance is None else finite(round(chance, 12))
