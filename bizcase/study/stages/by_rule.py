"""Whether to start a case with stages, with the rule by which its team accepts it."""

from __future__ import annotations

from bizcase.study.doubt import doubt
from bizcase.study.run import Run
from bizcase.study.simulation.rule import RuleChance
from bizcase.study.stages.advice import advice
from bizcase.study.verdict import held, passes_as_written

_WAIVED = "Start only if the rule may be waived"


def advice_by_rule(run: Run, rule: RuleChance | None = None) -> str:
    """Whether to start, where to stop, and in the first sentence what the rule says to it.

    `rule` is how likely the trials pass it, where the case was simulated.
    """
    assert run.stages is not None
    passes = passes_as_written(run)
    if passes is False:
        return advice(run.stages, _WAIVED, f", but it fails its rule{held(run)}")
    if passes is None:
        return advice(run.stages, but=", but it cannot be judged by its rule")
    trusted = doubt(run, rule)
    return advice(run.stages, but=f", if you trust {trusted}" if trusted else "")


def starts_by_rule(run: Run, rule: RuleChance | None = None) -> bool | None:
    """Whether it is worth starting and passes the rule; None where one of both is in doubt."""
    assert run.stages is not None
    starts, passes = run.stages.starts, passes_as_written(run)
    if False in (starts, passes):
        return False
    return None if None in (starts, passes) or doubt(run, rule) else True
