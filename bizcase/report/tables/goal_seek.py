"""The values of a driver that reach a target, beside what there is now, and what else is true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bizcase.report.tables.results import measure_text, result_texts
from bizcase.report.tables.table import Line, Table
from bizcase.study.goal_seek.result import End, GoalSeek, Solution
from bizcase.study.run import Run
from bizcase.study.value_text import change_text, months_text, value_text
from bizcase.study.verdict import called
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
    every = (now.measures, *(one.measures for one in found.solutions))
    texts = {name: result_texts(name, [each[name] for each in every]) for name in _MEASURES}

    def results(reached: float | None, measures: Mapping[str, float | None]) -> Sequence[str]:
        first = [found.target.text(reached, found.model.currency)] if own else []
        return [*first, *(text(measures[name]) for name, text in texts.items())]

    base = value(found, found.driver.base)
    lines = [Line("now", (base, "", *results(found.now, now.measures)))]
    for number, one in enumerate(found.solutions, start=1):
        label = aim(found) if number == 1 else f"also {aim(found)}"
        change = _change(found, one)
        cells = (value(found, one.value), change, *results(one.reached, one.measures))
        lines.append(Line(label, cells, "total"))
    return Table(
        f"Goal: {aim(found)} by {name}",
        headings,
        tuple(lines),
        notes=(*remarks(found), *_missing(found, now)),
    )


def _change(found: GoalSeek, one: Solution) -> str:
    """How far a solution is from what there is now."""
    if found.driver.is_date:
        return months_text(found.driver.base, one.value)
    return "" if one.change is None else change_text(one.change)


def aim(found: GoalSeek) -> str:
    """The target: `NPV = EUR 0`."""
    return f"{found.target.words} = {found.target.exact(found.target.value, found.model.currency)}"


def value(found: GoalSeek, number: float) -> str:
    """A value of the driver."""
    return value_text(found.driver.given, number, found.model)


def remarks(found: GoalSeek) -> list[str]:
    """Where the target is passed in a jump, and why nothing is found."""
    said, target, currency = [], found.target, found.model.currency
    if found.driver.is_date and any(one.reached != target.value for one in found.solutions):
        said.append("A date is sought to the day")
    for jump in found.jumps:
        sides = [target.text(side, currency) for side in (jump.before, jump.after)]
        if target.kind == "money":
            sides = list(apart(jump.before, jump.after, currency))
        said.append(f"At {value(found, jump.value)} it jumps from {sides[0]} to {sides[1]}")
    if found.solutions:
        return said
    low, high = (value(found, end) for end in found.between)
    where = f"between {low} and {high}"
    if found.driver.given.above and found.between[0] == found.driver.given.bounds[0]:
        where = f"above {low} and up to {high}"
    no = f"No value {where} reaches it: {found.why_none}"
    if found.nearest is not None:
        at = f"{value(found, found.nearest.value)}{_ENDS[found.nearest.at]}"
        no += f"; the nearest is {target.exact(found.nearest.reached, currency)} at {at}"
    return [no, *said]


def _missing(found: GoalSeek, now: Run) -> list[str]:
    """Why measures of the table do not exist."""
    every = (now.why_null, *(one.why_null for one in found.solutions))
    reasons = ((name, why[name]) for why in every for name in _MEASURES if name in why)
    said = [f"No {called(name)}: {reason}" for name, reason in dict.fromkeys(reasons)]
    if now.lost_again_column is not None:
        when = now.periods[now.lost_again_column]
        said.append(f"As it is now, cumulative cash is below zero again in {when}, after payback")
    return said


def multiplied(found: GoalSeek, one: Solution) -> str:
    """What to do where no text of the scenario says a solution."""
    if found.driver.is_factor:
        return f"multiply the values of `{found.driver.path}` by {one.value:.12g}"
    return f"the scenario does not take {one.value:.12g} for `{found.driver.path}`"
