"""Modified internal rate of return: what inflows put aside at one rate make of money at another."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.flows import Flows, discount_factors, why_no_rate
from bizcase.study.measures.measure import Measure
from bizcase.study.measures.roots.columns import FloatArray
from bizcase.study.measures.sheet_part import SheetCell, SheetPart, SheetRow
from bizcase.study.measures.sheet_rows import (
    CASH_TIME,
    DISCOUNTED,
    RATE,
    RATE_IS_LEVEL,
    TERMINAL_WHEN,
    TOTAL_WORTH,
)


def mirr(
    times: FloatArray,
    flows: FloatArray,
    finance_rate: float | FloatArray,
    reinvest_rate: float | FloatArray,
) -> FloatArray:
    """Yearly growth from the outflows, discounted, to the inflows, compounded to the last time.

    times: (K,) years, in any order; flows: (K, n); rates effective per year, one or (n,). Returns
    (n,), NaN without both inflows and outflows. Lin (1976), for flows at any times.
    """
    first, last = times.min(), times.max()
    reinvested = np.maximum(flows, 0.0) * discount_factors(times - last, reinvest_rate)
    financed = np.maximum(-flows, 0.0) * discount_factors(times - first, finance_rate)
    final, initial = reinvested.sum(axis=0), financed.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = np.log(final / initial) / (last - first)
    return np.where(np.isfinite(growth), np.expm1(growth), np.nan)


def _compute(flows: Flows) -> FloatArray:
    return mirr(*flows.timed, finance_rate=flows.level_rate, reinvest_rate=flows.level_rate)


def _why(flows: Flows, trial: int) -> str:
    if why := why_no_rate(flows, trial):
        return why
    amounts = flows.timed[1][:, trial]
    return "no money goes out" if (amounts >= 0).all() else "no money comes in"


_SHEET = SheetPart(
    'IF(OR(MIN({worth_of_inflows},{worth_of_outflows},{last_flow})<=0,{rate_is_level}=0),"n/a",'
    "(1+{rate})*({worth_of_inflows}/{worth_of_outflows})^(1/{last_flow})-1)",
    needs=("total_worth",),
    rows=(
        *DISCOUNTED,
        CASH_TIME,
        TERMINAL_WHEN,
        SheetRow(
            "terminal_there",
            "Terminal value: time, where there is one",
            "years",
            "IF({terminal}<>0,{terminal_when},0)",
        ),
    ),
    cells=(
        RATE,
        RATE_IS_LEVEL,
        TOTAL_WORTH,
        SheetCell(
            "worth_of_inflows",
            "Inflows, present value",
            "money",
            'SUMIF({discounted_cash:all},">0")+SUMIF({discounted_terminal:all},">0")',
        ),
        SheetCell(
            "worth_of_outflows",
            "Outflows, present value",
            "money",
            '-SUMIF({discounted_cash:all},"<0")-SUMIF({discounted_terminal:all},"<0")',
        ),
        SheetCell(
            "last_flow",
            "Time of the last cash flow",
            "years",
            "MAX(MAX({cash_time:all}),MAX({terminal_there:all}))",
        ),
    ),
)

_JAVASCRIPT = """flows => {
  const [times, amounts] = timed(flows);
  const first = Math.min(...times), last = Math.max(...times), rate = flows.levelRate;
  const moved = (sign, to) => added(
    amounts.map((amount, k) => Math.max(0, sign * amount) * factorAt(rate, times[k] - to)),
  );
  const growth = Math.log(moved(1, last) / moved(-1, first)) / (last - first);
  return Number.isFinite(growth) ? Math.expm1(growth) : NaN;
}"""

MIRR = Measure(
    name="mirr",
    label="Modified internal rate of return",
    doc="The yearly return if outflows are financed and inflows reinvested at the discount rate.",
    source="Lin 1976",
    unit="share",
    compute=_compute,
    why=_why,
    sheet=_SHEET,
    javascript=_JAVASCRIPT,
)
