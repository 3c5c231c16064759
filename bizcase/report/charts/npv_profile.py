"""The chart `npv-profile`: the NPV over the discount rate, with every rate at which it is zero."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bizcase.engine.operations import Array
from bizcase.problems import Problem
from bizcase.report.charts.axes import fill_from_zero, money_axis, share_axis, span
from bizcase.report.charts.chart import MISSING, NO_FLOWS, Picture, nothing
from bizcase.report.charts.labels import Labels, Mark
from bizcase.report.charts.look import COLOURS
from bizcase.report.charts.page import case_page
from bizcase.study.measures.flows import Flows
from bizcase.study.measures.irr import percentages
from bizcase.study.measures.npv import npv_at
from bizcase.study.run import Run
from bizcase.units.money import money, percent

_POINTS = 241
_LEAST, _MOST = -0.5, 2.0  # rates beyond these are said, not drawn
_NARROWEST = 0.15  # the axis reaches at least so far beyond the discount rate
_SAME = 1e-9  # rates
_FREE = 0.25  # of the rates of interest, beyond the last
_SHOWS = "Net present value by discount rate, effective per year"


def npv_profile(run: Run) -> Picture | Problem:
    """One curve, and dots where it meets zero and at the rate of the case."""
    npv = run.measures["npv"]
    if npv is None:
        return nothing(f"there is no NPV: {run.why_null['npv']}", MISSING)
    if not (run.flows.cash.any() or run.flows.terminal_value.any()):
        return nothing("all cash flows are zero", NO_FLOWS)
    drawn = [rate for rate in run.irr_all if _LEAST < rate < _MOST]
    low, high = reach([run.rate], drawn)
    rates, worth = profile(run.flows, low, high)
    beyond = [rate for rate in run.irr_all if rate not in drawn]
    page = case_page(run, title(run), _SHOWS, _beyond(beyond))
    [axes] = page.axes()
    money_axis(axes.yaxis, span(worth.tolist(), below=0.08, above=0.1), run.model.currency)
    share_axis(axes.xaxis, (low, high), 8, "/year")
    page.fit([axes], right=0.3)
    fill_from_zero(axes, rates, worth)
    axes.plot(rates, worth, color=COLOURS["navy"], clip_on=False)
    labels = Labels(axes, [(rates.tolist(), worth.tolist()), ([low, high], [0.0, 0.0])])
    marks = []
    if run.level_rate is not None:  # else it does not lie on the curve
        worth_here = f"{money(npv, run.model.currency)}\nat {percent(run.rate, 2)}"
        marks.append(Mark(run.rate, npv, worth_here, "navy", bold=True))
    marks += [
        Mark(rate, 0.0, f"IRR {text}", "teal")
        for rate, text in zip(drawn, percentages(drawn) if drawn else (), strict=True)
    ]
    labels.name(marks)
    return Picture(page.title, page.figure)


def title(run: Run) -> str:
    """Up to which rate the case is worth something."""
    npv = run.measures["npv"] or 0.0
    here = "its yearly rates" if run.level_rate is None else percent(run.rate, 2)
    at = f"; at {here} it is {money(npv, run.model.currency)}"
    if not run.irr_all:
        sign = "positive" if npv > 0 else "negative"
        return f"The NPV is {sign} at every discount rate: there is no rate of return"
    shown = percentages(list(run.irr_all))
    if any(abs(run.rate - irr) < _SAME for irr in run.irr_all):
        at = ""  # it is zero there
    if len(shown) > 1:
        roots = f"{', '.join(shown[:-1])} and {shown[-1]}"
        return f"The NPV is zero at {roots}: there is no single rate of return{at}"
    [irr] = run.irr_all
    if not at:
        return f"The rate of return is the discount rate, {shown[0]}: the NPV is zero"
    falls = (npv > 0) == (run.rate < irr)
    return f"The NPV is positive at every rate {'below' if falls else 'above'} {shown[0]}{at}"


def profile(flows: Flows, low: float, high: float) -> tuple[Array, Array]:
    """Discount rates between two, and the NPV at each."""
    rates = np.linspace(low, high, _POINTS)
    with np.errstate(all="ignore"):
        return rates, np.array([float(npv_at(flows, rate)[0]) for rate in rates])


def reach(rates: Sequence[float], roots: Sequence[float]) -> tuple[float, float]:
    """The rates that are drawn: from 0, or below it where something is to be seen there."""
    interest = [0.0, *rates, *roots]
    wide = max(max(interest) - min(interest), _NARROWEST)
    low = min(interest)
    return (low - 0.1 * wide if low < 0 else 0.0), max(
        max(interest) + _FREE * wide, max(rates) + _NARROWEST
    )


def _beyond(rates: Sequence[float]) -> str:
    return f"not drawn: NPV zero at {', '.join(percentages(list(rates)))}" if rates else ""
