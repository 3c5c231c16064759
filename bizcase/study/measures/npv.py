"""Net present value: what the case is worth today."""

from __future__ import annotations

from bizcase.study.measures.flows import Flows, discount_factors
from bizcase.study.measures.measure import Measure, always_there
from bizcase.study.measures.roots.columns import FloatArray
from bizcase.study.measures.sheet_part import SheetPart, SheetResult, SheetRow
from bizcase.study.measures.sheet_rows import (
    CASH_TIME,
    DISCOUNTED,
    RATE,
    RATE_IS_LEVEL,
    TERMINAL_WHEN,
    TOTAL_WORTH,
)


def npv_at(flows: Flows, rate: float | FloatArray) -> FloatArray:
    """Net present value at another discount rate, effective per year, one or (n,); returns (n,).

    NaN for rates of -100 % and less.
    """
    cash = flows.cash * discount_factors(flows.discount_time, rate)
    terminal = flows.terminal_value * discount_factors(flows.terminal_time, rate)
    value: FloatArray = (cash + terminal).sum(axis=0)
    return value


_SHEET = SheetPart(
    "{total_worth}",
    needs=("total_worth",),
    rows=(
        *DISCOUNTED,
        CASH_TIME,
        TERMINAL_WHEN,
        SheetRow("net", "Cash flow with terminal value", "money", "{cash}+{terminal}"),
    ),
    cells=(RATE, RATE_IS_LEVEL, TOTAL_WORTH),
    further=(
        SheetResult(
            "npv_at",
            "Net present value at another rate",
            "money",
            "IF(ISNUMBER({npv}),IF({each}>-1,SUMPRODUCT({cash:all},(1/(1+{each}))^{cash_time:all})"
            '+SUMPRODUCT({terminal:all},(1/(1+{each}))^{terminal_when:all}),"n/a"),"n/a")',
            doc="The rate is an assumption, on the sheet Series.",
            each="discounting.also",
        ),
        SheetResult(
            "npv_of_excel",
            "Net present value by Excel's NPV",
            "money",
            'IF(AND(ISNUMBER({npv}),{rate_is_level}=1),{net:first}+NPV((1+{rate})^(1/{per_year})-1,{net:later}),"n/a")',
            doc="A cross-check: cash flows stand at the ends of periods.",
            when="even",
        ),
    ),
)

NPV = Measure(
    name="npv",
    label="Net present value",
    doc="All cash flows and the terminal value, discounted to the start.",
    source="Fisher 1907",
    unit="money",
    compute=Flows.net_present_value,
    why=always_there,
    sheet=_SHEET,
    javascript="netPresentValue",
)
