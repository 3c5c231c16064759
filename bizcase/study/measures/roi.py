"""Return on investment: net present value over the present value of all costs."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.flows import Flows
from bizcase.study.measures.measure import Measure
from bizcase.study.measures.roots.columns import FloatArray
from bizcase.study.measures.sheet_part import SheetCell, SheetPart, SheetRow
from bizcase.study.measures.sheet_rows import DISCOUNTED, TERMINAL_WORTH

# Costs this small beside the benefits are float residue.
_RESIDUE = 1e-12


def _compute(flows: Flows) -> FloatArray:
    net = flows.net_present_value()
    terminal = flows.discounted_terminal_value().sum(axis=0)
    benefits = (flows.benefits * flows.discount_factor).sum(axis=0) + terminal
    costs = benefits - net
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(costs > _RESIDUE * np.abs(benefits), net / costs, np.nan)


def _why(_flows: Flows, _trial: int) -> str:
    return "there are no costs"


_SHEET = SheetPart(
    'IF({costs}>{1e-12}*ABS({benefits}),{npv}/{costs},"n/a")',
    needs=("npv", "costs"),
    rows=(
        *DISCOUNTED,
        SheetRow("inflow", "Gross inflows", "money", "{revenue}+{disposals}"),
        SheetRow(
            "discounted_inflow",
            "Gross inflows, present value",
            "money",
            "{inflow}*{discount_factor}",
        ),
    ),
    cells=(
        TERMINAL_WORTH,
        SheetCell(
            "benefits",
            "Benefits, present value",
            "money",
            "SUM({discounted_inflow:all})+{terminal_worth}",
        ),
        SheetCell("costs", "Costs, present value", "money", "{benefits}-{npv}"),
    ),
)

_JAVASCRIPT = f"""flows => {{
  const net = netPresentValue(flows);
  const inflow = flows.benefits.map((amount, c) => amount * flows.discountFactor[c]);
  const benefits = added(inflow) + added(discountedTerminal(flows)), costs = benefits - net;
  return costs > {_RESIDUE!r} * Math.abs(benefits) ? net / costs : NaN;
}}"""

ROI = Measure(
    name="roi",
    label="Return on all costs (ROI)",
    doc="Present value of the benefits less that of the costs, over that of the costs.",
    source="Forrester, Total Economic Impact",
    unit="share",
    compute=_compute,
    why=_why,
    sheet=_SHEET,
    javascript=_JAVASCRIPT,
)
