"""What decides: the tornado and the spider of a study of sensitivity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bizcase.report.tables.case_words import value_heading
from bizcase.report.tables.kept_ranges import KEPT, kept_notes
from bizcase.report.tables.results import NONE, Texts, measure_text, result_texts, why_none
from bizcase.report.tables.table import Line, Table
from bizcase.study.measures.registry import MEASURES
from bizcase.study.sensitivity.drivers import BAND, Driver
from bizcase.study.sensitivity.result import Point, Response, Sensitivity
from bizcase.study.value_text import value_text
from bizcase.study.verdict import in_unit
from bizcase.units.money import percent

SHOWN = 15  # drivers, unless all are asked for
ASSUMED = "*"  # marks a driver whose range nobody has written
TURNS = "~"  # marks one whose response turns
MARKS = f"{ASSUMED}{TURNS}{KEPT}"  # in their order
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
    shown = moving(found)[:most]
    text = result_texts(found.measure, [result for one in shown for result in one.results])
    return [_bar(found, one, names, text) for one in shown]


def moving(found: Sensitivity) -> list[Response]:
    """The responses of the drivers that have an effect."""
    return [one for one in found.responses if one.moves]


def _bar(found: Sensitivity, one: Response, names: Mapping[str, str], text: Texts) -> Bar:
    base = one.results[len(one.values) // 2]
    least, greatest = one.extremes or (None, None)
    missing = next((k for k in (0, -1, 1, -2) if one.results[k] is None), None)
    less, more = (_end(found, one, point, base, text) for point in (least, greatest))
    if missing is not None:
        less = End(_value(found, one.driver, one.values[missing]), text(None), None)
    return Bar(marked(found, one, names), less, more)


def _end(
    found: Sensitivity, one: Response, point: Point | None, base: float | None, text: Texts
) -> End:
    """One end of a bar; without a value where it is the base, unless the response turns there."""
    if point is None:
        return End("", "", base)
    if point.result == base and one.shape != "turns":
        return End("", "", base)
    return End(_value(found, one.driver, point.value), text(point.result), point.result)


def marked(found: Sensitivity, one: Response, names: Mapping[str, str]) -> str:
    """The name of a driver with what is to be said of it in a note."""
    marks = ASSUMED * (not one.driver.own) + TURNS * (one.shape == "turns")
    marks += KEPT * (one.driver.path in found.moved)
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
    said, paths = [], {one.driver.path for one in shown}
    if any(not one.driver.own for one in shown):
        said.append(f"{ASSUMED} no range is written: numbers by {percent(BAND)}, {_DATES}")
    if any(not end.value for bar in bars(found, names, len(shown)) for end in (bar.less, bar.more)):
        said.append("An empty end: no value of the driver makes it lower, or higher")
    if any(one.shape == "turns" for one in shown):
        said.append(f"{TURNS} turns: the result does not move one way from low to high")
    said += kept_notes([k for k in found.kept if k.path in paths], names, found.model)
    said += why_none(found.measure, (why for one in shown for why in one.why.values()))
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
    still = [one.driver for one in found.responses if not one.driver.varies]
    for why in dict.fromkeys(driver.why_still for driver in still):
        which = ", ".join(names[driver.path] for driver in still if driver.why_still == why)
        said.append(f"Not varied, as {why}: {which}")
    return said


def spider_table(found: Sensitivity, names: Mapping[str, str], most: int | None = SHOWN) -> Table:
    """The measure at the five values of each driver, from low over base to high."""
    shown = moving(found)[:most]
    text = result_texts(found.measure, [result for one in shown for result in one.results])
    lines = [Line(marked(found, one, names), tuple(map(text, one.results))) for one in shown]
    title = f"Spider: {measure_text(found.measure, found.model.currency)}"
    headings = ("Low", "Halfway", value_heading(found.model), "Halfway", "High")
    return Table(title, headings, tuple(lines))


def result_text(found: Sensitivity, value: float | None) -> str:
    """A value of the measure with its unit: `EUR 4.8M`."""
    if value is None:
        return NONE
    return in_unit(value, MEASURES[found.measure].unit, found.model.currency)


def _value(found: Sensitivity, driver: Driver, value: float) -> str:
    return value_text(driver.given, value, found.model)
