"""Where a result turns: the value of each driver at which the NPV is zero, or the rule turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bizcase.report.tables.case_words import value_heading
from bizcase.report.tables.sensitivity import marked, moving
from bizcase.report.tables.table import Line, Table
from bizcase.study.sensitivity.drivers import Driver
from bizcase.study.sensitivity.reach import WORDS
from bizcase.study.sensitivity.result import Response, Sensitivity, Turning
from bizcase.study.sensitivity.sentence import turning_text
from bizcase.study.value_text import months_text, value_text
from bizcase.units.money import fixed


def switching_tables(
    found: Sensitivity, names: Mapping[str, str], most: int | None, together: bool
) -> list[Table]:
    """For each driver where the net present value is zero, and where the team's rule turns.

    Both stand in one table where there is room for it, `together`.
    """
    shown = moving(found)[:most]
    zero, rule = (
        Part("NPV is 0 at", lambda one: one.zero),
        Part("Rule turns at", lambda one: one.verdict),
    )
    same = all(one.zero == one.verdict for one in found.responses)
    parts = [[zero]] if same else [[zero, rule]] if together else [[zero], [rule]]
    all_tables = [_switching_table(found, shown, names, columns) for columns in parts]
    # Without any such value one empty table holds the notes.
    tables = [table for table in all_tables if table.lines] or all_tables[:1]
    never = [names[one.driver.path] for one in shown if not one.zero]
    said = ["Of its range: 0.5 to low is half way from the value to low, 1.5 lies beyond it"]
    said.append(f"Searched within the bounds of each driver; {WORDS}")
    if any(t and t.count > 1 for one in shown for t in (one.zero, one.verdict)):
        said.append("Where there are several such values the nearest is shown")
    if never:
        said.append(f"Not reachable, as the NPV is 0 nowhere there: {', '.join(never)}")
    return [*tables[:-1], replace(tables[-1], notes=tuple(said))]


@dataclass(frozen=True, slots=True)
class Part:
    """What turns, and where in a response that stands."""

    heading: str
    turning: Callable[[Response], Turning | None]


def _switching_table(
    found: Sensitivity, shown: Sequence[Response], names: Mapping[str, str], parts: Sequence[Part]
) -> Table:
    lines = []
    for one in shown:
        turnings = [part.turning(one) for part in parts]
        if any(turnings):
            cells = [value_text(one.driver.given, one.driver.base, found.model)]
            for turning in turnings:
                cells += [
                    turning_value(found, one, turning),
                    change_of(one.driver, turning),
                    _of_range(turning),
                ]
            lines.append(Line(marked(found, one, names), tuple(cells)))
    headings = [word for part in parts for word in (part.heading, "Change", "Of its range")]
    title = "Switching values" if parts[0].heading.startswith("NPV") else "Where the rule turns"
    return Table(title, (value_heading(found.model), *headings), tuple(lines))


def turning_value(found: Sensitivity, one: Response, turning: Turning | None) -> str:
    """The value at which something turns; `not reachable` where nothing does."""
    if turning is None:
        return "not reachable"
    text = turning_text(one, turning, found.model)
    return (
        f"before {text}"
        if one.driver.is_date and turning.jump and turning.toward == "low"
        else text
    )


def change_of(driver: Driver, turning: Turning | None) -> str:
    """How far it is from the base, all with one decimal: in per cent, of a date in months."""
    if turning is None:
        return ""
    if driver.is_date:
        return months_text(driver.base, turning.value)
    return "" if turning.change is None else f"{turning.change:+,.1%}"


def _of_range(turning: Turning | None) -> str:
    if turning is None or turning.of_range is None:
        return ""
    return f"{fixed(turning.of_range, 2)} to {turning.toward}"
