"""What `bizcase simulate` prints: the odds, the spread and what drives it, and what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bizcase.cli.page import rules, title
from bizcase.cli.terminal import BETWEEN, INDENT, facts, figures
from bizcase.report.tables.case_words import value_heading
from bizcase.report.tables.drivers import (
    DriverLine,
    driver_lines,
    driver_remarks,
    evidence_sentence,
    indices_table,
)
from bizcase.report.tables.fan import fan_table
from bizcase.report.tables.meaning import meaning
from bizcase.report.tables.picture import PLAIN, Picture, picture
from bizcase.report.tables.simulation import FEW, MANY, headline, spread_table, trials_line
from bizcase.study.indices import SobolIndices
from bizcase.study.simulation.fans import percentile
from bizcase.study.simulation.result import Simulation
from bizcase.study.stages.advice import holds

_ROOMY = 100  # characters from which more is shown
_BAR = 10  # characters of the longest bar
_FIGURE = 5  # characters of a correlation or a share
_SHORTEST = 4  # characters of the longest bar
_ROOM_FOR_SOURCE = 24  # characters, else it goes on a line of its own
_HEADING = DriverLine("", "Rank", 0.0, "Share", "Low to high", "Source (owner)", True)
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def simulation_page(
    result: Simulation, indices: SobolIndices | None, width: int, plain: bool = False
) -> Iterator[RenderableType]:
    """The whole page, its tables fitted to a width; `plain` where the terminal knows ASCII only."""
    signs = PLAIN if plain else {}
    yield rules(result.base, trials_line(result))
    when = holds(result.model)
    yield title(result.base).append(f", {when}" if when else "")
    yield facts(headline(result))
    if result.histogram:
        yield ""
        yield from _histogram(result, signs)
    yield ""
    shares = MANY if width >= _ROOMY else FEW
    yield from figures(spread_table(result, shares), width, even=False)
    if lines := driver_lines(result):
        yield ""
        yield from _drivers(result, lines, width, signs)
    if indices is not None:
        yield ""
        yield from figures(indices_table(result.model, indices), width)
    for fan in result.fans.values():
        yield ""
        yield from figures(fan_table(result, fan), width)
    yield ""
    for sentence in (meaning(result), evidence_sentence(result)):
        if sentence:
            yield Text(sentence, "bold")


def _histogram(result: Simulation, signs: Mapping[int, str]) -> Iterator[RenderableType]:
    """Trials by their NPV, losses in red."""
    assert result.histogram is not None
    percentiles = result.measures["npv"].percentiles
    marks = {percentile(share): percentiles[share] for share in (0.10, 0.50, 0.90)}
    base = result.base.measures["npv"]
    if base is not None:
        marks[value_heading(result.model).lower()] = base
    drawn = picture(result.histogram, marks)
    yield Text(f"NPV, {result.model.currency}, in the trials", "bold")
    yield Padding.indent(Group(*_lines(drawn, signs)), INDENT)
    outside = result.histogram.below + result.histogram.above
    if outside:
        yield Padding.indent(
            Text(f"{outside:.1%} of the trials lie outside of the picture", "dim"), INDENT
        )


def _lines(drawn: Picture, signs: Mapping[int, str]) -> Iterator[Text]:
    for line in drawn.bars:
        bar = line.translate(signs)
        yield Text.assemble(
            (bar[: max(0, drawn.zero)], "red"), (bar[max(0, drawn.zero) :], "green")
        )
    yield Text(drawn.axis.translate(signs), "dim")
    yield Text(drawn.labels)
    yield from (Text(line.translate(signs), "dim") for line in drawn.marks)


def _drivers(
    result: Simulation, lines: list[DriverLine], width: int, signs: Mapping[int, str]
) -> Iterator[RenderableType]:
    """A line for each driver; what it rests on goes below it where there is no room beside it."""
    yield Text("What drives the spread of the NPV", "bold")
    yield Padding.indent(Group(*_driver_lines(lines, width - INDENT, signs)), INDENT)
    yield from (Padding.indent(Text(remark, "dim"), INDENT) for remark in driver_remarks(result))


def _driver_lines(lines: list[DriverLine], room: int, signs: Mapping[int, str]) -> Iterator[Text]:
    gap = " " * BETWEEN
    names = max(len(line.name) for line in lines)
    values = max(len(line.values) for line in (*lines, _HEADING))
    left = room - (names + values + 2 * _FIGURE + 4 * BETWEEN)  # for bar and source
    beside = left - _BAR - BETWEEN >= _ROOM_FOR_SOURCE
    bar = min(_BAR, left)
    longest = max(line.share for line in lines)
    for line in (_HEADING, *lines):
        dim = "dim" if line is _HEADING else ""
        found = Text(f"{line.name:{names}}{gap}{line.correlation:>{_FIGURE}}{gap}", dim)
        found.append(f"{line.percent:>{_FIGURE}}", dim or "bold")
        drawn = _bar(line.share / longest, max(bar, 1)).translate(signs)
        rests = Text(line.evidence, "dim" if line.sourced else "yellow")
        if bar < _SHORTEST:  # no room for a bar; the range goes below
            rests = Text(f"{line.values}; ") + rests
        else:
            found.append(f"{gap}{drawn:{bar}}{gap}{line.values:{values}}", dim)
        if beside:
            rests.truncate(left - _BAR - BETWEEN, overflow="ellipsis")
            yield found + Text(gap) + rests
        else:
            yield found
            rests.truncate(room - BETWEEN, overflow="ellipsis")
            if line is not _HEADING:
                yield Text(gap) + rests


def _bar(share: float, width: int) -> str:
    eighths = max(1, round(share * width * 8)) if share else 0
    whole, rest = divmod(eighths, 8)
    return "█" * whole + _EIGHTHS[rest].strip()
