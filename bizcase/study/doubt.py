"""Whether most trials say of a case what its base values say, in the words of every output."""

from __future__ import annotations

from bizcase.study.run import Run
from bizcase.study.simulation.rule import RuleChance
from bizcase.units.money import chance

_MOST_TRIALS = 0.5


def doubt(run: Run, rule: RuleChance | None) -> str:
    """`its base case: it passes the rule, only 40% of the trials do`; empty where most do."""
    if rule is None or rule.passes.value >= _MOST_TRIALS:
        return ""
    share = rule.passes.value
    only = f"only {chance(share)} of the trials do" if share else "none of the trials does"
    whose = "its base case" if run.case == "base" else f"the case {run.case}"
    return f"{whose}: it passes the rule, {only}"
