"""What `bizcase sensitivity` prints: the tornado, switching values, a sentence; or a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from bizcase.cli.page import rules, title
from bizcase.cli.terminal import BETWEEN, INDENT, WIDEST, figures
from bizcase.report.tables.bar import PLAIN, Axis
from bizcase.report.tables.results import measure_text
from bizcase.report.tables.sensitivity import (
    Bar,
    bars,
    moving,
    notes,
    result_text,
    spider_table,
)
from bizcase.report.tables.switching import switching_tables
from bizcase.report.tables.two_way import two_way_table
from bizcase.study.naming import short_names
from bizcase.study.sensitivity.result import Response, Sensitivity
from bizcase.study.sensitivity.sentence import sentence
from bizcase.study.stages.advice import holds, with_chances
from bizcase.study.verdict import called, rule_words

_NARROWEST, _BROADEST = 7, 41  # of the bars
_ROOM_FOR_BOTH = 120  # characters for the switching values of NPV and rule side by side
_SHORTEST = 12  # characters for the names of drivers, at least, beside bars
_NAME, _BAR = 0, 3  # columns of the tornado
_JUSTIFIED: tuple[Literal["left", "right"], ...] = (
    "left", "right", "right", "left", "right", "left",
)  # fmt: skip
_JUDGED = {True: "passes", False: "fails", None: "cannot be judged"}


def sensitivity_page(
    found: Sensitivity, width: int, most: int | None, spider: bool, plain: bool
) -> Iterator[RenderableType]:
    """The study of one case; `plain` where the terminal knows ASCII only."""
    names = short_names([one.driver.path for one in found.responses])
    yield rules(found.run)
    yield title(found.run)
    yield _judged(found)
    if found.table is not None:
        first, second = (names[d.path] for d in (found.table.first, found.table.second))
        yield from figures(two_way_table(found.table, found.model, first, second), width)
        if spider and moving(found):
            yield ""
            yield from _spider_alone(found, names, most, width)
        return
    if found.base is None:
        yield Text(f"There is no {called(found.measure)} to move: {found.why}.\n")
    else:
        yield from _tornado_part(found, names, most, width, plain)
    if moving(found):
        if found.base is None:
            yield from _spider_alone(found, names, most, width)
            yield ""
        elif spider:
            yield from figures(spider_table(found, names, most), width)
            yield ""
        for each in switching_tables(found, names, most, together=width >= _ROOM_FOR_BOTH):
            yield from figures(each, width, even=False)
            yield ""
    yield Text(sentence(found, names), "bold")


def _tornado_part(
    found: Sensitivity, names: Mapping[str, str], most: int | None, width: int, plain: bool
) -> Iterator[RenderableType]:
    yield Text(f"{measure_text(found.measure, found.model.currency)}: each driver alone", "bold")
    shown = moving(found)[:most]
    if shown:
        yield Padding.indent(_tornado(found, bars(found, names, most), width, plain), INDENT)
    yield from _notes(found, shown, names)
    yield ""


def _spider_alone(
    found: Sensitivity, names: Mapping[str, str], most: int | None, width: int
) -> Iterator[RenderableType]:
    """The spider with the notes that else stand below the tornado."""
    yield from figures(spider_table(found, names, most), width)
    yield from _notes(found, moving(found)[:most], names)


def _notes(
    found: Sensitivity, shown: Sequence[Response], names: Mapping[str, str]
) -> Iterator[RenderableType]:
    yield from (Padding.indent(Text(note, "dim"), INDENT) for note in notes(found, shown, names))


def _judged(found: Sensitivity) -> Text:
    """The measure of the case itself, what the rule says of it, and what stages make of it."""
    base = result_text(found, found.base)
    judged = f"{_JUDGED[found.passes]} the rule" if found.passes is not None else "the rule"
    words = f"{called(found.measure)} {base}; {judged} {rule_words(found.model)}"
    if found.passes is None:
        words += " cannot be judged"
    if found.run.stages is not None:
        words = f"{holds(found.model)}: {words}; {with_chances(found.run.stages)}"
    return Text(f"{words[:1].upper()}{words[1:]}\n")


def _tornado(found: Sensitivity, shown: Sequence[Bar], width: int, plain: bool) -> RichTable:
    """The bars between the results at their ends, and the values of the driver outside.

    Where there is no room for all of it names go on in a further line, then bars are left out;
    figures are never cut.
    """
    assert found.base is not None
    ends = [end.result for bar in shown for end in (bar.less, bar.more)]
    known = [found.base, *(result for result in ends if result is not None)]
    label = called(found.measure)
    heads = ("", "Lower at", label, "", label, "Higher at")
    lines = [(b.label, b.less.value, b.less.shown, "", b.more.shown, b.more.value) for b in shown]
    taken = [max(map(len, column), default=0) for column in zip(heads, *lines, strict=True)]
    name, values = taken[_NAME], sum(taken[_NAME + 1 :])
    free = min(width, WIDEST) - INDENT - values - (len(taken) - 1) * BETWEEN
    room = min(max(free - name, _NARROWEST), _BROADEST)
    axis = Axis(min(known), found.base, max(known), room)
    left = free - axis.width
    taken[_BAR] = axis.width if left >= min(name, _SHORTEST) else 0
    taken[_NAME] = min(name, max(left if taken[_BAR] else free + BETWEEN, 1))
    grid = RichTable.grid(padding=(0, BETWEEN, 0, 0), expand=False)
    kept = [n for n, wide in enumerate(taken) if wide or n != _BAR]
    for n in kept:
        grid.add_column(justify=_JUSTIFIED[n], width=taken[n], overflow="fold", no_wrap=n != _NAME)
    grid.add_row(*(Text(heads[n], "dim") for n in kept))
    for bar, line in zip(shown, lines, strict=True):
        cells = [Text(_broken(line[_NAME], taken[_NAME])), *map(_number, line[_NAME + 1 :])]
        cells[_BAR] = Text(_drawn(axis, bar, plain))
        grid.add_row(*(cells[n] for n in kept))
    return grid


def _drawn(axis: Axis, bar: Bar, plain: bool) -> str:
    ends = (axis.base if end.result is None else end.result for end in (bar.less, bar.more))
    drawn = axis.bar(*ends)
    return drawn.translate({ord(sign): other for sign, other in PLAIN.items()}) if plain else drawn


def _broken(name: str, room: int) -> str:
    """A name that is too long goes on below itself from its last dot on."""
    first, dot, last = name.rpartition(".")
    return name if len(name) <= room or not dot else f"{first}\n  .{last}"


def _number(text: str) -> Text:
    return Text(text, "red" if text.startswith("-") else "")
