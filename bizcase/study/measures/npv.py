"""Net present value: what the case is worth today."""

from __future__ import annotations

from bizcase.study.measures.flows import Flows, discount_factors
from bizcase.study.measures.measure import Measure, always_there
from bizcase.study.measures.roots.columns import FloatArray


def npv_at(flows: Flows, rate: float | FloatArray) -> FloatArray:
    """Net present value at another discount rate, effective per year, one or (n,); returns (n,).

    NaN for rates of -100 % and less.
    """
    cash = flows.cash * discount_factors(flows.discount_time, rate)
    terminal = flows.terminal_value * discount_factors(flows.terminal_time, rate)
    value: FloatArray = (cash + terminal).sum(axis=0)
    return value


NPV = Measure(
    name="npv",
    label="Net present value",
    doc="All cash flows and the terminal value, discounted to the start.",
    source="Fisher 1907",
    unit="money",
    compute=Flows.net_present_value,
    why=always_there,
)
