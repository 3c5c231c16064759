"""What decides: the tornado, the switching values and the spider of a study of sensitivity."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bizcase.report.tables.table import Line, Table
from bizcase.study.measures.registry import MEASURES
from bizcase.study.sensitivity.drivers import BAND, Driver
from bizcase.study.sensitivity.reach import WORDS
from bizcase.study.sensitivity.result import Response, Sensitivity, Turning
from bizcase.study.sensitivity.texts import FOUND, change_text, value_text
from bizcase.study.verdict import called, in_unit
from bizcase.units.money import percent, short

SHOWN = 15  # drivers, unless all are asked for
ASSUMED = "*"  # marks a driver whose range nobody has written
TURNS = "~"  # marks one whose response turns
_NONE = "none"
_DATES = "dates by 3 months or one period"


@dataclass(frozen=True, slots=True)
class End:
    """One end of a bar: the value of the driver, the measure there, None where it is missing."""

    value: str
    shown: str
    result: float | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a tornado: the ends with the smaller and with the greater result."""

    label: str
    less: End
    more: End


def bars(found: Sensitivity, names: Mapping[str, str], most: int | None = SHOWN) -> list[Bar]:
    """The drivers with an effect, the greatest swing first, each with both ends of its bar.

    The ends are those of the response: of one that turns they may lie inside the range.
    """
    return [_bar(found, one, names) for one in moving(found)[:most]]


def moving(found: Sensitivity) -> list[Response]:
    """The responses of the drivers that have an effect."""
    return [one for one in found.responses if one.moves]


def _bar(found: Sensitivity, one: Response, names: Mapping[str, str]) -> Bar:
    base = len(one.values) // 2
    known = {k: result for k, result in enumerate(one.results) if result is not None}
    outer = sorted(range(len(one.values)), key=lambda k: -abs(k - base))  # of equals the outermost
    missing = [k for k in outer if k not in known]
    less = missing[0] if missing else min((k for k in outer), key=lambda k: known[k])
    more = max((k for k in outer if k in known), key=lambda k: known[k], default=base)
    # An end that is not moved at all has no value of its own to show.
    ends = [
        End("", "", one.results[k])
        if one.results[k] is not None and one.results[k] == one.results[base]
        else End(
            _value(found, one.driver, one.values[k]), _short(found, one.results[k]), one.results[k]
        )
        for k in (less, more)
    ]
    return Bar(marked(one, names), *ends)


def marked(one: Response, names: Mapping[str, str]) -> str:
    """The name of a driver with what is to be said of it in a note."""
    marks = ASSUMED * (not one.driver.own) + TURNS * (one.shape == "turns")
    return f"{names[one.driver.path]} {marks}".rstrip()


def notes(
    found: Sensitivity,
    shown: Sequence[Response],
    names: Mapping[str, str],
    rest: str = ": --all",
    of_stages: str = ", see `bizcase stages`",
) -> list[str]:
    """What a reader must know of the drivers that are shown, and which are not.

    `rest` and `of_stages` say where to find more.
    """
    said = []
    if any(not one.driver.own for one in shown):
        said.append(f"{ASSUMED} no range is written: numbers by {percent(BAND)}, {_DATES}")
    if any(one.shape == "turns" for one in shown):
        said.append(f"{TURNS} turns: the result does not move one way from low to high")
    more = len(moving(found)) - len(shown)
    if more:
        said.append(f"{more} more with smaller swings{rest}")
    dead = [names[one.driver.path] for one in found.responses if one.is_dead]
    if dead:
        said.append(f"No effect: {', '.join(dead)}")
    chances = [names[one.driver.path] for one in found.responses if one.is_chance]
    if chances:
        words = f"No effect if every stage goes as written{of_stages}"
        said.append(f"{words}: {', '.join(chances)}")
    still = [names[one.driver.path] for one in found.responses if not one.driver.varies]
    if still:
        said.append(f"Not varied, being 0 without a range: {', '.join(still)}")
    return said


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
    said = ["Of its range: 0.5 to low is half way from the base to low, 1.5 lies beyond it"]
    said.append(f"Searched within the bounds of each driver; {WORDS}")
    if any(t and t.count > 1 for one in shown for t in (one.zero, one.verdict)):
        said.append("Where there are several such values the nearest is shown")
    if never:
        said.append(f"NPV is never 0 there: {', '.join(never)}")
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
            cells = [_value(found, one.driver, one.driver.base)]
            for turning in turnings:
                cells += [
                    turning_value(found, one, turning),
                    change_of(turning),
                    _of_range(turning),
                ]
            lines.append(Line(marked(one, names), tuple(cells)))
    headings = [word for part in parts for word in (part.heading, "Change", "Of its range")]
    title = "Switching values" if parts[0].heading.startswith("NPV") else "Where the rule turns"
    return Table(title, ("Base", *headings), tuple(lines))


def turning_value(found: Sensitivity, one: Response, turning: Turning | None) -> str:
    """The value at which something turns; `never` where it does not."""
    if turning is None:
        return "never"
    text = _value(found, one.driver, turning.value, FOUND)
    return (
        f"before {text}"
        if one.driver.is_date and turning.jump and turning.toward == "low"
        else text
    )


def change_of(turning: Turning | None) -> str:
    """How far it is from the base: `-7.8%`; empty where that has no meaning."""
    return "" if turning is None or turning.change is None else change_text(turning.change)


def _of_range(turning: Turning | None) -> str:
    if turning is None or turning.of_range is None:
        return ""
    size = turning.of_range
    return f"{size:,.{2 if size < 2 else 1 if size < 10 else 0}f} to {turning.toward}"


def spider_table(found: Sensitivity, names: Mapping[str, str], most: int | None = SHOWN) -> Table:
    """The measure at the five values of each driver, from low over base to high."""
    lines = [
        Line(marked(one, names), tuple(_short(found, result) for result in one.results))
        for one in moving(found)[:most]
    ]
    title = f"Spider: {measure_text(found.measure, found.model.currency)}"
    return Table(title, ("Low", "Halfway", "Base", "Halfway", "High"), tuple(lines))


def measure_text(measure: str, currency: str) -> str:
    """A measure with the unit in which it is shown: `NPV, EUR`."""
    unit = {"money": f", {currency}", "years": ", years"}.get(MEASURES[measure].unit, "")
    return called(measure) + unit


def result_text(found: Sensitivity, value: float | None) -> str:
    """A value of the measure with its unit: `EUR 4.8M`."""
    if value is None:
        return _NONE
    return in_unit(value, MEASURES[found.measure].unit, found.model.currency)


def short_result(measure: str, value: float | None) -> str:
    """A value of a measure where there is little room: `4.8M`, `12.3%`, `4.7`."""
    if value is None:
        return _NONE
    unit = MEASURES[measure].unit
    if unit == "money":
        return short(value, whole=False)
    return (
        percent(value, whole=False)
        if unit == "share"
        else f"{value:.1f}"
        if unit == "years"
        else f"{value:.2f}"
    )


def _short(found: Sensitivity, value: float | None) -> str:
    return short_result(found.measure, value)


def _value(found: Sensitivity, driver: Driver, value: float, digits: int | None = None) -> str:
    line, currency = found.model.timeline, found.model.currency
    if digits is None:
        return value_text(driver, value, line, currency)
    return value_text(driver, value, line, currency, digits)
