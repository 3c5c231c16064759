"""A quick search for one root of each of very many streams: silent where it is not sure."""

from __future__ import annotations

import numpy as np

from bizcase.engine.memory import small_buffers
from bizcase.study.measures.roots.columns import FloatArray
from bizcase.study.measures.roots.grid import Grid

# Most rates of return are not far from 13 %, and a search that starts near its end is short.
_USUAL_FORCE = 0.12
_STEPS = 2
# What the last step leaves to mend is about its product with the one before: nothing to see.
_LEFT = 2e-14
# Beyond this exponent discount factors lose digits, then over- or underflow.
_LARGEST_EXPONENT = 600.0


def newton(grid: Grid, flows: FloatArray) -> FloatArray:
    """Search one root of every stream in a few steps; return its force, NaN if not found, (n,).

    flows: (K, n). The search is on the net present value at a time of reference, in the force of
    interest; the time is chosen so that near the root this is a straight line, and Newton's method
    as quick there as Halley's.
    """
    with np.errstate(all="ignore"), small_buffers():
        usual = np.exp(-_USUAL_FORCE * grid.offsets)[:, None]
        force, reference = _start(grid.centres, grid.gathered(flows, usual))
        force, left = _steps(grid, flows, force, reference)
        late = np.flatnonzero(left > _LEFT)
        if len(late):
            late = np.resize(late, max(2, len(late)))  # a single column is added up in another way
            some = np.take(flows, late, axis=1)
            force[late], left[late] = _steps(grid, some, force[late], reference[late])
        found = left <= _LEFT
        found &= np.abs(force) * np.abs(grid.times).max() < _LARGEST_EXPONENT
    return np.where(found, force, np.nan)


def _steps(
    grid: Grid, flows: FloatArray, force: FloatArray, reference: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The force after some steps and one more with the slope of the last, and what that leaves.

    flows: (K, n); all others (n,).
    """
    for _ in range(_STEPS):
        value, moment = _value_and_moment(grid, flows, force)
        slope = moment - reference * value
        step = value / slope
        force = force + step
    last = _value(grid, flows, force) / slope
    return force + last, np.abs(step * last)


def _value(grid: Grid, flows: FloatArray, force: FloatArray) -> FloatArray:
    """Present values of streams (K, n) at forces (n,), (n,)."""
    inside = np.exp(np.multiply.outer(-grid.offsets, force))
    centres = np.exp(np.multiply.outer(-grid.centres, force))
    value: FloatArray = np.einsum("jn,jn->n", grid.gathered(flows, inside), centres)
    return value


def _value_and_moment(
    grid: Grid, flows: FloatArray, force: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The same, and the sums of present values times their times: minus the slopes; (n,) twice."""
    inside = np.exp(np.multiply.outer(-grid.offsets, force))
    centres = np.exp(np.multiply.outer(-grid.centres, force))
    worth = grid.gathered(flows, inside)
    worth = np.multiply(worth, centres, out=None if worth is flows else worth)
    value, moment = np.add.reduce(worth, axis=0), _weighted(grid.centres, worth)
    if grid.count:
        inside *= grid.offsets[:, None]
        about = np.empty((grid.count, flows.shape[1]))
        grid.blocks(flows, inside, about)
        moment += np.einsum("bn,bn->n", about, centres[len(grid.left) :])
    return value, moment


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
    # Far beyond the times a small step would no longer say that the root is near.
    span = times.max() - times.min()
    reference = np.clip(middle - bend - later, times.min() - span, times.max() + span)
    return _USUAL_FORCE + step, reference


def _weighted(weights: FloatArray, amounts: FloatArray) -> FloatArray:
    """Weighted sums down the columns, (K,) and (K, n) -> (n,).

    Unlike a matrix product, not dependent on how many streams there are or on the processor.
    """
    sums: FloatArray = np.einsum("k,kn->n", weights, amounts)
    return sums
