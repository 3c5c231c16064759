"""The chart `revenue-and-costs`: by fiscal year what comes in, what it costs, and EBITDA."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bizcase.engine.operations import Array
from bizcase.problems import Problem
from bizcase.report.charts.axes import money_axis, span, year_bars, zero_line
from bizcase.report.charts.chart import MISSING, NO_FLOWS, Picture, nothing
from bizcase.report.charts.labels import Beside, label_right, room_beside
from bizcase.report.charts.layers import Layer, by_fiscal_year, course, draw_stack, heights, layers
from bizcase.report.charts.look import COLOURS
from bizcase.report.charts.page import case_page
from bizcase.report.charts.words import name_in, width
from bizcase.report.names import row_name, said, year_name
from bizcase.report.palette import COSTS, INCOME
from bizcase.report.tables.statement import only_benefits
from bizcase.study.fiscal_years import FiscalYears, fiscal_years
from bizcase.study.parts import parts, products
from bizcase.study.run import Run
from bizcase.units.money import money, percent, short

_PLOT = 5.3  # inches across, about
_ROOM = 1.75  # inches for a label
_SIZE = 8.0  # points, of the labels
_WIDE = 0.72  # of a bar, of its place


def statement(run: Run) -> Picture | Problem:
    """Stacked bars: revenue by product or kind above zero, costs by line below."""
    years = fiscal_years(run.model.timeline)
    totals = [
        np.asarray(run.arrays[row]) for row in ("revenue", "cost_of_sales", "operating_costs")
    ]
    if not all(np.isfinite(total).all() for total in totals):
        return nothing("a figure is missing", MISSING)
    stack = [
        *layers(years, _income(run), INCOME, "Other"),
        *layers(years, _costs(run), COSTS, "Other costs", sign=-1),
    ]
    if not stack:
        return nothing("there is no revenue and no cost", NO_FLOWS)
    first, last = _shown([one.values for one in stack])
    stack = [replace(one, values=one.values[first:last]) for one in stack]
    ebitda = by_fiscal_year(years, np.asarray(run.arrays["ebitda"]))[first:last]
    return _drawn(run, years, first, stack, ebitda)


def _drawn(
    run: Run, years: FiscalYears, first: int, stack: Sequence[Layer], ebitda: Array
) -> Picture:
    word = "Benefits" if only_benefits(run) else "Revenue"
    year = year_name(years.headings[first + len(ebitda) - 1])
    shows = f"{word} and costs by fiscal year, amounts of {year} at the right; EBITDA as a line"
    page = case_page(run, title(run), shows)
    [axes] = page.axes()
    money_axis(axes.yaxis, span([*heights(stack), *ebitda]), run.model.currency)
    places = year_bars(axes, _until(years, first + len(ebitda)), first, _PLOT)
    middles = draw_stack(axes, places, [_WIDE] * len(places), stack)
    labels = [_label(one, at) for one, at in zip(stack, middles, strict=True)]
    line = Beside(
        f"EBITDA {short(float(ebitda[-1]), whole=False)}", float(ebitda[-1]), "navy", True, "navy"
    )
    labels.append(line)
    page.fit([axes], right=room_beside(labels, _SIZE))
    zero_line(axes)
    axes.plot(
        places,
        ebitda,
        "-o",
        color=COLOURS["navy"],
        markersize=5.5,
        markeredgecolor="white",
        markeredgewidth=1,
        zorder=5,
    )
    label_right(axes, labels, _SIZE)
    return Picture(page.title, page.figure)


def _label(layer: Layer, at: float) -> Beside:
    """The name of a layer and what it is in the last year."""
    last = float(layer.values[-1])
    amount = f" {short(abs(last), whole=False)}" if last else ""
    name = name_in(_ROOM - width(amount, _SIZE), layer.name, _SIZE)
    return Beside(name + amount, at, layer.ink, swatch=layer.colour)


def title(run: Run) -> str:
    """How much comes in, and what is left of it."""
    timeline, currency = run.model.timeline, run.model.currency
    years = fiscal_years(timeline)
    revenue = by_fiscal_year(years, np.asarray(run.arrays["revenue"]))
    ebitda = by_fiscal_year(years, np.asarray(run.arrays["ebitda"]))
    saves = only_benefits(run)
    word, s = ("Benefits", "") if saves else ("Revenue", "s")
    if revenue.max() <= 0:
        spent = money(float(-ebitda.sum()), currency)
        return f"There is no {word.lower()}; costs add up to {spent}"
    way, at = course(timeline, years, revenue)
    year, amount = year_name(years.headings[at]), money(float(revenue[at]), currency)
    start = (
        f"{word} "
        + {
            "flat": f"{'are' if saves else 'is'} {amount} in every year",
            "grows": f"grow{s} to {amount} in {year}",
            "reaches": f"reach{'es' * len(s)} {amount} a year",
            "peaks": f"peak{s} at {amount} in {year}",
            "once": f"{'are' if saves else 'is'} {amount} in {year}",
        }[way]
    )
    if ebitda[at] <= 0:
        verb, left = "does" if s else "do", money(float(ebitda[at]), currency)
        return f"{start} and {verb} not cover the costs: EBITDA is {left}"
    share = percent(float(ebitda[at] / revenue[at]), 0)
    return f"{start}; {share} of {'them are' if saves else 'it is'} left as EBITDA"


def _income(run: Run) -> dict[str, Array]:
    """Revenue by product; that of a single product by kind."""
    found = parts(run, "revenue")
    found = found if len(found) != 1 else parts(run, "revenue", by_product=False)
    return _named(run, found, "")


def _named(run: Run, found: Mapping[str, Array], of_product: str) -> dict[str, Array]:
    """The parts under the words for them, what a product stands for said in full."""
    named: dict[str, Array] = {}
    known = products(run.model)
    for name, values in found.items():
        words = (
            row_name(name, run.model).replace("nit revenue", "nit sales").removesuffix(" revenue")
        )
        if of_product and name in known:
            words = f"{words}: {of_product}" if len(known) > 1 else said(of_product)
        named[words] = named[words] + values if words in named else values
    return named


def _costs(run: Run) -> dict[str, Array]:
    """Cost of sales and operating costs together."""
    found = dict(parts(run, "cost_of_sales"))
    for name, values in parts(run, "operating_costs").items():
        found[name] = found[name] + values if name in found else values
    return _named(run, found, "direct costs")


def _shown(values: Sequence[Array]) -> tuple[int, int]:
    """The first and one past the last fiscal year with anything in it; the opening only if so."""
    moved = np.abs(np.array(values)).sum(axis=0)
    last = max(int(np.flatnonzero(moved)[-1]) + 1, 2) if moved.any() else 2
    return (0 if moved[0] else 1), last


def _until(years: FiscalYears, last: int) -> FiscalYears:
    return FiscalYears(years.headings[:last], years.columns[:last])
