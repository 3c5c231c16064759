"""The chart `budget`: what the best choice of options is worth by budget, and what is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bizcase import __version__
from bizcase.problems import Problem
from bizcase.report.charts.axes import money_axis, share_axis, span, zero_line
from bizcase.report.charts.chart import Picture, nothing
from bizcase.report.charts.labels import Labels, Mark
from bizcase.report.charts.look import COLOURS, TICK
from bizcase.report.charts.note import not_shown
from bizcase.report.charts.page import Page
from bizcase.report.charts.words import name_in
from bizcase.report.tables.portfolio import advice, amount_said, headline
from bizcase.study.portfolio.choice import Portfolio

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_POINTS = 81  # budgets that are tried
_LEAST, _MOST = 1.5, 4.0  # times the budgets: how far the axis reaches at least and at most
_BEYOND = 1.15  # times the budget from which on more money changes nothing
_ROWS = 12  # options that are named
_ROOM = 1.5  # inches for the name of an option
_EACH = 0.19  # inches for the row of an option
_HALF = 0.36  # of the row of an option: half of the height of its bar
_ENOUGH = 1e6  # times the budgets: money for everything
_SAME = 1e-9


@dataclass(frozen=True)
class Curve:
    """The best choice at some multiples of the budgets; None where there is none."""

    found: Portfolio
    scales: tuple[float, ...]
    shares: tuple[Mapping[str, float] | None, ...]

    @cached_property
    def worth(self) -> list[float]:
        """The NPV of each choice; NaN where there is none."""
        return [float("nan") if one is None else self.found.npv(one) for one in self.shares]

    @cached_property
    def keys(self) -> list[str]:
        """The options that are ever chosen, the one that the least money is enough for first."""
        first = {
            option.key: next((n for n, one in enumerate(self.shares) if one and one[option.key]
                              > _SAME), _POINTS)
            for option in self.found.options
        }  # fmt: skip
        return sorted((key for key in first if first[key] < _POINTS), key=lambda key: first[key])


def budget(found: Portfolio) -> Picture | Problem:
    """A curve of the NPV, and below it the options that make it."""
    if found.shares is None or not found.budgets:
        return nothing("no choice keeps the budgets and rules", "see `bizcase portfolio`")
    if not found.amounts.any():
        return nothing("all budgets are zero", "give one with --budget")
    curve = curve_of(found)
    keys = curve.keys[:_ROWS]
    if not keys:
        return nothing("no option is worth its money", "see `bizcase portfolio`")
    page = Page(title(found), _shows(found), _note(found, len(curve.keys) - len(keys)))
    upper, lower = page.axes(2)
    unit = float(found.amounts[0]) if len(found.budgets) == 1 else 1.0
    across = [scale * unit for scale in curve.scales]
    limits = across[0], across[-1]
    for axes in (upper, lower):
        if len(found.budgets) == 1:
            money_axis(axes.xaxis, limits, found.currency, 7)
        else:
            share_axis(axes.xaxis, limits, 7)
    upper.set_xticks(upper.get_xticks(), labels=[""] * len(upper.get_xticks()))
    money_axis(upper.yaxis, span([v for v in curve.worth if v == v], above=0.2), found.currency, 5)
    lower.set_yticks(range(len(keys))[::-1], labels=[_name(found, key) for key in keys])
    lower.set_ylim(-0.6, len(keys) - 0.4)
    lower.grid(visible=False, axis="y")
    tall = _EACH * len(keys)
    free = page.top - page.bottom
    page.fit([upper, lower], right=0.35, shares=(max(free - tall, tall), tall))
    _choice(lower, curve, keys, across)
    zero_line(upper)
    steps = "default" if found.divisible else "steps-post"
    upper.plot(across, curve.worth, color=COLOURS["navy"], drawstyle=steps)
    for axes in (upper, lower):
        axes.axvline(unit, color=COLOURS["axis"], linewidth=1.1, linestyle=(0, (4, 3)))
    _marks(upper, curve, across, unit)
    return Picture(page.title, page.figure)


def title(found: Portfolio) -> str:
    """What to choose."""
    return next(advice(found)).removesuffix(".")


def _shows(found: Portfolio) -> str:
    across = "; across, the share of these budgets" if len(found.budgets) > 1 else ""
    return f"{headline(found)}{across}"


def curve_of(found: Portfolio) -> Curve:
    """The best choices from no money at all to where more of it changes little."""
    scales = np.linspace(0.0, _reach(found), _POINTS)
    # The budgets themselves are one of the points: there the choice is that of the portfolio.
    scales[np.abs(scales - 1.0).argmin()] = 1.0
    every = tuple(scales.tolist())
    return Curve(found, every, tuple(found.shares_at(scale) for scale in every))


def _reach(found: Portfolio) -> float:
    """How many times the budgets the axis reaches: until more money is worth something at least."""
    most, own = found.worth_at(_ENOUGH), found.worth_at(1.0)
    assert most is not None  # there is a choice with less money
    assert own is not None
    if most - own <= _SAME * abs(most):
        return _LEAST
    low, high = 0.0, _MOST
    while found.worth_at(high) == own:
        low, high = high, 2 * high
    furthest = high
    for _ in range(8):
        middle = (low + high) / 2
        worth = found.worth_at(middle)
        enough = worth is not None and worth >= most - _SAME * abs(most)
        low, high = (low, middle) if enough else (middle, high)
    return min(max(_LEAST, _BEYOND * high), furthest)


def _name(found: Portfolio, key: str) -> str:
    name = next(option.name for option in found.options if option.key == key)
    return name_in(_ROOM, name, TICK)


def _choice(axes: Axes, curve: Curve, keys: Sequence[str], across: Sequence[float]) -> None:
    """For each option a bar over the budgets at which it is chosen; of a part it is as high."""
    for place, key in zip(range(len(keys))[::-1], keys, strict=True):
        shares = np.array([one[key] if one else 0.0 for one in curve.shares])
        axes.fill_between(
            across, place - _HALF * shares, place + _HALF * shares, color=COLOURS["teal"],
            linewidth=0, step=None if curve.found.divisible else "post",
        )  # fmt: skip


def _marks(axes: Axes, curve: Curve, across: Sequence[float], unit: float) -> None:
    """The choice at the budgets that there are, beside that of the ranking by index."""
    found = curve.found
    assert found.shares is not None
    own = found.npv(found.shares)
    labels = Labels(axes, [(list(across), [v if v == v else 0.0 for v in curve.worth])])
    marks = [Mark(unit, own, f"Best choice {amount_said(found, own)}", "navy", bold=True)]
    other = found.shares_by_index
    if other is not None and found.npv(other) < own - _SAME * abs(own):
        said = f"By index {amount_said(found, found.npv(other))}"
        marks.append(Mark(unit, found.npv(other), said, "rust"))
    labels.name(marks)


def _note(found: Portfolio, more: int) -> str:
    parts = (
        "NPV of the base cases, each at its own discount rate",
        not_shown(more),
        *found.notes,
        f"bizcase {__version__}",
    )
    return " · ".join(part for part in parts if part)
