"""The chart `waterfall`: from the present value of revenue, line by line, to the NPV."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from bizcase.problems import Problem
from bizcase.report.charts.axes import money_axis, span, zero_line
from bizcase.report.charts.chart import MISSING, NO_FLOWS, Picture, nothing
from bizcase.report.charts.look import COLOURS, DPI, LABEL, LINE, POINTS, TICK
from bizcase.report.charts.page import case_page
from bizcase.report.charts.words import wrapped
from bizcase.report.palette import GAIN, GAIN_INK, LOSS, LOSS_INK, RESULT
from bizcase.report.tables.statement import only_benefits
from bizcase.study.bridge import BENEFITS, Step, present_values
from bizcase.study.run import Run
from bizcase.units.money import money, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDE = 0.66  # of a bar, of its place
_PLOT = 6.9  # inches across, about
_SHOWS = "Present values of all periods"


def waterfall(run: Run) -> Picture | Problem:
    """Bars that begin where the one before ended; the last one is what is left."""
    npv = run.measures["npv"]
    if npv is None:
        return nothing(f"there is no NPV: {run.why_null['npv']}", MISSING)
    steps = bars(run)
    if not steps:
        return nothing("all cash flows are zero", NO_FLOWS)
    page = case_page(run, title(run), _SHOWS)
    [axes] = page.axes()
    ends = [0.0]
    for _, worth in steps:
        ends.append(ends[-1] + worth)
    money_axis(axes.yaxis, span(ends, below=0.1, above=0.1), run.model.currency)
    places = range(len(steps) + 1)
    axes.set_xlim(-0.6, len(steps) + 0.6)
    room = _PLOT / len(places) - 0.06
    names = [step.label for step, _ in steps]
    axes.set_xticks(
        list(places), labels=["\n".join(wrapped(name, room, TICK)) for name in [*names, "NPV"]]
    )
    page.fit([axes])
    zero_line(axes)
    for place, (start, end) in enumerate(itertools.pairwise(ends)):
        colour = GAIN if end >= start else LOSS
        axes.bar(place, end - start, _WIDE, bottom=start, color=COLOURS[colour])
        axes.plot(
            [place - _WIDE / 2, place + 1 + _WIDE / 2],
            [end, end],
            color=COLOURS["axis"],
            linewidth=0.8,
        )
        _label(
            axes,
            place,
            start,
            end,
            short(end - start, whole=False),
            GAIN_INK if end >= start else LOSS_INK,
        )
    axes.bar(len(steps), npv, _WIDE, color=COLOURS[RESULT])
    _label(axes, len(steps), 0.0, npv, money(npv, run.model.currency), "navy", bold=True)
    return Picture(page.title, page.figure)


def bars(run: Run) -> list[tuple[Step, float]]:
    """The steps that move anything, with their present values."""
    saves = only_benefits(run)
    found = present_values(run)
    largest = max(map(abs, found.values()))
    return [
        (replace(step, label=BENEFITS.label) if saves and step.row == "revenue" else step, worth)
        for step, worth in found.items()
        if abs(worth) > 1e-9 * largest
    ]


def title(run: Run) -> str:
    """What of the revenue is left as NPV, and what part of that is terminal value."""
    currency, steps = run.model.currency, {step.row: (step, worth) for step, worth in bars(run)}
    npv = run.measures["npv"] or 0.0
    if "revenue" not in steps:
        return f"Without revenue the NPV is {money(npv, currency)}"
    step, worth = steps["revenue"]
    start = f"{step.label} worth {money(worth, currency)} today"
    several = step.label.endswith("s")
    if npv <= 0:
        verb = "do" if several else "does"
        return f"{start} {verb} not cover what it takes: the NPV is {money(npv, currency)}"
    terminal = steps["terminal_value"][1] if "terminal_value" in steps else 0.0
    verb = "leave" if several else "leaves"
    said = f"{start} {verb} an NPV of {money(npv, currency)}"
    if terminal > npv:
        return f"{said}; without terminal value it would be {money(npv - terminal, currency)}"
    return f"{said}, {money(terminal, currency)} of it terminal value" if terminal > 0 else said


def _label(
    axes: Axes, place: int, start: float, end: float, text: str, colour: str, bold: bool = False
) -> None:
    """An amount at the end to which a bar has led: above a rise, below a fall."""
    tall = LABEL * LINE / POINTS * DPI / axes.get_window_extent().height
    reach = tall * (axes.get_ylim()[1] - axes.get_ylim()[0])
    up = end >= start
    crosses_zero = -reach < end < 0 if up else 0 <= end < reach
    at, above = (start, not up) if crosses_zero else (end, up)
    axes.annotate(
        text, (place, at), xytext=(0, 4 if above else -4), textcoords="offset points",
        ha="center", va="bottom" if above else "top", fontsize=LABEL, color=COLOURS[colour],
        fontweight="bold" if bold else "normal",
    )  # fmt: skip
