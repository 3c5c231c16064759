"""The chart `npv-profile`: the NPV over the discount rate, with every rate at which it is zero."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bizcase.problems import Problem
from bizcase.report.charts.axes import money_axis, share_axis, span, zero_line
from bizcase.report.charts.chart import Picture, nothing
from bizcase.report.charts.labels import Labels
from bizcase.report.charts.look import COLOURS
from bizcase.report.charts.note import note
from bizcase.report.charts.page import Page
from bizcase.study.measures.irr import percentages
from bizcase.study.measures.npv import npv_at
from bizcase.study.run import Run
from bizcase.units.money import money, percent

_POINTS = 241
_LEAST, _MOST = -0.5, 2.0  # rates beyond these are said, not drawn
_NARROWEST = 0.15  # the axis reaches at least so far beyond the discount rate
_FREE = 0.25  # of the rates of interest, beyond the last
_SHOWS = "Net present value by discount rate, effective per year"


def npv_profile(run: Run) -> Picture | Problem:
    """One curve, and dots where it meets zero and at the rate of the case."""
    npv = run.measures["npv"]
    if npv is None:
        return nothing(
            f"there is no NPV: {run.why_null['npv']}", "`bizcase run` says what is missing"
        )
    drawn = [rate for rate in run.irr_all if _LEAST < rate < _MOST]
    low, high = _reach(run.rate, drawn)
    rates = np.linspace(low, high, _POINTS)
    with np.errstate(all="ignore"):
        worth = np.array([float(npv_at(run.flows, rate)[0]) for rate in rates])
    beyond = [rate for rate in run.irr_all if rate not in drawn]
    page = Page(title(run), _SHOWS, note(run, _beyond(beyond)))
    [axes] = page.axes()
    money_axis(axes.yaxis, span(worth.tolist(), below=0.08, above=0.1), run.model.currency)
    share_axis(axes.xaxis, (low, high), 8, "/year")
    page.fit([axes], right=0.3)
    zero_line(axes)
    for above, colour in ((True, "mist"), (False, "sand")):
        axes.fill_between(
            rates, worth, 0, where=(worth >= 0) == above, interpolate=True, color=COLOURS[colour]
        )
    axes.plot(rates, worth, color=COLOURS["navy"], clip_on=False)
    labels = Labels(axes, [(rates.tolist(), worth.tolist()), ([low, high], [0.0, 0.0])])
    marks = [
        (run.rate, npv, f"{money(npv, run.model.currency)}\nat {percent(run.rate, 2)}", "navy")
    ]
    marks += [
        (rate, 0.0, f"IRR {text}", "teal")
        for rate, text in zip(drawn, percentages(drawn) if drawn else (), strict=True)
    ]
    for x, y, _, colour in marks:
        axes.plot([x], [y], "o", color=COLOURS[colour], markersize=7, markeredgecolor="white",
                  markeredgewidth=1.2, zorder=7, clip_on=False)  # fmt: skip
        labels.keep_free(x, y)
    for x, y, text, colour in marks:
        labels.put(text, x, y, colour, bold=colour == "navy")
    return Picture(page.title, page.figure)


def title(run: Run) -> str:
    """Up to which rate the case is worth something."""
    npv = run.measures["npv"] or 0.0
    at = f"at {percent(run.rate, 2)} it is {money(npv, run.model.currency)}"
    if not run.irr_all:
        sign = "positive" if npv > 0 else "negative" if npv < 0 else "zero"
        return f"The NPV is {sign} at every discount rate: there is no rate of return"
    shown = percentages(list(run.irr_all))
    if len(shown) > 1:
        roots = f"{', '.join(shown[:-1])} and {shown[-1]}"
        return f"The NPV is zero at {roots}: there is no single rate of return; {at}"
    [irr] = run.irr_all
    falls = (npv > 0) == (run.rate < irr)
    side = "below" if falls else "above"
    if abs(run.rate - irr) < 1e-9:
        return f"The rate of return is the discount rate, {shown[0]}: the NPV is zero"
    return f"The NPV is positive {side} {shown[0]}; {at}"


def _reach(rate: float, roots: Sequence[float]) -> tuple[float, float]:
    """The rates that are drawn: from 0, or below it where something is to be seen there."""
    interest = [0.0, rate, *roots]
    wide = max(max(interest) - min(interest), _NARROWEST)
    low = min(interest)
    return (low - 0.1 * wide if low < 0 else 0.0), max(
        max(interest) + _FREE * wide, rate + _NARROWEST
    )


def _beyond(rates: Sequence[float]) -> str:
    return f"not drawn: NPV zero at {', '.join(percentages(list(rates)))}" if rates else ""
