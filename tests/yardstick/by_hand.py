"""The yardstick case written out by hand in plain Python, independent of the engine."""

from __future__ import annotations

import math
from dataclasses import dataclass

YEARS, RATE, GROWTH, INFLATION, TAX = 10, 0.10, 0.02, 0.025, 0.25


@dataclass(frozen=True)
class Draw:
    """The eight uncertain inputs."""

    innovation: float = 0.02
    imitation: float = 0.50
    market: float = 100_000.0
    subscription_price: float = 29.0
    erosion: float = 0.04
    learning: float = 0.85
    churn: float = 0.015
    platform: float = 3_000_000.0


@dataclass(frozen=True)
class Answer:
    """What is compared."""

    npv: float
    payback: float  # years, infinite if never
    peak_funding: float
    flows: list[float]  # with terminal value in the last one


def adopters(draw: Draw, years: float) -> float:
    """Bass in closed form."""
    decay = math.exp(-(draw.innovation + draw.imitation) * years)
    return draw.market * (1 - decay) / (1 + draw.imitation / draw.innovation * decay)


def heads(year: int) -> int:
    """8, 10, 12, 14, 16 and then no more."""
    return min(8 + 2 * year, 16)


def answer(draw: Draw, per_year: int) -> Answer:
    """The case for one draw with 12, 4 or 1 periods a year."""
    months = 12 / per_year
    stays = (1 - draw.churn) ** months
    subscribers = made = losses = receivables = before = 0.0
    flows = [-draw.platform]
    for period in range(1, YEARS * per_year + 1):
        year = period / per_year
        index = (1 + INFLATION) ** year
        new = adopters(draw, year) - before
        before += new
        after = subscribers * stays + new
        average = (subscribers + after) / 2
        subscribers = after
        fees = average * months * draw.subscription_price * (1 - draw.erosion) ** year
        devices = new * 199 * 0.92**year
        premium = 0.06 * fees if period > per_year else 0.0
        revenue = fees + devices + premium - 0.03 * (fees + devices)
        units = new + 0.002 * months * average
        made += units
        unit_cost = 120 * max(1.0, made / 1_000) ** (math.log(draw.learning) / math.log(2))
        service = average * months * (1.10 * 0.90**year + 0.90 * index)
        sales_cost = units * unit_cost + service + 0.029 * revenue + 0.02 * devices
        team = heads((period - 1) // per_year) * 5_500 * months * index
        site = (6_000 + 25_000 * math.exp(-0.15 * year)) * months * index
        marketing = (100_000 * math.exp(-1.2 * year) + 15_000) * months
        overheads = team + site + marketing + 30 * new * index + 0.04 * revenue
        ebitda = revenue - sales_cost - overheads
        ebit = ebitda - (draw.platform / (5 * per_year) if year <= 5 else 0.0)
        used = min(max(ebit, 0.0), losses)
        losses += max(-ebit, 0.0) - used
        owed = revenue * per_year * 45 / 360
        flows.append(ebitda - TAX * (max(ebit, 0.0) - used) - (owed - receivables))
        receivables = owed
    return _answer(flows, per_year)


def _answer(flows: list[float], per_year: int) -> Answer:
    cash, lowest, payback = 0.0, 0.0, math.inf
    for period, flow in enumerate(flows):
        if cash < 0 <= cash + flow and payback == math.inf:
            payback = (period - 1 - cash / flow) / per_year
        cash += flow
        lowest = min(lowest, cash)
    terminal = max(0.0, sum(flows[-per_year:])) * (1 + GROWTH) / (RATE - GROWTH)
    flows[-1] += terminal
    npv = sum(f * (1 + RATE) ** (-i / per_year) for i, f in enumerate(flows))
    return Answer(npv, payback, -lowest, flows)
