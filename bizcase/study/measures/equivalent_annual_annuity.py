"""Equivalent annual annuity: the yearly payment over the horizon that is worth the case."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.flows import Flows, why_no_rate
from bizcase.study.measures.measure import Measure
from bizcase.study.measures.roots.columns import FloatArray
from bizcase.study.measures.sheet_part import SheetPart
from bizcase.study.measures.sheet_rows import RATE, RATE_IS_LEVEL


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
    return annuity(flows.net_present_value(), flows.level_rate, flows.horizon)


def _why(flows: Flows, trial: int) -> str:
    if why := why_no_rate(flows, trial):
        return why
    return "the horizon has no length" if flows.horizon == 0 else "the rate is -100% or less"


_JAVASCRIPT = """flows => {
  const rate = flows.levelRate, length = flows.life;
  const worth = rate === 0 ? length : -Math.expm1(-length * Math.log1p(rate)) / rate;
  return rate > -1 ? netPresentValue(flows) / worth : NaN;
}"""

EQUIVALENT_ANNUAL_ANNUITY = Measure(
    name="equivalent_annual_annuity",
    label="Equivalent annual annuity",
    doc="The equal amount at the end of each year of operation with the same present value; it "
    "compares cases of different lives.",
    source="Grant 1930",
    unit="money",
    compute=_compute,
    why=_why,
    sheet=SheetPart(
        'IF(OR({rate}<=-1,{rate_is_level}=0),"n/a",IF({rate}=0,{npv}/{horizon},'
        "{npv}*{rate}/(1-(1+{rate})^(-{horizon}))))",
        needs=("npv",),
        cells=(RATE, RATE_IS_LEVEL),
    ),
    javascript=_JAVASCRIPT,
)
