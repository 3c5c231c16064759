"""Axes that people read: money with its currency in short forms, shares, and years below time."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bizcase.engine.operations import Array
from bizcase.report.charts.look import COLOURS, TICK
from bizcase.report.charts.words import width
from bizcase.report.palette import GAIN_PALE, LOSS_PALE
from bizcase.study.fiscal_years import FiscalYears, fiscal_years
from bizcase.timeline import Timeline
from bizcase.units.money import alike, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

_STEPS = [1, 2, 2.5, 5, 10]
_PAD = 0.06  # of the range, free above and below what is drawn
_APART = 0.1  # inches between two labels of years
_EVERY = (1, 2, 3, 4, 5, 10, 20, 50, 100)


def span(values: Sequence[float], below: float = _PAD, above: float = _PAD) -> tuple[float, float]:
    """The limits of an axis on which these values and zero stand, with free parts at both ends.

    `below` and `above` are shares of the range; nothing is free below zero without values there.
    """
    low, high = min([*values, 0.0]), max([*values, 0.0])
    if high == low:
        return 0.0, 1.0
    reach = high - low
    return low - below * reach * (low < 0), high + above * reach * (high > 0)


def near_span(values: Sequence[float]) -> tuple[float, float]:
    """The same for values whose differences matter: zero only where it is not far from them."""
    low, high = min(values), max(values)
    reach = high - low
    if not reach or low - reach / 2 <= 0 <= high + reach / 2:
        return span(values)
    return low - _PAD * reach, high + _PAD * reach


def with_room(values: Sequence[float], ends: float, across: float) -> tuple[float, float]:
    """The limits of an axis of `across` inches; beyond all values `ends` inches are free."""
    low, high = min(values), max(values)
    free = ends / max(across - 2 * ends, ends) * ((high - low) or abs(high) or 1.0)
    return low - free, high + free


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round values between two limits, about so many."""
    from matplotlib.ticker import MaxNLocator

    found = MaxNLocator(nbins=most, steps=_STEPS, min_n_ticks=2).tick_values(low, high)
    slack = 1e-9 * (high - low)
    return [float(v) + 0.0 for v in found if low - slack <= v <= high + slack]


def money_axis(axis: Axis, limits: tuple[float, float], currency: str, most: int = 6) -> None:
    """Short forms, all in one scale; the last one has the currency, or the first if that is 0."""
    found = ticks(*limits, most)
    texts = alike(found)
    if texts:
        named = -1 if found[-1] else 0
        texts[named] = f"{currency} {texts[named]}"
    _set(axis, limits, found, texts)


def count_axis(axis: Axis, limits: tuple[float, float], most: int = 5) -> None:
    """Numbers of things in short forms."""
    found = ticks(*limits, most)
    _set(axis, limits, found, alike(found))


def share_axis(
    axis: Axis,
    limits: tuple[float, float],
    most: int = 5,
    after: str = "",
    text: Callable[[float], str] = percent,
) -> None:
    """Per cent; the last one with some words after it."""
    found = ticks(*limits, most)
    texts = [text(value) for value in found]
    if texts:
        texts[-1] += after
    _set(axis, limits, found, texts)


def _set(
    axis: Axis, limits: tuple[float, float], found: Sequence[float], texts: Sequence[str]
) -> None:
    set_limits: Callable[..., object] = (
        axis.axes.set_xlim if axis is axis.axes.xaxis else axis.axes.set_ylim
    )
    set_limits(*limits)
    axis.set_ticks(list(found), labels=list(texts))
    axis.grid(visible=True)


def zero_line(axes: Axes, upright: bool = False) -> None:
    """Nothing gained and nothing lost."""
    line = axes.axvline if upright else axes.axhline
    line(0.0, color=COLOURS["axis"], linewidth=1.0, zorder=1.5)


def fill_from_zero(axes: Axes, x: Sequence[float] | Array, y: Array) -> None:
    """The area between a line and zero: gains in one colour, losses in the other."""
    zero_line(axes)
    for above, colour in ((True, GAIN_PALE), (False, LOSS_PALE)):
        axes.fill_between(x, y, 0, where=(y >= 0) == above, interpolate=True, color=COLOURS[colour])


def time_axis(axes: Axes, timeline: Timeline, inches: float, below: Sequence[str] = ()) -> None:
    """Time in years since the start, with a mark at the ends of fiscal years, named in between.

    `below` the names of the years stand further texts, if there are some.
    """
    years = fiscal_years(timeline)
    ends = [timeline.end(columns[-1]) for columns in years.columns]
    axes.set_xlim(0.0, ends[-1])
    middles = [(a + b) / 2 for a, b in itertools.pairwise(ends)]
    names = list(years.headings[1:])
    if below:
        names = [f"{name}\n{text}" for name, text in zip(names, below, strict=True)]
    shown = thinned(names, middles, inches / ends[-1])
    axes.set_xticks(middles, labels=shown)
    axes.set_xticks(ends, minor=True)
    axes.tick_params(axis="x", which="minor", length=4, width=0.8)


def year_bars(axes: Axes, years: FiscalYears, first: int, inches: float) -> list[int]:
    """One place for each fiscal year from a number on (0 is the opening); gives the places."""
    headings = years.headings[first:]
    places = list(range(len(headings)))
    axes.set_xlim(-0.6, len(headings) - 0.4)
    shown = thinned(headings, [float(p) for p in places], inches / len(headings))
    axes.set_xticks(places, labels=shown)
    return places


def thinned(texts: Sequence[str], places: Sequence[float], scale: float) -> list[str]:
    """The labels that have room beside each other, the others empty; `scale` is inches per unit.

    Every second one, every fifth and so on; where a first or last year is a short one, its
    neighbour is named in its place.
    """
    lines = [line for text in texts for line in text.split("\n")]
    wide = max((width(line, TICK) for line in lines), default=0.0) + _APART
    apart = sorted(b - a for a, b in itertools.pairwise(places))
    usual = apart[len(apart) // 2] * scale if apart else wide
    every = next((n for n in _EVERY if n * usual >= wide), len(texts))
    shown = [text if n % every == 0 else "" for n, text in enumerate(texts)]
    for n in range(len(shown) - 1):
        if shown[n] and shown[n + 1] and (places[n + 1] - places[n]) * scale < wide:
            shown[n if n == 0 else n + 1] = ""
    return shown
