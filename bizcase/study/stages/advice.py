"""Under what condition the figures of a run hold, and one plain sentence on what to do."""

from __future__ import annotations

from bizcase.engine.model import Model
from bizcase.study.stages.result import Staged
from bizcase.study.stages.stops import Stop, stops
from bizcase.study.stages.tree import Branch
from bizcase.units.money import money

_VERBS = {"success": "succeeds", "failure": "fails"}


def holds(model: Model, named: bool = False) -> str:
    """Under what condition the flows that are written come true; empty without stages.

    With `named` it says which outcome that is, where a stage has several.
    """
    branching = [s for s in model.stages if any(outcome.changes for outcome in s.outcomes)]
    if not branching:
        return "if every stage succeeds" if model.stages else ""
    as_written = {
        stage.called: [o.name for o in stage.outcomes if not (o.stops or o.changes)]
        for stage in branching
    }
    if not all(as_written.values()):
        return "as written, without any outcome"
    which = ", ".join(f"{stage}: {' or '.join(names)}" for stage, names in as_written.items())
    return f"if every stage goes as written{f' ({which})' if named else ''}"


def with_chances(staged: Staged) -> str:
    """What the chances of the stages make of a case, to be said beside its NPV."""
    value, without = staged.expected_commercial_value, staged.risk_adjusted_npv
    if value is None or without is None:
        return "with the chances of its stages nothing can be said: a cash flow is missing"
    currency = staged.model.currency
    risk_adjusted = f"the risk-adjusted NPV is {money(without, currency)}"
    if not staged.starts:
        return f"with the chances of its stages it is not worth starting: {risk_adjusted}"
    return f"the expected commercial value is {money(value, currency)}, {risk_adjusted}"


def comes_to(staged: Staged, branch: Branch) -> str:
    """The outcome in words: `prototype succeeds`, `demand: low`."""
    stage = staged.model.stages[branch.stage].called
    verb = _VERBS.get(branch.outcome)
    return f"{stage} {verb}" if verb else f"{stage}: {branch.outcome}"


def advice(staged: Staged, start: str = "Start", but: str = "") -> str:
    """Whether to start, and where to stop; `but` is what the first sentence must not keep back."""
    value, currency = staged.value_if_started, staged.model.currency
    if value is None:
        return "Nothing can be said of the stages: a cash flow is missing."
    if not staged.starts:
        return (
            f"Do not start: {money(value, currency)} may be expected of it, although one may stop "
            "at every gate."
        )
    gains = f"{start}: {money(value, currency)} may be expected of it{but}."
    found = stops(staged)
    if not found:
        return f"{gains} Go on at every gate: nowhere is it better to stop."
    others = len(found) - 1
    more = f", and at {others} more gate{'s' * (others > 1)}" if others else ""
    return f"{gains} Stop {_stop(staged, found[0])}{more}."


def _stop(staged: Staged, found: Stop) -> str:
    branch, currency = found.way[-1], staged.model.currency
    stage = staged.model.stages[branch.stage].called
    after = f"after the outcome `{branch.outcome}` of `{stage}`"
    if branch.outcome in _VERBS:
        after = f"even after `{stage}` {_VERBS[branch.outcome]}"
    return (
        f"{after}, where stopping is worth {money(found.stopped, currency)} and going on "
        f"{money(found.going_on, currency)}"
    )
