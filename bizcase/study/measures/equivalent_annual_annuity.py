"""Equivalent annual annuity: the yearly payment over the horizon that is worth the case."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.flows import Flows
from bizcase.study.measures.measure import Measure
from bizcase.study.measures.roots.columns import FloatArray
from bizcase.study.measures.sheet_part import SheetPart
from bizcase.study.measures.sheet_rows import COLUMN_END, RATE


def annuity(present_value: FloatArray, rate: FloatArray, periods: float) -> FloatArray:
    """The equal payment at the end of each period that is worth `present_value`, (n,).

    `rate` is per period, (1,) or (n,); NaN where it is -100 % or less (Grant 1930).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        # 1 - (1 + r) ** -T, which would lose its digits at small rates
        worth = -np.expm1(-periods * np.log1p(rate)) / rate
        payment = present_value / np.where(rate == 0, periods, worth)
    return np.where(np.isfinite(payment) & (rate > -1), payment, np.nan)


def _compute(flows: Flows) -> FloatArray:
    return annuity(flows.net_present_value(), flows.rate, flows.horizon)


def _why(flows: Flows, _trial: int) -> str:
    return "the horizon has no length" if flows.horizon == 0 else "the rate is -100% or less"


_JAVASCRIPT = """flows => {
  const rate = flows.rate, ends = flows.columnEnd, length = ends[ends.length - 1] - ends[0];
  const worth = rate === 0 ? length : -Math.expm1(-length * Math.log1p(rate)) / rate;
  return rate > -1 ? netPresentValue(flows) / worth : NaN;
}"""

EQUIVALENT_ANNUAL_ANNUITY = Measure(
    name="equivalent_annual_annuity",
    label="Equivalent annual annuity",
    doc="The equal amount at the end of each year of the horizon with the same present value; it "
    "compares cases of different lives.",
    source="Grant 1930",
    unit="money",
    compute=_compute,
    why=_why,
    sheet=SheetPart(
        'IF(OR({rate}<=-1,{column_end:last}=0),"n/a",IF({rate}=0,{npv}/{column_end:last},'
        "{npv}*{rate}/(1-(1+{rate})^(-{column_end:last}))))",
        needs=("npv",),
        rows=(COLUMN_END,),
        cells=(RATE,),
    ),
    javascript=_JAVASCRIPT,
)
