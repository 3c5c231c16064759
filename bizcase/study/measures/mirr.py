"""Modified internal rate of return: what inflows put aside at one rate make of money at another."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.flows import Flows, discount_factors
from bizcase.study.measures.measure import Measure
from bizcase.study.measures.roots.columns import FloatArray


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
    return mirr(*flows.timed(), finance_rate=flows.rate, reinvest_rate=flows.rate)


def _why(flows: Flows, trial: int) -> str:
    amounts = flows.timed()[1][:, trial]
    return "no money goes out" if (amounts >= 0).all() else "no money comes in"


MIRR = Measure(
    name="mirr",
    label="Modified internal rate of return",
    doc="The yearly return if outflows are financed and inflows reinvested at the discount rate.",
    source="Lin 1976",
    unit="share",
    compute=_compute,
    why=_why,
)
