"""The chart `distribution`: how likely which NPV is, as a histogram and added up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from bizcase.engine.operations import Array
from bizcase.problems import Problem
from bizcase.report.charts.axes import money_axis, zero_line
from bizcase.report.charts.chart import MISSING, Picture, nothing
from bizcase.report.charts.labels import dot, spread
from bizcase.report.charts.look import COLOURS, LABEL, LINE
from bizcase.report.charts.page import Page, case_page
from bizcase.report.charts.words import width
from bizcase.report.names import trials_said
from bizcase.report.palette import GAIN, LOSS, LOSS_INK, LOSS_PALE
from bizcase.report.tables.case_words import short_case_words
from bizcase.report.tables.simulation import trials_line
from bizcase.study.simulation.histogram import Histogram
from bizcase.study.simulation.result import Simulation
from bizcase.units.money import chance, money, percent, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MARKED = (0.10, 0.50, 0.90)
_SHARES = (3.0, 2.0)  # heights of the two drawings
_TICKS, _NEAR = (0.5, 1.0), 0.2  # of shares; one nearer to another label is left out
_ABOVE = 0.32  # inches for the labels of the percentiles


def distribution(simulation: Simulation) -> Picture | Problem:
    """Above, the share of trials by NPV; below, the share of trials at most so high."""
    found, npv = simulation.histogram, simulation.measures["npv"]
    if npv.missing == 1:
        return nothing("there is no NPV in any trial", MISSING)
    if found is None:
        return nothing(
            "the NPV is the same in all trials", "see which assumptions with a range change it"
        )
    run, currency = simulation.base, simulation.model.currency
    page = case_page(run, title(simulation), _shows(npv.missing), _further(simulation, found))
    upper, lower = page.axes(2)
    edges = np.array(found.edges)
    tallest = max(found.shares)
    for axes in (upper, lower):
        money_axis(axes.xaxis, (edges[0], edges[-1]), currency, 7)
    upper.set_xticks(upper.get_xticks(), labels=[""] * len(upper.get_xticks()))
    upper.set_ylim(0, tallest * 1.08)
    upper.set_yticks([])
    lower.set_ylim(0.0, 1.0)
    lower.grid(visible=True, axis="y")
    _loss(lower, 1 - simulation.gain_chance.value)
    page.fit([upper, lower], right=0.3, top=_ABOVE, shares=_SHARES)
    _bars(upper, edges, np.array(found.shares))
    reached = np.cumsum([found.below, *found.shares])
    losses = edges <= 0
    lower.fill_between(edges[losses], reached[losses], color=COLOURS[LOSS_PALE])
    lower.plot(edges, reached, color=COLOURS["navy"], clip_on=False)
    for axes in (upper, lower):
        zero_line(axes, upright=True)
    _marks(page, (upper, lower), simulation)
    return Picture(page.title, page.figure)


def title(simulation: Simulation) -> str:
    """How likely a gain is, and where the middle and the bad end lie."""
    npv, currency = simulation.measures["npv"], simulation.model.currency
    share = simulation.gain_chance.value
    bad, middle = (money(npv.percentiles[at], currency) for at in (0.10, 0.50))
    said = f"positive in {trials_said(share)}"
    return f"The NPV is {said}; the median is {middle}, one in ten is below {bad}"


def _shows(missing: float) -> str:
    words = "Share of the trials by NPV, and below it the share with at most that NPV"
    return f"{words}; in {chance(missing)} there is no NPV" if missing else words


def _further(simulation: Simulation, found: Histogram) -> str:
    outside = found.below + found.above
    beyond = f"; {chance(outside)} of the trials lie outside the picture" if outside else ""
    return trials_line(simulation) + beyond


def _bars(axes: Axes, edges: Array, shares: Array) -> None:
    """Bars, those of losses in the colour of losses: zero is an edge."""
    colours = [COLOURS[LOSS if right <= 0 else GAIN] for right in edges[1:].tolist()]
    axes.bar(
        edges[:-1], shares, np.diff(edges), align="edge", color=colours,
        edgecolor="white", linewidth=0.6,
    )  # fmt: skip


def _marks(page: Page, both: Sequence[Axes], simulation: Simulation) -> None:
    """Lines at the percentiles and at the case itself, named above the drawing."""
    marks = [
        (f"P{share * 100:g}", simulation.measures["npv"].percentiles[share], "navy")
        for share in _MARKED
    ]
    base = simulation.base.measures["npv"]
    if base is not None:
        marks.append((short_case_words(simulation.model), base, "slate"))
    upper = both[0]
    low, high = upper.get_xlim()
    marks = [mark for mark in marks if low <= mark[1] <= high]
    for axes in both:
        for _, value, colour in marks:
            axes.axvline(
                value, color=COLOURS[colour], linewidth=1.1, linestyle=(0, (4, 3)), zorder=4
            )
    texts = [f"{name}\n{short(value, whole=False)}" for name, value, _ in marks]
    inches = page.inches(upper)[0]
    apart = max(width(line, LABEL, True) for text in texts for line in text.split("\n")) + 0.08
    wanted = [(value - low) / (high - low) * inches for _, value, _ in marks]
    places = spread(wanted, apart, apart / 2, inches - apart / 2)
    for text, place, (_, _, colour) in zip(texts, places, marks, strict=True):
        upper.text(
            place / inches, 1.02, text, transform=upper.transAxes, ha="center", va="bottom",
            fontsize=LABEL, color=COLOURS[colour], linespacing=LINE - 0.1,
            fontweight="bold" if colour == "navy" else "normal",
        )  # fmt: skip


def _loss(axes: Axes, share: float) -> None:
    """The share of trials below zero on the axis of shares, and where the curve has reached it."""
    low, high = axes.get_xlim()
    crosses = low < 0 < high and share > 0
    ticks = [at for at in _TICKS if not crosses or abs(at - share) > _NEAR]
    labels = [percent(at) for at in ticks]
    if not crosses:
        axes.set_yticks(ticks, labels=labels)
        return
    axes.set_yticks([*ticks, share], labels=[*labels, f"loss {chance(share)}"])
    axes.get_yticklabels()[-1].set_color(COLOURS[LOSS_INK])
    axes.plot([low, 0.0], [share, share], color=COLOURS[LOSS_INK], linewidth=1.0)
    dot(axes, 0.0, share, LOSS_INK)
