"""Equivalent annual annuity: the yearly payment over the horizon that is worth the case."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.flows import Flows
from bizcase.study.measures.measure import Measure
from bizcase.study.measures.roots.columns import FloatArray


def _compute(flows: Flows) -> FloatArray:
    rate, years = flows.rate, flows.horizon
    with np.errstate(divide="ignore", invalid="ignore"):
        # 1 - (1 + r) ** -T, which would lose its digits at small rates
        annuity = -np.expm1(-years * np.log1p(rate)) / rate
        payment = flows.net_present_value() / np.where(rate == 0, years, annuity)
    return np.where(np.isfinite(payment), payment, np.nan)


def _why(flows: Flows, _trial: int) -> str:
    return "the horizon has no length" if flows.horizon == 0 else "the rate is -100 % or less"


EQUIVALENT_ANNUAL_ANNUITY = Measure(
    name="equivalent_annual_annuity",
    label="Equivalent annual annuity",
    doc="The equal amount at the end of each year of the horizon with the same present value; it "
    "compares cases of different lives.",
    source="Grant 1930",
    unit="money",
    compute=_compute,
    why=_why,
)
