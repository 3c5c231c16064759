"""At which discount rates which of two options is the better one, in words."""

from __future__ import annotations

from collections.abc import Sequence

from bizcase.study.comparison.increment import Increment, Interval
from bizcase.study.comparison.ranking import ANNUITY, NPV
from bizcase.study.measures.irr import percentages
from bizcase.units.money import percent

HIGHER = {NPV: "the higher NPV", ANNUITY: "the higher annuity"}
A_HIGHER = {NPV: "a higher NPV", ANNUITY: "a higher annuity"}
_ZERO = 1e-9
HIGHEST = 1.0  # nobody has a higher discount rate, and nobody's mind is changed beyond
BEYOND = f"over {percent(HIGHEST)}"


def crossing(increment: Increment, measure: str = NPV) -> str:
    """At which discount rates which of two options has the higher NPV or annuity."""
    intervals = _plausible(increment.intervals if measure == NPV else increment.annuity_intervals)
    names = list(dict.fromkeys(i.better for i in intervals))
    if not names:
        return increment.why_null.get("crossover_rates", "")
    what = HIGHER[measure]
    first = f"{names[0]} has {what} {stretches(intervals, names[0])}"
    return ", ".join([first, *(f"{name} {stretches(intervals, name)}" for name in names[1:])])


def stretches(intervals: Sequence[Interval], name: str) -> str:
    """The rates from 0 % to 100 % at which an option is the better: `below 7.2%`; empty for none.

    One that is the better up to a rate beyond is so `from 63.4% to over 100%`.
    """
    shown = _plausible(intervals)
    ends = sorted({end for i in shown for end in (i.low, i.high) if _ZERO < end < HIGHEST})
    words = dict(zip(ends, percentages(ends), strict=True)) if ends else {}
    parts = []
    for interval in shown:
        if interval.better == name:
            low, high = words.get(interval.low), words.get(interval.high)
            if low and high is None and interval.high < float("inf"):
                high = BEYOND
            if low and high:
                parts.append(f"from {low} to {high}")
            elif low or high:
                parts.append(f"above {low}" if low else f"below {high}")
            else:
                parts.append(f"at every rate from 0% to {percent(HIGHEST)}")
    return " and ".join(parts)


def crossover_texts(increment: Increment) -> list[str]:
    """The rates at which both are worth the same; those that nobody has are one, `over 100%`."""
    near = [rate for rate in increment.crossovers if rate <= HIGHEST]
    far = [BEYOND] if len(near) < len(increment.crossovers) else []
    return [*(percentages(near) if near else ()), *far]


def _plausible(intervals: Sequence[Interval]) -> list[Interval]:
    """Those that hold a discount rate which somebody might have."""
    return [i for i in intervals if i.high > _ZERO and i.low < HIGHEST]
