"""Which option, why, and what would change that: a comparison in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bizcase.study.comparison.increment import LINES, Increment
from bizcase.study.comparison.option import EXPECTED, Option
from bizcase.study.comparison.ranking import ANNUITY, NPV, Reversal, lives_differ
from bizcase.study.comparison.rates import stretches
from bizcase.study.comparison.reservation import (
    best_that_fails,
    fails_its_rule,
    reservation,
)
from bizcase.study.comparison.result import Comparison
from bizcase.study.measures.irr import percentages
from bizcase.study.stages.advice import holds
from bizcase.study.verdict import verdict
from bizcase.units.money import apart, chance, money, years

_WEIGHTY, _MOST_LINES = 0.1, 2  # of the largest difference; lines named on each side
_NEITHER = (0.45, 0.55)  # a chance in which nobody should see a winner


def advice(found: Comparison) -> list[str]:
    """The sentences in the order in which they matter: the first says what to choose."""
    sentences = [
        _choice(found) + reservation(found),
        *_reason(found),
        *_exceptions(found),
        *(_reversal(found, one) for one in found.reversals),
        *_trials(found),
        *_rule(found),
    ]
    names = tuple(f"{one.name} " for one in found.options)  # is spelt as it is: it may be a file
    return [
        f"{sentence if sentence.startswith(names) else sentence[:1].upper() + sentence[1:]}."
        for sentence in sentences
    ]


def _choice(found: Comparison) -> str:
    first, second = found.first, found.second
    named = _called(found)
    if first is None or (second is None and first is found.nothing):
        return f"no option has {_a(named)}: none can be recommended"
    if second is None:
        return f"only {first.name} has {_a(named)}: nothing can be recommended"
    if found.ranking.tied(first, second):
        worth = _worth(found, first)
        if not (first.run and second.run):
            option = first if first.run else second
            return f"{option.name} is worth no more than doing nothing: {named} {worth}"
        same = [o.name for o in found.ranking.order if found.ranking.tied(first, o)]
        return f"{' and '.join(same)} are worth the same: {named} {worth} each"
    ours, theirs = _both(found, first, second)
    if first is found.nothing:
        return (
            "do nothing: no option is worth more than it costs; "
            f"the best of them, {second.name}, has {_a(named)} of {theirs}"
        )
    need = "if one of them is needed, choose" if found.ranking.only_costs else "choose"
    beside = "doing nothing" if second is found.nothing else second.name
    against = "0" if second is found.nothing else theirs
    worth = f"{ours} against {against} for {beside}"
    if fails_its_rule(found):
        return best_that_fails(found, first, named, worth)
    return f"{need} {first.name}: {named} {worth}"


def _reason(found: Comparison) -> Iterator[str]:
    """What makes most of the difference between the best option and the next."""
    lead = found.lead
    if lead is None or not lead.option.run or not lead.against.run:
        return
    if found.ranking.tied(lead.option, lead.against) or found.ranking.measure == EXPECTED:
        return
    if not lead.flows[1].any():
        yield "their cash flows are the same, their discount rates are not"
        return
    lines = lead.by_line()
    most = max(map(abs, lines.values()), default=0.0)
    weighty = {name: worth for name, worth in lines.items() if abs(worth) >= _WEIGHTY * most}
    sides = [
        _in_words({name: w for name, w in weighty.items() if w * sign > 0}, found.currency)
        for sign in (1, -1)
    ]
    better, worse = sides
    if better:
        against = f", against {worse}" if worse else ""
        it = f", {lead.option.name}" if fails_its_rule(found) else " it"
        yield f"beside {lead.against.name}{it} has {better}{against} (present values)"


def _in_words(lines: Mapping[str, float], currency: str) -> str:
    """`EUR 5.9M more revenue and EUR 800k less capital spending`."""
    largest = sorted(lines, key=lambda name: -abs(lines[name]))[:_MOST_LINES]
    parts = []
    for name in largest:
        word, sign = LINES.get(name, (name.replace("_", " "), 1))
        side = "more" if lines[name] * sign > 0 else "less"
        parts.append(f"{money(abs(lines[name]), currency)} {side} {word}")
    return " and ".join(parts)


def _called(found: Comparison) -> str:
    """What the options are ranked by."""
    if found.ranking.measure == NPV:
        return "NPV"
    if found.ranking.measure == EXPECTED:
        return "expected value"
    return "equivalent annual cost" if found.ranking.only_costs else "equivalent annual annuity"


def _a(named: str) -> str:
    return f"{'an' if named[0] in 'aeN' else 'a'} {named}"


def _sign(found: Comparison) -> float:
    """A cost is shown as a positive number."""
    return -1.0 if found.ranking.only_costs and found.ranking.measure == ANNUITY else 1.0


def _worth(found: Comparison, one: Option) -> str:
    return money(_sign(found) * found.ranking.value(one), found.currency)


def _both(found: Comparison, one: Option, other: Option) -> tuple[str, str]:
    """What two options are worth, so that they differ to the eye where they do."""
    sign, value = _sign(found), found.ranking.value
    return apart(sign * value(one), sign * value(other), found.currency)


def _exceptions(found: Comparison) -> Iterator[str]:
    """What the order does not tell."""
    if found.ranking.measure == EXPECTED:
        for one in found.options:
            npv = one.measures[NPV]
            if one.run and one.run.stages and npv is not None:
                worth = money(npv, found.currency)
                yield f"{one.name} may fail: its NPV of {worth} holds {holds(one.run.model)}"
        yield "all but the expected value is that of success"
    elif lives_differ(found.options):
        lives = ", ".join(f"{o.name} {years(o.life)}" for o in found.options)
        if found.ranking.measure == ANNUITY:
            yield f"lives differ ({lives}): the annuity takes each to be repeated at its end"
        elif not any(one.goes_on for one in found.options):
            yield f"lives differ ({lives}), but not every option has an annuity: NPV decides"
        else:
            yield (
                f"lives differ ({lives}), but a terminal value stands for what follows: NPV "
                "decides, and the annuity over the horizon would mislead"
            )
    for one in found.options:
        if one.by(found.ranking.measure) is None:
            why = one.why_null.get(found.ranking.measure, "a cash flow is missing")
            yield f"{one.name} cannot be ranked: {why}"


def _reversal(found: Comparison, one: Reversal) -> str:
    if one.measure == ANNUITY:
        words = "lower equivalent annual cost" if found.ranking.only_costs else "higher annuity"
        higher = f"{one.by_npv.name} has the higher NPV, but {one.by_measure.name} the {words}"
        return f"NPV alone would mislead: {higher}"
    ours, theirs = one.by_measure.measures["irr"], one.by_npv.measures["irr"]
    assert ours is not None
    assert theirs is not None
    higher, lower = percentages([ours, theirs])
    increment = Increment(one.by_npv, one.by_measure)
    where = stretches(increment.intervals, one.by_npv.name)
    at = f" {where}" if where else ""
    return (
        f"{one.by_measure.name} has the higher IRR ({higher} against {lower}), "
        f"{one.by_npv.name} the higher NPV{at}"
    )


def _trials(found: Comparison) -> Iterator[str]:
    odds, first, second = found.chances, found.first, found.second
    if odds is None or first is None or second is None or odds.left_out == 1:
        return
    pair = first.name, second.name
    share = odds.beats[pair].value
    if odds.ties[pair] > 1 - 1e-9:
        yield f"in all trials {pair[0]} and {pair[1]} are worth the same"
        return
    counted = f"{odds.trials - round(odds.left_out * odds.trials):,} trials"
    toss = ": no clear winner" if _NEITHER[0] <= share <= _NEITHER[1] else ""
    beside = "doing nothing" if second is found.nothing else second.name
    wins = f"{_it(found, first)} beats {beside} in {chance(share, 0)} of {counted}{toss}"
    yield f"over the ranges of the assumptions {wins}"
    most = max(odds.mean, key=lambda name: odds.mean[name].value)
    gap = odds.difference.get((most, first.name))
    if gap is not None and gap.value > 2 * gap.standard_error:
        ours, theirs = apart(odds.mean[most].value, odds.mean[first.name].value, found.currency)
        yield f"but on average over the trials {most} is worth more: {ours} against {theirs}"


def _it(found: Comparison, one: Option) -> str:
    return "doing nothing" if one is found.nothing else one.name


def _rule(found: Comparison) -> Iterator[str]:
    """Whether the best option passes the rule of its own scenario."""
    first = found.first
    if first is None or first.run is None or found.ranking.only_costs:
        return
    judged = verdict(first.run)
    if fails_its_rule(found) or (not judged.passes and first.run.model.accept_if):
        sentence = judged.sentence.removesuffix(".")
        yield f"{first.name} {sentence[:1].lower()}{sentence[1:]}"
