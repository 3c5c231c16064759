"""Peak funding: the most money that is in the case at any time."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.flows import Flows
from bizcase.study.measures.measure import Measure, always_there
from bizcase.study.measures.payback import PAYBACK_SHEET, ever_in_debt
from bizcase.study.measures.roots.columns import FloatArray, IntArray
from bizcase.study.measures.sheet_part import SheetPart, SheetResult
from bizcase.study.measures.sheet_rows import ENDS_ON


def peak_funding_column(flows: Flows) -> IntArray:
    """The first column at whose end funding is at its peak, (n,); -1 where none is needed."""
    total = flows.cumulative_cash
    needed = ever_in_debt(flows) & np.isfinite(total[-1])
    return np.where(needed, total.argmin(axis=0), -1)


def _compute(flows: Flows) -> FloatArray:
    return np.maximum(-flows.deepest, 0.0)


_SHEET = SheetPart(
    "MAX(0,-MIN({running_cash:all}))",
    needs=("largest_cash",),
    rows=(*PAYBACK_SHEET.rows, ENDS_ON),
    cells=PAYBACK_SHEET.cells,
    further=(
        SheetResult(
            "peak_funding_period",
            "Peak funding: at the end of period",
            "number",
            "IF(ISNUMBER({largest_cash}),IF(SUM({cash_in_debt:all})>0,"
            'MATCH(MIN({running_cash:all}),{running_cash:all},0)-1,"n/a"),"n/a")',
            doc="0 is the opening.",
        ),
        SheetResult(
            "peak_funding_date",
            "Peak funding: date",
            "date",
            'IF(ISNUMBER({peak_funding_period}),INDEX({ends_on:all},1,1+{peak_funding_period}),"n/a")',
            doc="The last day of that period.",
            when="calendar",
        ),
    ),
)

PEAK_FUNDING = Measure(
    name="peak_funding",
    label="Peak funding",
    doc="The deepest point of cumulative cash, without terminal value, as a positive amount; zero "
    "if no money is ever needed.",
    source="Brealey, Myers and Allen, Principles of Corporate Finance",
    unit="money",
    compute=_compute,
    why=always_there,
    sheet=_SHEET,
    javascript="flows => Math.max(0, -Math.min(...runningTotal(flows.cash)))",
)
