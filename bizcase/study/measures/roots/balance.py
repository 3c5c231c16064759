"""Log present values and mean times of inflows and outflows: what every search for roots reads.

With P and N the present values of inflows and outflows, the roots are the zeros of ln P - ln N.
Both logarithms are convex in the force of interest, and their slopes are minus the mean times
(Macaulay durations, which fall as the force rises), so values at the two ends of an interval bound
everything in between. P and N are sums of positive terms: rounding costs a few last digits only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bizcase.study.measures.roots.columns import BoolArray, FloatArray, IntArray


class Balance(NamedTuple):
    """Inflows and outflows at some forces: log present values and mean times, (m,) each."""

    inflow: FloatArray
    outflow: FloatArray
    inflow_time: FloatArray
    outflow_time: FloatArray

    @property
    def height(self) -> FloatArray:
        """ln P - ln N: positive where the net present value is."""
        return self.inflow - self.outflow

    @property
    def slope(self) -> FloatArray:
        """Change of the height per unit of force."""
        return self.outflow_time - self.inflow_time

    def take(self, chosen: IntArray | BoolArray) -> Balance:
        """The chosen entries."""
        return Balance(*(field[chosen] for field in self))


@dataclass(frozen=True, slots=True)
class Streams:
    """Streams that have both inflows and outflows, as logarithms (-inf where there is no flow).

    One stream is a row here: its sums are then the same whichever streams are evaluated with it.
    """

    times: FloatArray  # (K,)
    log_inflows: FloatArray  # (n, K)
    log_outflows: FloatArray  # (n, K)

    @classmethod
    def of(cls, times: FloatArray, flows: FloatArray) -> Streams:
        """Split flows (K, n) into logarithms of inflows and outflows."""
        shares = np.ascontiguousarray((flows / np.abs(flows).max(axis=0)).T)
        with np.errstate(divide="ignore"):
            return cls(times, np.log(np.maximum(shares, 0.0)), np.log(np.maximum(-shares, 0.0)))

    def balance(self, row: IntArray, force: FloatArray) -> Balance:
        """Evaluate stream row[i] at force[i]; (m,) both."""
        discount = np.multiply.outer(force, self.times)
        inflow, inflow_time = _log_value(self.times, self.log_inflows[row] - discount)
        outflow, outflow_time = _log_value(self.times, self.log_outflows[row] - discount)
        return Balance(inflow, outflow, inflow_time, outflow_time)

    def noise(self, force: FloatArray) -> FloatArray:
        """How far rounding can carry a height at this force from its true value, (m,)."""
        reach = float(np.abs(self.times).max())
        return 4 * float(np.finfo(np.float64).eps) * (8.0 + reach * np.abs(force))


def _log_value(times: FloatArray, logs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Log of the sum and mean time of positive amounts given as logs (m, K), without overflow."""
    top = logs.max(axis=1)
    amounts = np.exp(logs - top[:, None])
    total = amounts.sum(axis=1)
    return top + np.log(total), np.einsum("mk,k->m", amounts, times) / total
