"""The chart `fan`: how far cumulative cash may go apart over time."""

from __future__ import annotations

import numpy as np

from bizcase.problems import Problem
from bizcase.report.charts.axes import money_axis, span, time_axis, zero_line
from bizcase.report.charts.chart import MISSING, Picture, nothing
from bizcase.report.charts.labels import Beside, label_right, room_beside
from bizcase.report.charts.look import COLOURS
from bizcase.report.charts.page import case_page
from bizcase.report.names import trials_said
from bizcase.report.tables.simulation import trials_line
from bizcase.study.simulation.fans import percentile
from bizcase.study.simulation.result import Simulation
from bizcase.units.money import money, short

ROW = "cumulative_cash"
_PLOT = 6.2  # inches across, about
_BANDS = (
    (0, -1, "mist"),
    (1, -2, "light"),
    (2, -3, "teal"),
)  # of the percentiles, outer ones first
_SHOWS = (
    "Cumulative cash, without terminal value: "
    "in each period nine, eight and five of ten trials lie within the bands"
)


def fan(simulation: Simulation) -> Picture | Problem:
    """Bands around the median, and the case itself."""
    found, model = simulation.fans[ROW], simulation.model
    if not np.isfinite(found.values).all():
        return nothing("cumulative cash is missing in some periods", MISSING)
    spread = found.values[-1] - found.values[0]
    if not (spread > 1e-9 * np.abs(found.values).max()).any():
        return nothing(
            "cumulative cash is the same in all trials",
            "see which assumptions with a range change it",
        )
    base = simulation.base.flows.cumulative_cash[:, 0]
    ends = [model.timeline.end(column) for column in range(model.timeline.columns)]
    page = case_page(simulation.base, title(simulation), _SHOWS, trials_line(simulation))
    [axes] = page.axes()
    money_axis(axes.yaxis, span([*found.values.ravel().tolist(), *base.tolist()]), model.currency)
    time_axis(axes, model.timeline, _PLOT)
    middle = found.shares.index(0.5)
    labels = [
        Beside(
            f"{'Median' if n == middle else percentile(share)} {short(float(value), whole=False)}",
            float(value), "navy" if n == middle else "slate", n == middle,
        )
        for n, (share, value) in enumerate(zip(found.shares, found.values[:, -1], strict=True))
    ]  # fmt: skip
    labels.append(Beside(f"Base {short(float(base[-1]), whole=False)}", float(base[-1]), "navy"))
    page.fit([axes], right=room_beside(labels))
    for low, high, colour in _BANDS:
        axes.fill_between(ends, found.values[low], found.values[high], color=COLOURS[colour])
    zero_line(axes)
    axes.plot(ends, found.values[middle], color=COLOURS["navy"])
    axes.plot(ends, base, color=COLOURS["navy"], linewidth=1.3, linestyle=(0, (4, 2)))
    label_right(axes, labels)
    return Picture(page.title, page.figure)


def title(simulation: Simulation) -> str:
    """How likely the cash comes back, and how much may be needed."""
    model, needed = simulation.model, simulation.measures["peak_funding"].percentiles[0.9]
    payback = simulation.measures["payback_years"]
    never = sum(share for why, share in payback.why.items() if "never" in why)
    if needed <= 0:
        return "In nine of ten trials no funding is needed"
    most = money(needed, model.currency)
    return f"Cash comes back in {trials_said(1 - never)}; one in ten needs more than {most}"
