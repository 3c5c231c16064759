"""Profitability index: what comes in for each unit of money that goes out."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.flows import Flows
from bizcase.study.measures.measure import Measure
from bizcase.study.measures.roots.columns import FloatArray
from bizcase.study.measures.sheet_part import SheetCell, SheetPart
from bizcase.study.measures.sheet_rows import DISCOUNTED, TOTAL_WORTH


def _compute(flows: Flows) -> FloatArray:
    net = flows.discounted_cash() + flows.discounted_terminal_value()
    inflow, outflow = np.maximum(net, 0.0).sum(axis=0), np.maximum(-net, 0.0).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(outflow > 0, inflow / outflow, np.nan)


def _why(_flows: Flows, _trial: int) -> str:
    return "no money goes out"


_JAVASCRIPT = """flows => {
  const terminal = discountedTerminal(flows);
  const net = discountedCash(flows).map((worth, c) => worth + terminal[c]);
  const side = sign => added(net.map(worth => Math.max(0, sign * worth)));
  return side(-1) > 0 ? side(1) / side(-1) : NaN;
}"""

PROFITABILITY_INDEX = Measure(
    name="profitability_index",
    label="Profitability index",
    doc="Present value of the periods with a net inflow over that of those with a net outflow.",
    source="Lorie and Savage 1955",
    unit="ratio",
    compute=_compute,
    why=_why,
    sheet=SheetPart(
        'IF({money_out}>0,{money_in}/{money_out},"n/a")',
        needs=("total_worth",),
        rows=DISCOUNTED,
        cells=(
            TOTAL_WORTH,
            SheetCell(
                "money_in",
                "Periods with a net inflow, present value",
                "money",
                'SUMIF({worth:all},">0")',
            ),
            SheetCell(
                "money_out",
                "Periods with a net outflow, present value",
                "money",
                '-SUMIF({worth:all},"<0")',
            ),
        ),
    ),
    javascript=_JAVASCRIPT,
)
