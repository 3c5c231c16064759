"""The chart `cash`: cumulative cash with payback, peak funding and the turn of EBITDA."""

from __future__ import annotations

import numpy as np

from bizcase.problems import Problem
from bizcase.report.charts.axes import fill_from_zero, money_axis, span, time_axis
from bizcase.report.charts.chart import MISSING, NO_FLOWS, Picture, nothing
from bizcase.report.charts.labels import Beside, Labels, Mark, label_right, room_beside
from bizcase.report.charts.look import COLOURS
from bizcase.report.charts.page import case_page
from bizcase.report.tables.measures import peak_funding_time
from bizcase.study.measures.roots.columns import running_total
from bizcase.study.run import Run
from bizcase.units.money import money, years

_PLOT = 6.4  # inches across, about
_BELOW = 0.16  # of the range: labels stand below the lowest point
_SHOWS = "Cumulative free cash flow, without terminal value"


def cash(run: Run) -> Picture | Problem:
    """Cumulative cash over time, plain and discounted."""
    flows, timeline = run.flows, run.model.timeline
    total = flows.cumulative_cash[:, 0]
    if not np.isfinite(total).all():
        return nothing("a cash flow is missing", MISSING)
    if not flows.cash.any():
        return nothing("all cash flows are zero", NO_FLOWS)
    currency = run.model.currency
    worth = running_total(flows.discounted_cash())[:, 0]
    ends = flows.column_end.tolist()
    page = case_page(run, title(run), _SHOWS)
    [axes] = page.axes()
    money_axis(axes.yaxis, span([*total, *worth], below=_BELOW), currency)
    time_axis(axes, timeline, _PLOT)
    last = [
        Beside(money(total[-1], currency), float(total[-1]), "navy", bold=True),
        Beside(f"{money(worth[-1], currency)}\ndiscounted", float(worth[-1]), "slate"),
    ]
    page.fit([axes], right=room_beside(last))
    fill_from_zero(axes, ends, total)
    axes.plot(ends, worth, color=COLOURS["grey"], linewidth=1.3)
    axes.plot(ends, total, color=COLOURS["navy"], clip_on=False)
    label_right(axes, last)
    _marks(
        run,
        Labels(
            axes, [(ends, total.tolist()), (ends, worth.tolist()), ([0.0, ends[-1]], [0.0, 0.0])]
        ),
    )
    return Picture(page.title, page.figure)


def title(run: Run) -> str:
    """When the cash comes back, and how much is needed until then."""
    needed = run.measures["peak_funding"]
    back = run.measures["payback_years"]
    last = run.flows.cumulative_cash[-1, 0]
    currency = run.model.currency
    if not needed:
        return f"No funding is needed; {money(float(last), currency)} have come in by the end"
    on_the_way = f"{money(needed, currency)} are needed"
    if back is None:
        return f"Cash is not recovered within the horizon; {on_the_way}"
    return f"Cash is recovered after {years(back, whole=False)}; {on_the_way} on the way"


def turn_of_ebitda(run: Run) -> int | None:
    """The first column from which on EBITDA stays positive, if it was not so from the start."""
    values = run.rows["ebitda"][1 : run.model.timeline.periods + 1]
    if any(v is None for v in values):
        return None
    gains = [v is not None and v > 0 for v in values]
    if all(gains) or not gains[-1]:
        return None
    return len(gains) - gains[::-1].index(False) + 1


def _marks(run: Run, labels: Labels) -> None:
    ends, total = run.flows.column_end.tolist(), run.flows.cumulative_cash[:, 0].tolist()
    marks: list[Mark] = []
    lowest, back = run.peak_funding_column, run.measures["payback_years"]
    if lowest is not None:
        needed = money(-total[lowest], run.model.currency)
        text = f"Peak funding {needed}\n{peak_funding_time(run)}"
        marks.append(Mark(ends[lowest], total[lowest], text, "rust"))
    if back is not None:
        marks.append(Mark(back, 0.0, f"Payback\n{years(back, whole=False)}", "teal"))
    turn = turn_of_ebitda(run)
    if turn is not None:  # it is positive from the beginning of that period on
        text = f"EBITDA positive\nfrom {run.periods[turn]}"
        marks.append(Mark(ends[turn - 1], total[turn - 1], text, "slate"))
    labels.name(marks)
