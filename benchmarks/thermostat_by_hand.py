"""The shipped thermostat scenario as a user would write it without bizcase: Python, and pandas."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

PERIODS, PER_YEAR, RATE, TAX = 24, 4, 0.11, 0.25
LAUNCH = 0.5  # years


@dataclass(frozen=True)
class Draw:
    """The six drivers that are varied."""

    market: float = 450_000
    innovation: float = 0.03
    imitation: float = 0.38
    price: float = 165
    unit_cost: float = 88
    churn: float = 0.02  # a month


def plain_python(draw: Draw) -> float:
    """NPV by one loop over the quarters."""
    stays = (1 - draw.churn) ** 3
    steepness = math.log(0.90) / math.log(2)
    before = subscribers = made = written_off = working_capital = 0.0
    brought = profit_to_date = tax_to_date = 0.0
    flows = [-1_200_000.0]
    for n in range(1, PERIODS + 1):
        year, t = (n - 1) // PER_YEAR, n / PER_YEAR
        decay = math.exp(-(draw.innovation + draw.imitation) * max(0.0, t - LAUNCH))
        adopters = draw.market * (1 - decay) / (1 + draw.imitation / draw.innovation * decay)
        units, before = adopters - before, adopters
        after = subscribers * stays + 0.30 * units
        average, subscribers = (subscribers + after) / 2, after
        device = units * draw.price * 0.96**year
        fees = average * 3.99 * 3
        revenue = device + fees - 0.12 * units * 79
        made += units
        unit_cost = draw.unit_cost * max(1.0, made / 10_000) ** steepness
        sales_cost = units * unit_cost + average * 0.60 * 3 - 0.12 * units * 48
        sales_cost += 0.02 * (device + fees)
        people = 9 if n <= 2 else 12
        costs = 0.09 * revenue + people * 72_000 / 4 * 1.24 * 1.03**year
        costs += 225_000 if n in (3, 4) else 0
        costs += 180_000 if n == 1 else 0
        costs += 25_000 if n >= 5 and (n - 5) % 4 == 0 else 0
        off = 1_200_000 * min(1.0, max(0.0, t - LAUNCH) / 5)
        depreciation, written_off = off - written_off, off
        sold = 50_000 if n == PERIODS else 0
        ebit = revenue - sales_cost - costs - depreciation
        if n % PER_YEAR == 1:  # a new tax year
            brought = max(0.0, brought - profit_to_date)
            profit_to_date = tax_to_date = 0.0
        profit_to_date += ebit + sold
        owed = TAX * max(0.0, profit_to_date - brought)
        tax, tax_to_date = owed - tax_to_date, owed
        tied_up = (revenue * 45 + sales_cost * 60 - sales_cost * 30) * 4 / 365
        flows.append(ebit - tax + depreciation + sold - (tied_up - working_capital))
        working_capital = tied_up
    terminal = sum(flows[-4:]) * 0.90 / (RATE + 0.10)
    flows[-1] += terminal
    return sum(flow / (1 + RATE) ** (n / 4) for n, flow in enumerate(flows))


def with_pandas(draw: Draw) -> float:
    """NPV by a frame with a column for every row of the case."""
    frame = pd.DataFrame(index=range(PERIODS + 1))
    frame["t"] = frame.index / PER_YEAR
    frame["year"] = ((frame.index - 1) // PER_YEAR).where(frame.index > 0, 0)
    age = (frame["t"] - LAUNCH).clip(lower=0)
    decay = (-(draw.innovation + draw.imitation) * age).map(math.exp)
    frame["adopters"] = draw.market * (1 - decay) / (1 + draw.imitation / draw.innovation * decay)
    frame["units"] = frame["adopters"].diff().fillna(0)
    frame["subscribers"] = 0.0
    for n in range(1, PERIODS + 1):
        kept = frame.loc[n - 1, "subscribers"] * (1 - draw.churn) ** 3
        frame.loc[n, "subscribers"] = kept + 0.30 * frame.loc[n, "units"]
    frame["average"] = frame["subscribers"].rolling(2).mean().fillna(0)
    frame["device"] = frame["units"] * draw.price * 0.96 ** frame["year"]
    frame["fees"] = frame["average"] * 3.99 * 3
    frame["revenue"] = frame["device"] + frame["fees"] - 0.12 * frame["units"] * 79
    learned = (frame["units"].cumsum() / 10_000).clip(lower=1) ** (math.log(0.90) / math.log(2))
    frame["sales_cost"] = frame["units"] * (draw.unit_cost * learned - 0.12 * 48)
    frame["sales_cost"] += frame["average"] * 0.60 * 3 + 0.02 * (frame["device"] + frame["fees"])
    people = pd.Series(12, index=frame.index)
    people.loc[:2] = 9
    people.loc[0] = 0
    frame["costs"] = 0.09 * frame["revenue"] + people * 72_000 / 4 * 1.24 * 1.03 ** frame["year"]
    frame.loc[[3, 4], "costs"] += 225_000
    frame.loc[1, "costs"] += 180_000
    frame.loc[range(5, PERIODS + 1, 4), "costs"] += 25_000
    frame["depreciation"] = (1_200_000 * (age / 5).clip(upper=1)).diff().fillna(0)
    frame["sold"] = 0.0
    frame.loc[PERIODS, "sold"] = 50_000
    frame["ebit"] = frame["revenue"] - frame["sales_cost"] - frame["costs"] - frame["depreciation"]
    frame["tax"] = 0.0
    brought = profit = charged = 0.0
    for n in range(1, PERIODS + 1):
        if n % PER_YEAR == 1:
            brought, profit, charged = max(0.0, brought - profit), 0.0, 0.0
        profit += frame.loc[n, "ebit"] + frame.loc[n, "sold"]
        frame.loc[n, "tax"] = TAX * max(0.0, profit - brought) - charged
        charged += frame.loc[n, "tax"]
    tied_up = (frame["revenue"] * 45 + frame["sales_cost"] * 30) * 4 / 365
    frame["flow"] = frame["ebit"] - frame["tax"] + frame["depreciation"] + frame["sold"]
    frame["flow"] -= tied_up.diff().fillna(0)
    frame.loc[0, "flow"] = -1_200_000
    frame.loc[PERIODS, "flow"] += frame["flow"].tail(4).sum() * 0.90 / (RATE + 0.10)
    return float((frame["flow"] / (1 + RATE) ** frame["t"]).sum())
