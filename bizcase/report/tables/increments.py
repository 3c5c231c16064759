"""What an option brings beyond another: yearly flows, worth and rates; and what would change it."""

from __future__ import annotations

from collections.abc import Iterator

from bizcase.engine.model import Input, Series
from bizcase.report.tables.table import Line, Table, scale_for
from bizcase.scenario.wording import worded_date
from bizcase.study.comparison.advice import HIGHER, crossing, stretches
from bizcase.study.comparison.increment import LINES, Increment
from bizcase.study.comparison.option import Option
from bizcase.study.comparison.ranking import NPV
from bizcase.study.comparison.result import Comparison
from bizcase.study.comparison.switches import Switch
from bizcase.study.fiscal_years import Value
from bizcase.study.measures.irr import percentages
from bizcase.timeline import Timeline
from bizcase.units.money import money, percent, short
from bizcase.units.respell import like, respelt

MOST_SWITCHES = 3
_OTHER = {"terminal_value": "terminal value", "other": "other cash"}


def increment_table(found: Comparison, increment: Increment) -> Table:
    """The flows by fiscal year, before discounting."""
    yearly = found.yearly(increment)
    cumulative: list[Value] = []
    for cash in yearly.cash:
        before = cumulative[-1] if cumulative else 0.0
        cumulative.append(None if cash is None or before is None else before + cash)
    shown = found.options[0].run
    assert shown
    whole = [*yearly.cash, *cumulative, *yearly.terminal_value]
    scale = scale_for(whole, shown.model.show_in)
    lines = [Line("Free cash flow", tuple(map(scale.text, yearly.cash)), "total")]
    lines.append(Line("Cumulative", tuple(map(scale.text, cumulative))))
    if any(yearly.terminal_value):
        lines.append(Line("Terminal value", tuple(map(scale.text, yearly.terminal_value))))
    return Table(
        f"{increment.option.name} less {increment.against.name}",
        yearly.headings,
        tuple(lines),
        corner=scale.unit(found.currency),
    )


def increment_facts(found: Comparison, increment: Increment) -> Table:
    """What an increment is worth, what that is made of, and its rate of return: a crossover."""
    why = increment.why_null
    npv = "none" if increment.npv is None else money(increment.npv, found.currency)
    lines = [Line("Incremental NPV", (npv, why.get("npv") or made_of(increment)))]
    rates = percentages(list(increment.crossovers)) if increment.crossovers else []
    told = found.first in (increment.option, increment.against)  # below, as what would change it
    equal = "both have the same NPV" if told else crossing(increment)
    if increment.irr is not None:
        lines.append(Line("Incremental IRR", (rates[0], f"the crossover rate: {equal}")))
    else:
        lines.append(Line("Incremental IRR", ("none", why["irr"])))
        if rates:
            lines.append(Line("Crossover rates", (" and ".join(rates), equal)))
    return Table("", ("", ""), tuple(lines))


def made_of(increment: Increment) -> str:
    """What each line adds to an incremental NPV: `revenue -5.9M, tax +22k`."""
    words = {**{name: word for name, (word, _) in LINES.items()}, **_OTHER}
    parts = [f"{words[n]} {_signed(v)}" for n, v in increment.by_line().items()]
    return f"present values: {', '.join(parts)}" if parts else ""


def _signed(value: float) -> str:
    text = short(value, whole=False)
    return text if text.startswith("-") else f"+{text}"


def changes_table(found: Comparison) -> Table | None:
    """What would make another option the better one; None where nothing is ranked before."""
    first, second = found.first, found.second
    if first is None or second is None or found.ranking.tied(first, second):
        return None
    lines = [*_rates(found), *_switches(found, second), *_chance(found, first, second)]
    return Table("What would change it", ("", ""), tuple(lines))


def _rates(found: Comparison) -> Iterator[Line]:
    """The discount rate against each other option, or what the best must at least return."""
    others = [one for one in found.challengers if one.against is not found.second]
    now = ", ".join(dict.fromkeys(percent(one.rate, 2) for one in found.options))
    what = HIGHER[found.ranking.measure]
    for increment in (*([found.lead] if found.lead else []), *others):
        other = increment.against
        # Nothing can be repeated: its annuity is 0 where its NPV is.
        by_npv = found.ranking.measure == NPV or not (increment.option.run and other.run)
        intervals = increment.intervals if by_npv else increment.annuity_intervals
        if where := stretches(intervals, other.name):
            yield Line("Discount rate", (where, f"{_subject(other)} has {what}; now {now}"))
        elif intervals:
            remark = f"{_subject(other)} has {what} at no rate from 0% to 100%"
            yield Line("Discount rate", ("none", remark))


def _switches(found: Comparison, second: Option) -> Iterator[Line]:
    if not found.switches and any(map(_is_uncertain, found.options)):
        yield Line("Assumptions", ("none", "no single one turns it within its range"))
    for switch in found.switches[:MOST_SWITCHES]:
        yield Line(switch.path.removeprefix("products."), _switched(found, switch, second))
    left = len(found.switches) - MOST_SWITCHES
    if left > 0:
        yield Line("", ("", f"and {left} more within their ranges, see --json"))


def _is_uncertain(one: Option) -> bool:
    return one.run is not None and any(i.range for i in one.run.model.inputs.values())


def _switched(found: Comparison, switch: Switch, second: Option) -> tuple[str, str]:
    """The value that turns the choice, and beside it where the assumption stands now."""
    timelines = {o.name: o.run.model.timeline for o in found.options if o.run}
    texts = []
    for name, given in switch.inputs.items():
        line, spread = timelines[name], given.range
        assert spread
        assert not isinstance(given.value, Series)
        base, low, high = (assumed(given, v, line) for v in (given.value, spread.low, spread.high))
        texts.append((assumed(given, switch.values[name], line), f"{base}, {low} to {high}"))
    side = "above" if switch.way > 0 else "below"
    values, ranges = ("; ".join(dict.fromkeys(part)) for part in zip(*texts, strict=True))
    return f"{side} {values}", f"{_subject(second)} is better; now {ranges}"


def _subject(one: Option) -> str:
    return one.name if one.run else "doing nothing"


def assumed(given: Input, value: float, timeline: Timeline) -> str:
    """A value of an assumption in its own unit, to three digits."""
    if given.kind == "date":
        nearest = round(value * 12) / 12
        return worded_date(nearest, "2027-01" if timeline.start else "year 1 M1", None, timeline)
    text = respelt(like(given.quoting), float(f"{value:.3g}"))
    return text.replace("_", ",")


def _chance(found: Comparison, first: Option, second: Option) -> Iterator[Line]:
    odds = found.chances
    if odds is None or odds.left_out == 1:
        return
    pair = first.name, second.name
    share, spread = odds.beats[pair], odds.percentiles[pair]
    low, high = (money(spread[at], found.currency) for at in (0.1, 0.9))
    wins = f"that {_subject(first)} beats {_subject(second)}"
    error = percent(share.standard_error, 1)
    sure = "" if error == "0%" else f" ±{error}"
    gap = f"the gap is {low} (P10) to {high} (P90)"
    yield Line("Chance", (f"{percent(share.value, 0)}{sure}", f"{wins}; {gap}"))
    yield Line(
        "Worth of knowing",
        (
            money(odds.value_of_information, found.currency),
            "at most: to learn the outcome before choosing",
        ),
    )
