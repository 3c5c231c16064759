"""The net present value once more, by numpy-financial, which is older and by other people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite

CLOSE = 1e-9  # of a period: times this close are the same


def oracle_npv(rows: Mapping[str, Sequence[float] | None], per_year: int) -> float | None:
    """The NPV of the flows in `rows`, each over all columns; None where a value is missing.

    There is none either where the discount rate changes: it knows of one alone.

    `npv` of numpy-financial wants equal steps from now on. Flows that stand within a period, in
    its middle for example, are valued at its end and then moved by that part of a period; so are
    terminal values that stand elsewhere than the cash.
    """
    import numpy
    import numpy_financial

    cash, terminal = rows["free_cash_flow"], rows["terminal_value"]
    cash_time, terminal_time = rows["discount_time"], rows["terminal_time"]
    rates = rows["discount_rate"]
    if not (cash and terminal and cash_time and terminal_time and rates) or rates[-1] <= -1:
        return None
    if any(rate != rates[-1] for rate in rates[1:]):
        return None
    rate = (1 + rates[-1]) ** (1 / per_year) - 1
    steps: dict[float, dict[int, float]] = {}  # by the part of a period, by the period
    for amounts, times in ((cash, cash_time), (terminal, terminal_time)):
        for amount, time in zip(amounts, times, strict=True):
            period = round(time * per_year)
            part = time * per_year - period
            apart = 0.0 if abs(part) < CLOSE else round(part, 9)
            by_period = steps.setdefault(apart, {})
            by_period[period] = by_period.get(period, 0.0) + amount
    total = 0.0
    for apart, by_period in steps.items():
        first = min(0, *by_period)
        flows = [by_period.get(p, 0.0) for p in range(first, max(by_period) + 1)]
        with numpy.errstate(all="ignore"):
            worth = float(numpy_financial.npv(rate, flows))
        total += worth * (1 + rate) ** (-first - apart)
    return total if isfinite(total) else None
