"""The chart `unit-economics`: what a unit or a subscriber brings, costs and leaves by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bizcase.problems import Problem
from bizcase.report.charts.axes import money_axis, span, thinned, zero_line
from bizcase.report.charts.chart import Picture, nothing
from bizcase.report.charts.labels import Beside, label_right, room_beside
from bizcase.report.charts.look import COLOURS, LABEL
from bizcase.report.charts.page import case_page, height_for, panel_name
from bizcase.report.charts.words import name_in
from bizcase.report.names import said, year_name
from bizcase.report.palette import GAIN, GAIN_INK, GAIN_PALE, LOSS, LOSS_INK, LOSS_PALE
from bizcase.study.run import Run
from bizcase.study.unit_economics import Earned, UnitEconomics, unit_economics
from bizcase.units.money import percent, unit_price

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAME = 2.6  # inches for a product in the title, at the size of a label
MOST = 3  # drawings below each other
_PLOT = 5.9  # inches across, about
_ABOVE = 0.24  # inches for the name above a drawing


def unit_economics_chart(run: Run) -> Picture | Problem:
    """One drawing for each kind of unit: the price, its cost, and between them the contribution."""
    found = unit_economics(run)
    if not found:
        return nothing(
            "nothing is sold by the unit or by subscription", "give a product a `price:`"
        )
    shown = sorted(found, key=lambda one: -sum(year.income for year in one.years))[:MOST]
    words = _shows(len(found), len(shown))
    page = case_page(run, title(run, shown[0]), words, height=height_for(len(shown)))
    drawings = page.axes(len(shown))
    labels = [_labels(one) for one in shown]
    for axes, one in zip(drawings, shown, strict=True):
        _axes(axes, one, run.model.currency)
    page.fit(drawings, right=max(map(room_beside, labels)), top=_ABOVE, gap=_ABOVE + 0.1)
    for axes, one, beside in zip(drawings, shown, labels, strict=True):
        _draw(axes, one)
        label_right(axes, beside)
        panel_name(page, axes, said(one.product), f", per {one.per}")
    return Picture(page.title, page.figure)


def title(run: Run, first: UnitEconomics) -> str:
    """What one unit of the most important kind leaves, at launch and in the end."""
    launch, last, currency = first.launch, first.last, run.model.currency
    of_units = first.per == "unit"
    per, price = ("", "its price") if of_units else (" a month", "the price")

    def left(one: Earned, words: str) -> str:
        share = "" if one.share is None else f" ({percent(one.share, 0)}{words})"
        return f"{currency} {unit_price(one.contribution)}{per}{share} in {year_name(one.year)}"

    who = "unit" if of_units else "subscriber"
    what = name_in(_NAME, said(first.product), LABEL)
    start = f"Each {who} of {what} leaves {left(launch, f' of {price}')}"
    return start if launch.year == last.year else f"{start} and {left(last, '')}"


def _shows(found: int, shown: int) -> str:
    words = "Net price, direct cost and contribution by fiscal year"
    return words if found == shown else f"{words}; the {shown} largest of {found}"


def _axes(axes: Axes, one: UnitEconomics, currency: str) -> None:
    amounts = [value for year in one.years for value in (year.price, year.unit_cost or 0.0)]
    money_axis(axes.yaxis, span(amounts, above=0.1), currency, 4)
    places = [float(n) for n in range(len(one.years))]
    axes.set_xlim(-0.3, max(len(places) - 0.7, 0.7))
    names = [year.year for year in one.years]
    axes.set_xticks(places, labels=thinned(names, places, _PLOT / max(len(places), 2)))


def _draw(axes: Axes, one: UnitEconomics) -> None:
    places = range(len(one.years))
    prices = [year.price for year in one.years]
    costs = [year.unit_cost or 0.0 for year in one.years]
    zero_line(axes)
    gains = [price >= cost for price, cost in zip(prices, costs, strict=True)]
    for gain, colour in ((True, GAIN_PALE), (False, LOSS_PALE)):
        axes.fill_between(
            places, prices, costs, where=[g == gain for g in gains], interpolate=True,
            color=COLOURS[colour],
        )  # fmt: skip
    lines = [(prices, GAIN)] + ([] if one.last.unit_cost is None else [(costs, LOSS)])
    for values, colour in lines:
        axes.plot(places, values, "-o", color=COLOURS[colour], markersize=5,
                  markeredgecolor="white", markeredgewidth=0.8)  # fmt: skip


def _labels(one: UnitEconomics) -> list[Beside]:
    """The figures of the last year."""
    last = one.last
    labels = [Beside(f"Net price {unit_price(last.price)}", last.price, GAIN_INK)]
    if last.unit_cost is None:
        return labels
    middle = (last.price + last.unit_cost) / 2
    left = Beside(f"Contribution {unit_price(last.contribution)}", middle, "navy", bold=True)
    return [
        *labels,
        left,
        Beside(f"Unit cost {unit_price(last.unit_cost)}", last.unit_cost, LOSS_INK),
    ]
