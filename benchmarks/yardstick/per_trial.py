"""One trial of the yardstick case at a time: in plain Python, in NumPy, in pandas.

Each function takes the eight inputs and gives NPV, IRR, payback (infinite for never) and peak
funding.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from benchmarks.yardstick.columns import (
    ACQUISITION,
    DEVICE_PRICE,
    DISCOUNT,
    FIXED,
    HALVING,
    HOSTING,
    PER_YEAR,
    PERIODS,
    PREMIUM,
    SUPPORT,
    TERMINAL,
    TIED_UP,
    WRITTEN_OFF,
    YEAR,
)
from tests.yardstick.by_hand import TAX, Draw, answer

Outcome = tuple[float, float, float, float]


def plain_python(draw: Sequence[float]) -> Outcome:
    """One loop over the months."""
    found = answer(Draw(*draw), PER_YEAR)
    return found.npv, irr(found.flows), found.payback, found.peak_funding


def irr(flows: Sequence[float]) -> float:
    """The yearly rate at which monthly flows are worth nothing, by Newton's method."""
    force = 0.01
    for _ in range(50):
        factor, value, slope = math.exp(-force), 0.0, 0.0
        for flow in reversed(flows):  # Horner's scheme for the value and its slope
            slope = slope * factor + value
            value = value * factor + flow
        if not slope:
            break
        step = value / (slope * factor)
        force += step
        if abs(step) < 1e-12:
            return math.expm1(force * PER_YEAR)
    return math.nan


def with_numpy(draw: Sequence[float]) -> Outcome:
    """Arrays over the months, loops where a month needs the one before."""
    import pyxirr

    innovation, imitation, market, price, erosion, learning, churn, platform = draw
    decay = np.exp(-(innovation + imitation) * YEAR)
    new = np.diff(market * (1 - decay) / (1 + imitation / innovation * decay), prepend=0.0)
    subscribers, after = [], 0.0
    for joined in new.tolist():
        after = after * (1 - churn) + joined
        subscribers.append(after)
    average = np.array(subscribers)
    average[1:] = (average[1:] + average[:-1]) / 2
    fees = average * price * (1 - erosion) ** YEAR
    devices = new * DEVICE_PRICE
    revenue = fees * (1 + PREMIUM) + devices - 0.03 * (fees + devices)
    units = new + 0.002 * average
    unit_cost = 120 * np.maximum(1, units.cumsum() / 1_000) ** (math.log(learning) / HALVING)
    sales_cost = units * unit_cost + average * (HOSTING + SUPPORT) + 0.029 * revenue
    overheads = FIXED + new * ACQUISITION + 0.04 * revenue
    ebitda = revenue - sales_cost - 0.02 * devices - overheads
    ebitda[0] = 0.0
    taxed, losses = [], 0.0
    for profit in (ebitda - platform * WRITTEN_OFF).tolist():
        losses -= profit  # what is left of them after a month
        taxed.append(max(-losses, 0.0))
        losses = max(losses, 0.0)
    owed = revenue * TIED_UP
    flows = ebitda - TAX * np.array(taxed) - np.diff(owed, prepend=0.0)
    flows[0] = -platform
    terminal = max(0.0, flows[-PER_YEAR:].sum()) * TERMINAL
    total = flows.cumsum()
    back = np.flatnonzero((total[1:] >= 0) & (total[:-1] < 0))
    first = int(back[0]) if len(back) else 0
    payback = (first - total[first] / flows[first + 1]) / PER_YEAR if len(back) else math.inf
    flows[-1] += terminal
    monthly = pyxirr.irr(flows)
    rate = math.nan if monthly is None else (1 + monthly) ** PER_YEAR - 1
    return float((flows * DISCOUNT).sum()), rate, float(payback), -min(0.0, float(total.min()))


def with_pandas(draw: Sequence[float]) -> Outcome:
    """A frame with a column for every row of the case, as in a notebook."""
    import numpy_financial as npf
    import pandas as pd

    innovation, imitation, market, price, erosion, learning, churn, platform = draw
    df = pd.DataFrame({"year": YEAR}, index=range(PERIODS + 1))
    decay = np.exp(-(innovation + imitation) * df["year"])
    df["adopters"] = market * (1 - decay) / (1 + imitation / innovation * decay)
    df["new"] = df["adopters"].diff().fillna(0)
    df["subscribers"] = 0.0
    for month in range(1, PERIODS + 1):
        kept = df.loc[month - 1, "subscribers"] * (1 - churn)
        df.loc[month, "subscribers"] = kept + df.loc[month, "new"]
    df["average"] = df["subscribers"].rolling(2).mean().fillna(0)
    df["fees"] = df["average"] * price * (1 - erosion) ** df["year"]
    df["devices"] = df["new"] * DEVICE_PRICE
    df["premium"] = df["fees"] * PREMIUM
    df["rebates"] = 0.03 * (df["fees"] + df["devices"])
    df["revenue"] = df["fees"] + df["devices"] + df["premium"] - df["rebates"]
    df["units"] = df["new"] + 0.002 * df["average"]
    learned = (df["units"].cumsum() / 1_000).clip(lower=1) ** (math.log(learning) / HALVING)
    df["unit_cost"] = 120 * learned
    df["hosting"] = df["average"] * HOSTING
    df["support"] = df["average"] * SUPPORT
    df["sales_cost"] = df["units"] * df["unit_cost"] + df["hosting"] + df["support"]
    df["sales_cost"] += 0.029 * df["revenue"] + 0.02 * df["devices"]
    df["overheads"] = FIXED + df["new"] * ACQUISITION + 0.04 * df["revenue"]
    df["ebitda"] = df["revenue"] - df["sales_cost"] - df["overheads"]
    df.loc[0, "ebitda"] = 0.0
    df["depreciation"] = platform * WRITTEN_OFF
    df["ebit"] = df["ebitda"] - df["depreciation"]
    df["losses"] = 0.0
    df["tax"] = 0.0
    for month in range(1, PERIODS + 1):
        profit, before = df.loc[month, "ebit"], df.loc[month - 1, "losses"]
        used = min(max(profit, 0.0), before)
        df.loc[month, "losses"] = before - used + max(-profit, 0.0)
        df.loc[month, "tax"] = TAX * (max(profit, 0.0) - used)
    df["owed"] = df["revenue"] * TIED_UP
    df["flow"] = df["ebitda"] - df["tax"] - df["owed"].diff().fillna(0)
    df.loc[0, "flow"] = -platform
    df["total"] = df["flow"].cumsum()
    terminal = max(0.0, df["flow"].tail(PER_YEAR).sum()) * TERMINAL
    back = df.index[(df["total"] >= 0) & (df["total"].shift(1) < 0)]
    payback = math.inf
    if len(back):
        before = df["total"].iloc[back[0] - 1]
        payback = (back[0] - 1 - before / df["flow"].iloc[back[0]]) / PER_YEAR
    flows = df["flow"].to_numpy().copy()
    flows[-1] += terminal
    npv = float((flows * DISCOUNT).sum())
    monthly = npf.irr(flows)
    return npv, float((1 + monthly) ** PER_YEAR - 1), float(payback), -min(0.0, df["total"].min())
