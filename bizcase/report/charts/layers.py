"""Stacked bars by fiscal year: the largest parts on top of each other, the rest as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from bizcase.engine.operations import Array
from bizcase.report.charts.look import COLOURS
from bizcase.report.palette import GAIN_INK, LOSS_INK
from bizcase.study.fiscal_years import FiscalYears
from bizcase.timeline import Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Course = Literal["flat", "grows", "reaches", "peaks", "once"]
_SAME, _NEAR = 1 - 1e-9, 0.97  # of the highest year: as high, and as good as that


@dataclass(frozen=True, slots=True)
class Layer:
    """A part of all bars, (years,): above zero, or below."""

    name: str
    values: Array
    colour: str

    @property
    def ink(self) -> str:
        """The colour of its label: dark enough to be read."""
        return GAIN_INK if self.values.sum() >= 0 else LOSS_INK


def layers(
    years: FiscalYears, found: Mapping[str, Array], colours: Sequence[str], rest: str, sign: int = 1
) -> list[Layer]:
    """The largest of some flows, (columns,), by fiscal year; one for each colour at most."""
    by_year = {name: sign * by_fiscal_year(years, values) for name, values in found.items()}
    order = sorted(by_year, key=lambda name: -float(np.abs(by_year[name]).sum()))
    kept = order if len(order) <= len(colours) else order[: len(colours) - 1]
    shown = {name: by_year[name] for name in kept}
    if len(kept) < len(order):
        shown[rest] = sum((by_year[name] for name in order[len(kept) :]), np.zeros(1))
    return [Layer(*item, colour) for item, colour in zip(shown.items(), colours, strict=False)]


def by_fiscal_year(years: FiscalYears, values: Array) -> Array:
    """What flows in each fiscal year, the opening first, (years,)."""
    return np.array([float(values[list(columns)].sum()) for columns in years.columns])


def course(timeline: Timeline, years: FiscalYears, values: Array) -> tuple[Course, int]:
    """How yearly flows go, and the year that says it: the last, or the highest.

    Years of which the timeline has a part only do not count where there are whole ones.
    """
    own = [n for n, columns in enumerate(years.columns) if 0 < columns[0] <= timeline.periods]
    sold = {n: sum(column <= timeline.periods for column in years.columns[n]) for n in own}
    whole = [n for n in own if sold[n] == timeline.per_year] or own
    shown = [float(values[n]) for n in whole]
    highest = max(shown)
    if len(whole) == 1:
        return "once", whole[0]
    if min(shown) >= _SAME * highest:
        return "flat", whole[-1]
    if shown[-1] >= _NEAR * highest:
        return "grows", whole[-1]
    best = [n for n in whole if values[n] >= _SAME * highest]
    return "reaches" if len(best) > 1 else "peaks", best[0]


def heights(stack: Sequence[Layer]) -> list[float]:
    """How far up and down the bars reach."""
    none = np.zeros(1)
    above = sum((np.maximum(one.values, 0.0) for one in stack), none)
    below = sum((np.minimum(one.values, 0.0) for one in stack), none)
    return [*above.tolist(), *below.tolist()]


def draw_stack(
    axes: Axes, places: Sequence[float], widths: Sequence[float], stack: Sequence[Layer]
) -> list[float]:
    """Draws bars of the layers, each on those before; gives where they end in the last bar.

    That is the middle of a layer. What is nothing there stays in the order of the layers.
    """
    tops = {1: np.zeros(len(places)), -1: np.zeros(len(places))}
    tallest = max((float(np.abs(one.values).max()) for one in stack), default=0.0)
    middles = []
    for number, one in enumerate(stack):
        for sign, before in tops.items():
            part = np.where(np.sign(one.values) == sign, one.values, 0.0)
            axes.bar(
                places, part, widths, bottom=before, color=COLOURS[one.colour],
                edgecolor="white", linewidth=0.6,
            )  # fmt: skip
            tops[sign] = before + part
        side = 1 if one.values.sum() > 0 else -1
        middle = float(tops[side][-1]) - float(one.values[-1]) / 2
        middles.append(middle + side * number * 1e-9 * tallest)
    return middles
