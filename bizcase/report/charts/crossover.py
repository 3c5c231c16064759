"""The chart `crossover`: the NPV of options over the discount rate, and where their order turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from math import inf, isinf

from bizcase.problems import Problem
from bizcase.report.charts.axes import money_axis, share_axis, span, zero_line
from bizcase.report.charts.chart import MISSING, Picture, nothing
from bizcase.report.charts.labels import Beside, Labels, Mark, label_right, room_beside
from bizcase.report.charts.look import COLOURS, LABEL
from bizcase.report.charts.note import not_shown, note_of_options, shows_of_options
from bizcase.report.charts.npv_profile import profile, reach
from bizcase.report.charts.page import Page
from bizcase.report.charts.words import name_in
from bizcase.report.palette import LINES
from bizcase.study.comparison.increment import Increment, Interval
from bizcase.study.comparison.option import Option
from bizcase.study.comparison.rates import HIGHEST, stretches
from bizcase.study.comparison.result import Comparison
from bizcase.study.measures.irr import percentages
from bizcase.study.measures.npv import npv_at
from bizcase.units.money import money, percent

_FEW = 2  # crossovers that are named; options whose NPV is written beside its dot
_NAMED = 3  # options in the title beside the first
_ROOM = 1.9  # inches for the name of an option
_SHOWS = "Net present value by discount rate, effective per year"
# Told apart by colour, by how dark it is and by the dashes.
_DASHES = ("-", "-", "-", "--", "-", "--")
_LINES = tuple((*pair, mark) for pair, mark in zip(LINES, _DASHES, strict=False))


def crossover(found: Comparison) -> Picture | Problem:
    """A line for each option, dots at its own rate and where another one meets the best."""
    shown = _shown(found)
    if len(shown) < 2:
        return nothing("fewer than two options have an NPV", MISSING)
    met = list(_met(found, shown))
    roots = [mark.x for mark in met] or [r for o in shown for r in o.irr_all if 0 < r < HIGHEST]
    roots += [rate for one in _parts(found) for rate in (one.low, one.high) if 0 < rate < HIGHEST]
    low, high = reach([one.rate for one in shown], roots)
    curves = [profile(one.flows, low, high) for one in shown]
    page = Page(
        title(found),
        shows_of_options(found.options, _SHOWS),
        note_of_options(found.options, _left_out(found, shown)),
    )
    [axes] = page.axes()
    worth = [float(value) for _, values in curves for value in values]
    money_axis(axes.yaxis, span(worth, below=0.08, above=0.1), found.currency)
    share_axis(axes.xaxis, (low, high), 8, "/year")
    ends = [
        Beside(name_in(_ROOM, one.name, LABEL), float(values[-1]), ink, n == 0, colour,
               start=high)
        for n, (one, (_, values), (colour, ink, _)) in enumerate(
            zip(shown, curves, _LINES, strict=False)
        )
    ]  # fmt: skip
    page.fit([axes], right=room_beside(ends))
    zero_line(axes)
    for (rates, values), (colour, _, dashes) in zip(curves, _LINES, strict=False):
        axes.plot(rates, values, color=COLOURS[colour], linestyle=dashes, clip_on=False)
    label_right(axes, ends)
    lines = [(rates.tolist(), values.tolist()) for rates, values in curves]
    Labels(axes, [*lines, ([low, high], [0.0, 0.0])]).name([*_here(found, shown), *met])
    return Picture(page.title, page.figure)


def title(found: Comparison) -> str:
    """At which rates which of the options, doing nothing among them, is worth most."""
    parts = _parts(found)
    first, *others = dict.fromkeys(one.better for one in parts)
    said = [f"{name_in(_ROOM, name, LABEL)} {stretches(parts, name)}" for name in others[:_NAMED]]
    start = f"{name_in(_ROOM, first, LABEL)} is worth most {stretches(parts, first)}"
    return ", ".join([start, *said])


def _parts(found: Comparison) -> list[Interval]:
    """Which of those that are drawn, or doing nothing, is worth most at which rates."""
    whole = [*_shown(found), *([] if found.ranking.only_costs else [found.nothing])]
    return [one for one in best_by_rate(whole) if one.low < HIGHEST]


def best_by_rate(options: Sequence[Option]) -> list[Interval]:
    """Which option is worth most at which discount rates above 0."""
    pairs = [Increment(one, other) for one, other in combinations(options, 2)]
    met = {rate for pair in pairs for rate in pair.crossovers if rate > 0}
    found: list[Interval] = []
    for low, high in pairwise([0.0, *sorted(met), inf]):
        middle = 2 * low + 1 if isinf(high) else (low + high) / 2
        best = max(options, key=lambda one: float(npv_at(one.flows, middle)[0]))
        if found and found[-1].better == best.name:
            found[-1] = replace(found[-1], high=high)
        else:
            found.append(Interval(low, high, best.name))
    return found


def _shown(found: Comparison) -> list[Option]:
    """The best options first, without doing nothing, whose NPV is zero at every rate."""
    ranked = [one for one in found.ranking.order if one is not found.nothing]
    ordered = [*ranked, *(one for one in found.options if one not in ranked)]
    return [one for one in ordered if one.measures["npv"] is not None][: len(_LINES)]


def _here(found: Comparison, shown: Sequence[Option]) -> Iterator[Mark]:
    """The NPV of each option at its own rate, in words where there are few of them."""
    for one, (_, ink, _) in zip(shown, _LINES, strict=False):
        worth = one.measures["npv"] or 0.0
        at = f"{money(worth, found.currency)} at {percent(one.rate, 2)}"
        yield Mark(one.rate, worth, at if len(shown) <= _FEW else "", ink)


def _met(found: Comparison, shown: Sequence[Option]) -> Iterator[Mark]:
    """Where another option is worth as much as the best one; those nearest to its rate in words."""
    best = found.first or shown[0]
    met = [
        (rate, text, one.against.name)
        for one in found.challengers
        if one.against in shown
        and (rates := [rate for rate in one.crossovers if 0 < rate < HIGHEST])
        for rate, text in zip(rates, percentages(rates), strict=True)
    ]
    met.sort(key=lambda mark: abs(mark[0] - best.rate))
    for n, (rate, text, name) in enumerate(met):
        other = name_in(_ROOM, name, LABEL)
        said = f"Crossover {text}" + (f"\nwith {other}" if len(found.challengers) > 1 else "")
        worth = float(npv_at(best.flows, rate)[0])
        yield Mark(rate, worth, said if n < _FEW else "", "slate", bold=True)


def _left_out(found: Comparison, shown: Sequence[Option]) -> str:
    return not_shown(sum(one not in shown for one in found.options))
