"""The chart `increment`: the cash that an option brings beyond another, year by year and so far."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from bizcase.engine.operations import Array
from bizcase.problems import Problem
from bizcase.report.charts.axes import money_axis, span, year_bars, zero_line
from bizcase.report.charts.chart import MISSING, Picture, nothing
from bizcase.report.charts.labels import Beside, label_right, room_beside
from bizcase.report.charts.look import COLOURS, LABEL
from bizcase.report.charts.note import not_shown, note_of_options, shows_of_options
from bizcase.report.charts.page import Page, height_for, panel_name
from bizcase.report.charts.words import name_in
from bizcase.report.names import year_name
from bizcase.report.palette import GAIN, GAIN_INK, GAIN_PALE, LOSS, LOSS_INK, LOSS_PALE
from bizcase.study.comparison.increment import Increment
from bizcase.study.comparison.result import Comparison
from bizcase.study.comparison.yearly import Yearly
from bizcase.study.fiscal_years import FiscalYears
from bizcase.units.money import money

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 3  # drawings below each other
_NAME = 2.6  # inches for the name of an option in the title
_PLOT = 5.8  # inches across, about
_WIDE = 0.66  # of a bar, of its place
_ABOVE = 0.24  # inches for the name above a drawing
_SHOWS = "Difference in free cash flow by fiscal year (bars) and added up (line)"


def increment(found: Comparison) -> Picture | Problem:
    """A drawing for each option that is set against the same other one."""
    shown = found.increments[:MOST]
    years = [found.yearly(one) for one in shown]
    if any(value is None for one in years for value in (*one.cash, *one.terminal_value)):
        return nothing("a cash flow is missing", MISSING)
    if not any(value for one in years for value in (*one.cash, *one.terminal_value)):
        return nothing("the options have the same cash flows", "compare others")
    note = note_of_options(found.options, not_shown(len(found.increments) - MOST))
    page = Page(title(found), _shows(found, years), note, height_for(len(shown)))
    drawings = page.axes(len(shown))
    labels = [_labels(one, found.currency) for one in years]
    for axes, one in zip(drawings, years, strict=True):
        cash, _, later = _flows(one)
        amounts = [*cash, *np.cumsum(cash), *_ends(cash, later)]
        money_axis(axes.yaxis, span(amounts, below=0.08, above=0.08), found.currency, 5)
        year_bars(axes, FiscalYears(one.headings, ()), 0, _PLOT)
    page.fit(drawings, right=max(map(room_beside, labels)), top=_ABOVE, gap=_ABOVE + 0.1)
    for axes, each, one, beside in zip(drawings, shown, years, labels, strict=True):
        _draw(axes, one)
        label_right(axes, beside)
        panel_name(page, axes, each.option.name, f" less {each.against.name}")
    return Picture(page.title, page.figure)


def title(found: Comparison) -> str:
    """What the options are worth beside the one that they are set against."""
    against = name_in(_NAME, found.against.name, LABEL)
    shown = found.increments[:MOST]
    if len(shown) > 1:
        said = [f"{name_in(_NAME, one.option.name, LABEL)} {_worth(found, one)}" for one in shown]
        return f"Beside {against}: {'; '.join(said)}"
    [only] = shown
    start = f"{name_in(_NAME, only.option.name, LABEL)} is worth {_worth(found, only)} {against}"
    yearly = found.yearly(only)
    left, year = sum(_flows(yearly)[0].tolist()), year_name(yearly.headings[-1])
    if not any(yearly.terminal_value):
        return start
    return f"{start}; by {year} it leaves {_beyond(found, left)} cash"


def _worth(found: Comparison, one: Increment) -> str:
    """`EUR 975k less than`, as a part of a sentence."""
    several = len(found.increments) > 1
    if one.npv is None:
        return "nobody knows how much beside" if not several else "unknown"
    if not one.npv:
        return "the same" if several else "as much as"
    return _beyond(found, one.npv) + ("" if several else " than")


def _beyond(found: Comparison, value: float) -> str:
    return f"{money(abs(value), found.currency)} {'more' if value >= 0 else 'less'}"


def _shows(found: Comparison, years: Sequence[Yearly]) -> str:
    later = any(any(one.terminal_value) for one in years)
    words = f"{_SHOWS}; terminal value as a pale bar" if later else _SHOWS
    return shows_of_options(found.options, words)


def _flows(one: Yearly) -> tuple[Array, Array, Array]:
    """The cash of each year, what it adds up to, and the terminal value, (years,) each."""
    cash = np.array(one.cash, dtype=float)
    return cash, np.array(list(accumulate(cash))), np.array(one.terminal_value, dtype=float)


def _ends(cash: Array, later: Array) -> list[float]:
    """How far the bars reach: a terminal value stands on cash of the same sign."""
    return [*cash.tolist(), *(_foot(cash, later) + later).tolist()]


def _foot(cash: Array, later: Array) -> Array:
    return np.where(np.sign(cash) == np.sign(later), cash, 0.0)


def _labels(one: Yearly, currency: str) -> list[Beside]:
    cash, so_far, later = _flows(one)
    labels = [Beside(f"{money(so_far[-1], currency)}\nadded up", so_far[-1], "navy", True)]
    if later.any():
        at = int(np.flatnonzero(later)[-1])
        middle = float((_foot(cash, later) + later / 2)[at])
        ink = GAIN_INK if later[at] > 0 else LOSS_INK
        labels.append(Beside(f"{money(later[at], currency)}\nterminal value", middle, ink))
    return labels


def _draw(axes: Axes, one: Yearly) -> None:
    cash, so_far, later = _flows(one)
    places = np.arange(len(cash))
    for values, foot, gain, loss in (
        (cash, np.zeros_like(cash), GAIN, LOSS),
        (later, _foot(cash, later), GAIN_PALE, LOSS_PALE),
    ):
        colours = [COLOURS[gain if value >= 0 else loss] for value in values]
        axes.bar(places, values, _WIDE, bottom=foot, color=colours)
    zero_line(axes)
    axes.plot(
        places, so_far, "-o", color=COLOURS["navy"], markersize=5.5, markeredgecolor="white",
        markeredgewidth=1, zorder=5,
    )  # fmt: skip
