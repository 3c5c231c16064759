"""What would change the advice of a comparison: discount rate, single assumptions, chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bizcase.engine.model import FACTOR, Model, Series
from bizcase.report.tables.assumption import range_text, short_name
from bizcase.report.tables.table import Line, Table
from bizcase.study.comparison.increment import Increment
from bizcase.study.comparison.option import EXPECTED, Option
from bizcase.study.comparison.ranking import NPV
from bizcase.study.comparison.rates import A_HIGHER, HIGHER, stretches
from bizcase.study.comparison.result import Comparison
from bizcase.study.comparison.switches import Switch
from bizcase.study.value_text import FOUND, value_text
from bizcase.timeline.days import Side
from bizcase.units.money import chance, money, percent

MOST_SWITCHES = 3
_SLIGHT = 0.0005  # a standard error that is not shown


def changes_table(
    found: Comparison, called: Mapping[str, str] | None = None, rest: str = ", see --json"
) -> Table | None:
    """What would make another option the better one; None where nothing is ranked before.

    `called` has names of assumptions by path, else the short ones; `rest` says where to find more.
    """
    first, second = found.first, found.second
    if first is None or second is None or found.ranking.tied(first, second):
        return None
    if found.ranking.measure == EXPECTED:
        return None
    lines = [
        *_rates(found),
        *_switches(found, called or {}, rest),
        *_chance(found, first, second),
    ]
    return Table("What would change it", ("", ""), tuple(lines))


def _rates(found: Comparison) -> Iterator[Line]:
    """At which discount rates each other option, doing nothing among them, is worth more."""
    first, *others = found.ranking.order
    left = [one for one in found.options if one not in found.ranking.order]
    now = ", ".join(dict.fromkeys(percent(one.rate, 2) for one in found.options))
    what, any_higher = (words[found.ranking.measure] for words in (HIGHER, A_HIGHER))
    never = []
    for other in (*others, *left):
        increment = Increment(first, other)
        # Nothing can be repeated: its annuity is 0 where its NPV is.
        by_npv = found.ranking.measure == NPV or not (first.run and other.run)
        intervals = increment.intervals if by_npv else increment.annuity_intervals
        if where := stretches(intervals, other.name):
            yield Line("Discount rate", (where, f"{_subject(other)} has {what}; now {now}"))
        elif intervals:
            never.append(_subject(other))
    if never:
        *several, last = never
        names = f"{', '.join(several)} or {last}" if several else last
        remark = f"{names} has {any_higher} than {_subject(first)} at no rate from 0% to 100%"
        yield Line("Discount rate", ("none", remark))


def _switches(found: Comparison, called: Mapping[str, str], rest: str) -> Iterator[Line]:
    if not found.switches and any(map(_is_uncertain, found.options)):
        yield Line("Assumptions", ("none", "no single one turns it within its range"))
    models = {one.name: one.run.model for one in found.options if one.run}
    subjects = {one.name: _subject(one) for one in (*found.options, found.nothing)}
    for switch in found.switches[:MOST_SWITCHES]:
        words = _switched(models, switch, subjects[switch.better])
        name = short_name(models[next(iter(switch.inputs))], switch.path)
        yield Line(called.get(switch.path.removesuffix(FACTOR), name), words)
    left = len(found.switches) - MOST_SWITCHES
    if left > 0:
        yield Line("", ("", f"and {left} more within their ranges{rest}"))


def _is_uncertain(one: Option) -> bool:
    return one.run is not None and any(i.range for i in one.run.model.inputs.values())


def _switched(models: Mapping[str, Model], switch: Switch, better: str) -> tuple[str, str]:
    """The value that turns the choice, and beside it where the assumption stands now.

    Options that draw a value together may have it at different places, each in its own range.
    """
    turning, now, ranges = [], [], []
    for name, given in switch.inputs.items():
        assert not isinstance(given.value, Series)
        side: Side = "earlier" if switch.way > 0 else "later"
        turning.append(value_text(given, switch.values[name], models[name], FOUND, side))
        now.append(value_text(given, given.value, models[name]))
        ranges.append(range_text(given, models[name]))
    dated = next(iter(switch.inputs.values())).kind == "date"
    words = {(True, True): "after", (True, False): "before", (False, True): "above"}
    where = f"{words.get((dated, switch.way > 0), 'below')} {turning[0]}"
    remark = f"{better} is better; now {now[0]}"
    if turning[-1] != turning[0]:
        *_, last = switch.inputs
        return where, f"{remark}; of {last} {turning[-1]}, now {now[-1]}"
    return where, f"{remark}, {ranges[0]}"


def _subject(one: Option) -> str:
    return one.name if one.run else "doing nothing"


def _chance(found: Comparison, first: Option, second: Option) -> Iterator[Line]:
    odds = found.chances
    if odds is None or odds.left_out == 1:
        return
    pair = first.name, second.name
    share, spread = odds.beats[pair], odds.percentiles[pair]
    low, high = (money(spread[at], found.currency) for at in (0.1, 0.9))
    wins = f"that {_subject(first)} beats {_subject(second)}"
    error = share.standard_error  # of one trial there is none
    sure = f" ±{percent(error, 1)}" if error >= _SLIGHT else ""
    gap = f"the gap is {low} (P10) to {high} (P90)"
    yield Line("Chance", (f"{chance(share.value, 0)}{sure}", f"{wins}; {gap}"))
    yield Line(
        "Worth of knowing",
        (
            money(odds.value_of_information, found.currency),
            "at most: to learn the outcome before choosing",
        ),
    )
