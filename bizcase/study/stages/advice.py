"""Under what condition the figures of a run hold, and one plain sentence on what to do."""

from __future__ import annotations

from bizcase.engine.model import Model
from bizcase.study.stages.result import Staged
from bizcase.study.stages.tree import Branch
from bizcase.units.money import money

_VERBS = {"success": "succeeds", "failure": "fails"}


def holds(model: Model) -> str:
    """Under what condition the flows that are written come true; empty without stages."""
    if not model.stages:
        return ""
    changes = any(outcome.changes for stage in model.stages for outcome in stage.outcomes)
    return "as written, without any outcome" if changes else "if every stage succeeds"


def comes_to(staged: Staged, branch: Branch) -> str:
    """The outcome in words: `prototype succeeds`, `demand: low`."""
    stage = staged.model.stages[branch.stage].called
    verb = _VERBS.get(branch.outcome)
    return f"{stage} {verb}" if verb else f"{stage}: {branch.outcome}"


def advice(staged: Staged) -> str:
    """One sentence: whether to start, and where to stop."""
    value, currency = staged.value_if_started, staged.model.currency
    if value is None:
        return "Nothing can be said of the stages: a cash flow is missing."
    if not staged.starts:
        return (
            f"Do not start: {money(value, currency)} may be expected of it, although one may stop "
            "at every gate."
        )
    gains = f"Start: {money(value, currency)} may be expected of it."
    stops = [b for b in _met(staged.branches) if b.going_on is not None and not b.goes_on]
    if not stops:
        return f"{gains} Go on at every gate: nowhere is it better to stop."
    others = len(stops) - 1
    more = f", and at {others} more gate{'s' * (others > 1)}" if others else ""
    return f"{gains} Stop {_stop(staged, stops[0])}{more}."


def _met(branches: tuple[Branch, ...]) -> list[Branch]:
    """The branches that are met if one stops wherever that is better."""
    found = []
    for branch in branches:
        if branch.probability > 0:
            found += [branch, *(_met(branch.further) if branch.goes_on else ())]
    return found


def _stop(staged: Staged, branch: Branch) -> str:
    stage, currency = staged.model.stages[branch.stage].called, staged.model.currency
    after = f"after the outcome `{branch.outcome}` of `{stage}`"
    if branch.outcome in _VERBS:
        after = f"even after `{stage}` {_VERBS[branch.outcome]}"
    return (
        f"{after}, where stopping is worth {money(branch.stopped, currency)} and going on "
        f"{money(branch.going_on or 0.0, currency)}"
    )
