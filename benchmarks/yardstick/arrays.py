"""All trials of the yardstick case at once: every row is a fresh array of months x trials."""

from __future__ import annotations

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
    Array,
)
from tests.yardstick.by_hand import TAX


def at_once(draws: Array) -> Array:
    """NPV, IRR, payback and peak funding, (4, trials), of inputs (8, trials)."""
    innovation, imitation, market, price, erosion, learning, churn, platform = draws
    count = draws.shape[1]
    year = YEAR[:, None]
    decay = np.exp(-(innovation + imitation) * year)
    new = np.diff(market * (1 - decay) / (1 + imitation / innovation * decay), axis=0, prepend=0.0)
    subscribers = np.zeros((PERIODS + 1, count))
    for month in range(1, PERIODS + 1):
        subscribers[month] = subscribers[month - 1] * (1 - churn) + new[month]
    average = subscribers.copy()
    average[1:] = (subscribers[1:] + subscribers[:-1]) / 2
    fees = average * price * (1 - erosion) ** year
    devices = new * DEVICE_PRICE[:, None]
    revenue = fees * (1 + PREMIUM[:, None]) + devices - 0.03 * (fees + devices)
    units = new + 0.002 * average
    made = units.cumsum(axis=0)
    unit_cost = 120 * np.maximum(1, made / 1_000) ** (np.log(learning) / HALVING)
    sales_cost = units * unit_cost + average * (HOSTING + SUPPORT)[:, None] + 0.029 * revenue
    overheads = FIXED[:, None] + new * ACQUISITION[:, None] + 0.04 * revenue
    ebitda = revenue - sales_cost - 0.02 * devices - overheads
    ebitda[0] = 0.0
    ebit = ebitda - platform * WRITTEN_OFF[:, None]
    taxed = np.zeros((PERIODS + 1, count))
    losses = np.zeros(count)
    for month in range(1, PERIODS + 1):
        taxed[month] = np.maximum(ebit[month] - losses, 0.0)
        losses = np.maximum(losses - ebit[month], 0.0)
    flows = ebitda - TAX * taxed - np.diff(revenue * TIED_UP, axis=0, prepend=0.0)
    flows[0] = -platform
    return measured(flows)


def measured(flows: Array) -> Array:
    """The four measures of monthly flows (121, trials); adds the terminal value to the last."""
    terminal = np.maximum(0.0, flows[-PER_YEAR:].sum(axis=0)) * TERMINAL
    total = flows.cumsum(axis=0)
    back = (total[1:] >= 0) & (total[:-1] < 0)
    first, trial = back.argmax(axis=0), np.arange(flows.shape[1])
    years = (first - total[first, trial] / flows[first + 1, trial]) / PER_YEAR
    payback = np.where(back.any(axis=0), years, np.inf)
    flows[-1] += terminal
    npv = (flows * DISCOUNT[:, None]).sum(axis=0)
    return np.array([npv, _irr(flows), payback, -np.minimum(total.min(axis=0), 0.0)])


def _irr(flows: Array) -> Array:
    """Newton's method for all trials together, on ln PV(inflows) - ln PV(outflows)."""
    month = np.arange(PERIODS + 1)[:, None]
    inflows = np.where(flows > 0, flows, 0)
    outflows = inflows - flows
    force = np.zeros(flows.shape[1])
    for _ in range(50):
        factors = np.exp(-month * force)
        gained, spent = (inflows * factors).sum(axis=0), (outflows * factors).sum(axis=0)
        later = (month * inflows * factors).sum(axis=0) / gained
        sooner = (month * outflows * factors).sum(axis=0) / spent
        step = np.clip(np.log(gained / spent) / (later - sooner), -0.5, 0.5)
        force += step
        if np.abs(step).max() < 1e-10:
            break
    return np.expm1(force * PER_YEAR)
