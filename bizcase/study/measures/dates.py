"""Present values and rates of return of flows on given dates, counting 365 days to the year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from bizcase.study.measures.flows import discount_factors
from bizcase.study.measures.irr import irr
from bizcase.study.measures.roots.columns import FloatArray

_DAYS = 365


def xnpv(rate: float, dates: Sequence[date], flows: Sequence[float]) -> float:
    """Net present value at the earliest date; rate effective per year, dates in any order.

    Agrees with Excel's XNPV, which wants the earliest date first.
    """
    factors = discount_factors(_years(dates), rate)[:, 0]
    return float(np.dot(np.asarray(flows, dtype=np.float64), factors))


def xirr(dates: Sequence[date], flows: Sequence[float]) -> float:
    """Internal rate of return, effective per year, dates in any order; NaN as in `irr`."""
    return float(irr(_years(dates), np.asarray(flows, dtype=np.float64)[:, None])[0])


def _years(dates: Sequence[date]) -> FloatArray:
    start = min(dates)
    return np.array([(day - start).days / _DAYS for day in dates])
