"""What keeps from choosing the best option without a second thought: the rule of its scenario."""

from __future__ import annotations

from bizcase.study.comparison.option import Option
from bizcase.study.comparison.result import Comparison
from bizcase.study.doubt import doubt
from bizcase.study.verdict import held, passes_as_written


def fails_its_rule(found: Comparison) -> bool:
    """Whether the best option, were it chosen, fails the rule by which its team accepts it."""
    first, second = found.first, found.second
    if first is None or first.run is None or second is None or found.ranking.only_costs:
        return False
    return not found.ranking.tied(first, second) and passes_as_written(first.run) is False


def best_that_fails(found: Comparison, first: Option, named: str, against: str) -> str:
    """The first sentence where the best option fails its rule: it is not to be chosen.

    `against` is what it is worth and what the next one is, `named` what that is called.
    """
    passing = [one for one in found.options if one.run and passes_as_written(one.run)]
    instead = next((one for one in _worth_more_than_nothing(found) if one in passing), None)
    if instead is None:
        some = "no option that is worth more than doing nothing"
        whose = some if passing else "none of the options"
        return f"{whose} passes its rule: {first.name} is the best of them, {named} {against}"
    assert first.run is not None
    return (
        f"{first.name} has the highest {named}, {against}, but fails its rule{held(first.run)}: "
        f"the best that passes its own is {instead.name}"
    )


def _worth_more_than_nothing(found: Comparison) -> tuple[Option, ...]:
    order = found.ranking.order
    names = [one.name for one in order]
    return order[: names.index(found.nothing.name)]


def reservation(found: Comparison) -> str:
    """A doubt on the best option, which passes its rule; empty where there is none."""
    run = found.ranking.recommended
    if run is None or found.chances is None or fails_its_rule(found):
        return ""
    trusted = doubt(run, found.chances.rule)
    return f", if you trust {trusted}" if trusted else ""
