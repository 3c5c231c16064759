"""Peak funding: the most money that is in the case at any time."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.flows import Flows
from bizcase.study.measures.measure import Measure, always_there
from bizcase.study.measures.payback import in_debt
from bizcase.study.measures.roots.columns import FloatArray, IntArray


def peak_funding_column(flows: Flows) -> IntArray:
    """The first column at whose end funding is at its peak, (n,); -1 where none is needed."""
    total = flows.cumulative_cash
    needed = in_debt(flows.cash, total).any(axis=0) & np.isfinite(total[-1])
    return np.where(needed, total.argmin(axis=0), -1)


def _compute(flows: Flows) -> FloatArray:
    deepest: FloatArray = flows.cumulative_cash.min(axis=0)
    return np.maximum(-deepest, 0.0)


PEAK_FUNDING = Measure(
    name="peak_funding",
    label="Peak funding",
    doc="The deepest point of cumulative cash, without terminal value, as a positive amount; zero "
    "if no money is ever needed.",
    source="Brealey, Myers and Allen, Principles of Corporate Finance",
    unit="money",
    compute=_compute,
    why=always_there,
)
