"""The values of a driver that reach a target, beside what there is now, and what else is true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bizcase.report.tables.sensitivity import measure_text, short_result
from bizcase.report.tables.table import Line, Table
from bizcase.study.goal_seek.result import End, GoalSeek, Solution
from bizcase.study.run import Run
from bizcase.study.sensitivity.texts import change_text, value_text
from bizcase.units.money import apart

_MEASURES = ("npv", "irr", "payback_years")
_ENDS: dict[End, str] = {
    "low": ", the lower end of the search",
    "high": ", the upper end of the search",
    "inside": "",
}


def goal_table(found: GoalSeek, now: Run, name: str) -> Table:
    """One line for what there is now and one for each solution; `name` is that of the driver."""
    reading = found.target.reading
    own = [] if reading in _MEASURES else [found.target.words]
    headings = (
        "Value",
        "Change",
        *own,
        *(measure_text(name, found.model.currency) for name in _MEASURES),
    )
    base = value(found, found.driver.base)
    lines = [Line("now", (base, "", *_results(found, found.now, now.measures, bool(own))))]
    for number, one in enumerate(found.solutions, start=1):
        label = aim(found) if number == 1 else f"also {aim(found)}"
        change = "" if one.change is None else change_text(one.change)
        results = _results(found, one.reached, one.measures, bool(own))
        lines.append(Line(label, (value(found, one.value), change, *results), "total"))
    return Table(
        f"Goal: {aim(found)} by {name}", headings, tuple(lines), notes=tuple(remarks(found))
    )


def _results(
    found: GoalSeek, reached: float | None, measures: Mapping[str, float | None], own: bool
) -> Sequence[str]:
    first = [found.target.text(reached, found.model.currency)] if own else []
    return [*first, *(short_result(name, measures[name]) for name in _MEASURES)]


def aim(found: GoalSeek) -> str:
    """The target: `NPV = EUR 0`."""
    return f"{found.target.words} = {found.target.exact(found.target.value, found.model.currency)}"


def value(found: GoalSeek, number: float) -> str:
    """A value of the driver."""
    return value_text(found.driver, number, found.model.timeline, found.model.currency)


def remarks(found: GoalSeek) -> list[str]:
    """Where the target is passed in a jump, and why there is no solution."""
    said, target, currency = [], found.target, found.model.currency
    for jump in found.jumps:
        sides = [target.text(side, currency) for side in (jump.before, jump.after)]
        if target.kind == "money":
            sides = list(apart(jump.before, jump.after, currency))
        said.append(f"At {value(found, jump.value)} it jumps from {sides[0]} to {sides[1]}")
    if found.solutions:
        return said
    low, high = (value(found, end) for end in found.between)
    no = f"No value between {low} and {high} reaches it: {found.why_none}"
    if found.nearest is not None:
        at = f"{value(found, found.nearest.value)}{_ENDS[found.nearest.at]}"
        no += f"; the nearest is {target.exact(found.nearest.reached, currency)} at {at}"
    return [no, *said]


def multiplied(found: GoalSeek, one: Solution) -> str:
    """What to do where no text of the scenario says a solution."""
    if found.driver.is_factor:
        return f"multiply the values of `{found.driver.path}` by {one.value:.12g}"
    return f"the scenario does not take {one.value:.12g} for `{found.driver.path}`"
