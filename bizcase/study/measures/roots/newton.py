"""A quick search for one root of each of very many streams: silent where it is not sure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from bizcase.engine.memory import aligned, small_buffers
from bizcase.study.measures.roots.columns import FloatArray

# Most rates of return are not far from 13 %, and a search that starts near its end is short.
_USUAL_FORCE = 0.12
_STEPS = 2
_TOGETHER = 12  # columns
_LONGEST = 1.1  # years that these may last
# What a step leaves to mend is about its square, so after one this small the root is exact.
_LAST_STEP = 1e-7
# Beyond this exponent discount factors lose digits, then over- or underflow.
_LARGEST_EXPONENT = 600.0


class _Run(NamedTuple):
    """Columns in a row that are the same gap apart."""

    gap: int  # which of the gaps
    start: int  # the column before the first gap
    length: int  # how many gaps


@lru_cache(maxsize=8)
def _runs(times: bytes) -> tuple[FloatArray, tuple[_Run, ...]]:
    """The different gaps between the columns, and where each of them is found."""
    between = np.diff(np.frombuffer(times))
    # Differences of times such as 1/12, 2/12, ... vary in their last digits only.
    _, gap, count = np.unique(np.round(between, 12), return_inverse=True, return_counts=True)
    gaps = np.bincount(gap, weights=between) / count
    starts = np.flatnonzero(np.diff(gap, prepend=-1))
    lengths = np.diff(starts, append=len(gap))
    return gaps, tuple(map(_Run, gap[starts].tolist(), starts.tolist(), lengths.tolist()))


@dataclass(frozen=True, slots=True)
class Grid:
    """Times of the columns, with the few different gaps between them, and room to work in.

    The room is kept from one call to the next: fresh arrays of this size cost more than the sums.
    """

    times: FloatArray  # (K,) increasing
    gaps: FloatArray  # (g,)
    runs: tuple[_Run, ...]
    room: FloatArray  # (2, K, most streams in one call)

    @classmethod
    def of(cls, times: FloatArray, most: int) -> Grid:
        """Prepare for calls with up to `most` streams each."""
        gaps, runs = _runs(times.tobytes())
        return cls(times, gaps, runs, aligned(2, len(times), most))

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


def newton(grid: Grid, flows: FloatArray) -> FloatArray:
    """Search one root of every stream in a few steps; return its force, NaN if not found, (n,).

    flows: (K, n). The search is on the net present value at a time of reference, in the force of
    interest; the time is chosen so that near the root this is a straight line, and Newton's method
    as quick there as Halley's.
    """
    moments = grid.room[0, :, : flows.shape[1]]
    with np.errstate(all="ignore"), small_buffers():
        np.multiply(grid.times[:, None], flows, out=moments)
        few = _Few.of(grid.times, flows, moments)
        force, reference = _start(few.times[:, 0], few.flows)
        force = force + few.step(force, reference)
        force, step = _steps(grid, flows, moments, force, reference)
        late = np.flatnonzero(np.abs(step) > _LAST_STEP)
        if len(late):
            some, theirs = (np.take(each, late, axis=1) for each in (flows, moments))
            force[late], step[late] = _steps(grid, some, theirs, force[late], reference[late])
        found = np.abs(step) <= _LAST_STEP
        found &= np.abs(force) * np.abs(grid.times).max() < _LARGEST_EXPONENT
    return np.where(found, force, np.nan)


def _steps(
    grid: Grid, flows: FloatArray, moments: FloatArray, force: FloatArray, reference: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The force after some steps, and the last of them; (K, n) twice, (n,) twice -> (n,) twice."""
    factors = grid.room[1, :, : flows.shape[1]]
    for _ in range(_STEPS):
        grid.discount(force, factors)
        value = np.einsum("kn,kn->n", flows, factors)
        moment = np.einsum("kn,kn->n", moments, factors)
        step = value / (moment - reference * value)
        force = force + step
    return force, step


class _Few(NamedTuple):
    """Flows with about twelve columns put together, but for the first one: to find where to start.

    They are put together where they are months. Where columns are longer, or not many, they are
    left as they are.
    """

    times: FloatArray  # in the middle of columns that are put together, (J, 1)
    flows: FloatArray  # (J, n)
    moments: FloatArray  # of what is put together, about its middle, (J, n)
    variance: FloatArray  # of the times put together, (J, 1)

    @classmethod
    def of(cls, times: FloatArray, flows: FloatArray, moments: FloatArray) -> _Few:
        """times: (K,); flows and their moments, (K, n)."""
        together = (len(times) - 1) // _TOGETHER
        column = times[:, None]
        if together < 2 or times[-1] - times[0] > (together + 1) * _LONGEST:
            return cls(column, flows, np.zeros_like(flows), np.zeros_like(column))

        def put(amounts: FloatArray) -> FloatArray:
            until = 1 + together * _TOGETHER
            middle = amounts[1:until].reshape(together, _TOGETHER, -1).sum(axis=1)
            return np.concatenate([amounts[:1], middle, amounts[until:]])

        size = put(np.ones_like(column))
        middle, amounts = put(column) / size, put(flows)
        variance = put(column * column) / size - middle * middle
        return cls(middle, amounts, put(moments) - middle * amounts, variance)

    def step(self, force: FloatArray, reference: FloatArray) -> FloatArray:
        """One step of Newton's method, (n,); what is put together is reckoned to second order."""
        factors = np.exp(-self.times * force)
        spread = force * self.variance * self.flows
        worth = (self.flows - force * self.moments + force * spread / 2) * factors
        value = worth.sum(axis=0)
        moment = (self.times * worth + (self.moments - spread) * factors).sum(axis=0)
        step: FloatArray = value / (moment - reference * value)
        return step


def _start(times: FloatArray, flows: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Where to start, and the time of reference, from what flows are worth at the usual force.

    The start is the root of the parabola through ln PV(inflows) - ln PV(outflows), whose slope and
    bend follow from the mean times of the flows and their variances.
    """
    size = np.abs(flows)
    factors = np.exp(-_USUAL_FORCE * times)
    first, second = factors * times, factors * times * times
    value, turnover = _weighted(factors, flows), _weighted(factors, size)
    moment, turnover_moment = _weighted(first, flows), _weighted(first, size)
    square, turnover_square = _weighted(second, flows), _weighted(second, size)

    inflow, outflow = turnover + value, turnover - value
    inflow_time = (turnover_moment + moment) / inflow
    outflow_time = (turnover_moment - moment) / outflow
    inflow_variance = (turnover_square + square) / inflow - inflow_time**2
    outflow_variance = (turnover_square - square) / outflow - outflow_time**2

    fall = inflow_time - outflow_time
    bend = (outflow_variance - inflow_variance) / (2.0 * fall)
    straight = np.log(inflow / outflow) / fall
    step = 2.0 * straight / (1.0 + np.sqrt(np.maximum(1.0 + 4.0 * straight * bend, 0.0)))
    middle = (inflow_time + outflow_time) / 2.0
    # Mean times fall with their variance as the force rises.
    later = step * (inflow_variance + outflow_variance) / 2.0
    return _USUAL_FORCE + step, middle - bend - later


def _weighted(weights: FloatArray, amounts: FloatArray) -> FloatArray:
    """Weighted sums down the columns, (K,) and (K, n) -> (n,).

    Unlike a matrix product, not dependent on how many streams there are or on the processor.
    """
    sums: FloatArray = np.einsum("k,kn->n", weights, amounts)
    return sums
