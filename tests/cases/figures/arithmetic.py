"""The arithmetic that the hand-worked cases share; a list runs over the columns, opening first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

Measures = Mapping[str, float | None]
Rows = Mapping[str, list[float]]
Figures = tuple[Measures, Rows]

MACRS_5 = [0.0, 0.20, 0.32, 0.192, 0.1152, 0.1152, 0.0576]  # IRS Pub. 946, half-year convention


def present_value(rate: float, flows: Sequence[float]) -> float:
    """Discount a flow per column at `rate` per column; column 0 is not discounted."""
    return sum(flow / (1 + rate) ** t for t, flow in enumerate(flows))


def irr(flows: Sequence[float]) -> float:
    """The rate per column that brings the present value to zero, by bisection of one crossing."""
    low, high = -0.9, 10.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if present_value(middle, flows) > 0 else (low, middle)
    return low


def payback(flows: Sequence[float]) -> float:
    """Columns until the running sum turns positive, interpolated inside the column."""
    running = list(accumulate(flows))
    t = next(t for t in range(1, len(flows)) if running[t] >= 0 > running[t - 1])
    return t - 1 - running[t - 1] / flows[t]


def changes(levels: Sequence[float]) -> list[float]:
    """What each column adds to a balance; the opening column adds its own level."""
    return [now - before for before, now in zip([0.0, *levels], levels, strict=False)]
