"""Terminal value's share: how much of the net present value lies beyond the horizon."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.flows import Flows
from bizcase.study.measures.measure import Measure
from bizcase.study.measures.roots.columns import FloatArray
from bizcase.study.measures.sheet_part import SheetCell, SheetPart
from bizcase.study.measures.sheet_rows import DISCOUNTED, TERMINAL_WORTH


def _compute(flows: Flows) -> FloatArray:
    net = flows.net_present_value()
    terminal = flows.discounted_terminal_value().sum(axis=0)
    exists = (flows.terminal_value != 0).any(axis=0) & (net > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(exists, terminal / net, np.nan)


def _why(flows: Flows, trial: int) -> str:
    if not flows.terminal_value[:, trial].any():
        return "no terminal value"
    return "the net present value is not positive"


_JAVASCRIPT = """flows => {
  const net = netPresentValue(flows), exists = flows.terminalValue.some(value => value !== 0);
  return exists && net > 0 ? added(discountedTerminal(flows)) / net : NaN;
}"""

TERMINAL_VALUE_SHARE = Measure(
    name="terminal_value_share",
    label="Terminal value's share",
    doc="Present value of the terminal value over the net present value.",
    source="Koller, Goedhart and Wessels, Valuation",
    unit="share",
    compute=_compute,
    why=_why,
    sheet=SheetPart(
        'IF(AND({terminal_values}>0,{npv}>0),{terminal_worth}/{npv},"n/a")',
        needs=("npv",),
        rows=DISCOUNTED,
        cells=(
            TERMINAL_WORTH,
            SheetCell(
                "terminal_values",
                "Terminal values, how many",
                "number",
                "SUMPRODUCT(({terminal:all}<>0)*1)",
            ),
        ),
    ),
    javascript=_JAVASCRIPT,
)
