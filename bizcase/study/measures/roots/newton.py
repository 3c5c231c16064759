"""Newton's method on very many streams of cash at once: quick, and silent where it is not sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bizcase.study.measures.roots.columns import FloatArray, IntArray

# A step leaves less than its square to mend, so after one this small the root is exact to 1e-13.
_LAST_STEP = 1e-7
# Beyond this exponent discount factors lose digits, then over- or underflow.
_LARGEST_EXPONENT = 600.0


class _Run(NamedTuple):
    """Columns in a row that are the same gap apart."""

    gap: int  # which of the gaps
    start: int  # the column before the first gap
    length: int  # how many gaps


@dataclass(frozen=True, slots=True)
class Grid:
    """Times of the columns, with the few different gaps between them, and room to work in.

    The room is kept from one call to the next: fresh arrays of this size cost more than the sums.
    """

    times: FloatArray  # (K,) increasing
    gaps: FloatArray  # (g,)
    runs: tuple[_Run, ...]
    room: FloatArray  # (5, K, most streams in one call)

    @classmethod
    def of(cls, times: FloatArray, most: int) -> Grid:
        """Prepare for calls with up to `most` streams each."""
        between = np.diff(times)
        # Differences of times such as 1/12, 2/12, ... vary in their last digits only.
        _, gap, count = np.unique(np.round(between, 12), return_inverse=True, return_counts=True)
        gaps = np.bincount(gap, weights=between) / count
        starts = np.flatnonzero(np.diff(gap, prepend=-1))
        lengths = np.diff(starts, append=len(gap))
        runs = map(_Run, gap[starts].tolist(), starts.tolist(), lengths.tolist())
        return cls(times, gaps, tuple(runs), np.empty((5, len(times), most)))

    def discount(self, force: FloatArray, out: FloatArray) -> FloatArray:
        """Discount factors (K, n) at forces (n,): products, which are cheaper than powers."""
        factors = np.exp(np.multiply.outer(-self.gaps, force))
        np.exp(-self.times[0] * force, out=out[0])
        for gap, start, length in self.runs:
            columns, power, filled = out[start : start + length + 1], factors[gap], 1
            # Each product doubles the columns that are filled.
            while filled <= length:
                more = columns[filled : 2 * filled]
                np.multiply(columns[: len(more)], power, out=more)
                filled, power = 2 * filled, power * power
        return out


class _Side(NamedTuple):
    """Flows of one direction in the columns that have any, and the same times their time."""

    columns: slice
    flows: FloatArray
    moments: FloatArray

    @classmethod
    def of(cls, times: FloatArray, flows: FloatArray, moments: FloatArray) -> _Side:
        used = np.flatnonzero(flows.any(axis=1))
        columns = slice(used[0], used[-1] + 1) if len(used) else slice(0, 0)
        np.multiply(times[columns, None], flows[columns], out=moments[columns])
        return cls(columns, flows[columns], moments[columns])

    def at_zero(self, times: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Sum, mean time and variance of time without discounting, (n,) each."""
        total = self.flows.sum(axis=0)
        mean = self.moments.sum(axis=0) / total
        square = np.einsum("k,kn->n", times[self.columns], self.moments) / total
        return total, mean, square - mean * mean

    def discounted(self, factors: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Present value and mean time, (n,) each."""
        value = np.einsum("kn,kn->n", self.flows, factors[self.columns])
        return value, np.einsum("kn,kn->n", self.moments, factors[self.columns]) / value


def newton(grid: Grid, flows: FloatArray, steps: int) -> FloatArray:
    """Search one root of every stream; return its force, NaN where none is found, (n,).

    flows: (K, n). The search is on ln PV(inflows) - ln PV(outflows), which is nearly straight in
    the force of interest and, where the flows change sign once, monotone.
    """
    inflows, outflows, inflow_moments, outflow_moments, factors = grid.room[:, :, : flows.shape[1]]
    size = np.abs(flows, out=factors)
    # Twice the inflows and twice the outflows: the ratio is all that counts.
    inflow = _Side.of(grid.times, np.add(size, flows, out=inflows), inflow_moments)
    outflow = _Side.of(grid.times, np.subtract(size, flows, out=outflows), outflow_moments)
    with np.errstate(all="ignore"):
        force, bend = _start(grid.times, inflow, outflow)
        last_step = _LAST_STEP / (1.0 + np.abs(bend))
        for _ in range(steps):
            grid.discount(force, factors)
            inflow_value, inflow_time = inflow.discounted(factors)
            outflow_value, outflow_time = outflow.discounted(factors)
            step = np.log(inflow_value / outflow_value) / (inflow_time - outflow_time)
            force += step * (1.0 - np.clip(step * bend, -0.5, 0.5))
            found = np.abs(step) <= last_step
            if found.all():
                break
        found &= np.abs(force) * np.abs(grid.times).max() < _LARGEST_EXPONENT
    return np.where(found, force, np.nan)


def _start(times: FloatArray, inflow: _Side, outflow: _Side) -> tuple[FloatArray, FloatArray]:
    """Root of the parabola through the balance at 0 %, and its bend relative to its slope."""
    inflow_sum, inflow_mean, inflow_variance = inflow.at_zero(times)
    outflow_sum, outflow_mean, outflow_variance = outflow.at_zero(times)
    fall = inflow_mean - outflow_mean
    bend = (inflow_variance - outflow_variance) / (2.0 * -fall)
    straight = np.log(inflow_sum / outflow_sum) / fall
    root = 2.0 * straight / (1.0 + np.sqrt(np.maximum(1.0 + 4.0 * straight * bend, 0.0)))
    return root, bend
