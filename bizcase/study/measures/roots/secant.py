"""A quick search for one root of each of very many streams: silent where it is not sure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bizcase.engine.memory import small_buffers
from bizcase.study.measures.roots.columns import FloatArray, IntArray
from bizcase.study.measures.roots.grid import Grid

# Most rates of return are not far from 13 %, and a search that starts near its end is short.
_USUAL_FORCE = 0.12
_STEPS = 2
_MORE_STEPS = 4  # for streams that take longer
# What a step leaves to mend is about its product with the one before: then the root is exact.
_EXACT = 1e-12
# Beyond this exponent discount factors lose digits, then over- or underflow.
_LARGEST_EXPONENT = 600.0


class _Search(NamedTuple):
    """The last two forces of a search, what streams are worth there, and the step to come."""

    before: FloatArray
    value_before: FloatArray
    force: FloatArray
    reference: FloatArray  # a time, from which the value is a straight line near the root
    left: FloatArray  # what the last step leaves to mend, about

    def take(self, chosen: IntArray) -> _Search:
        """The chosen streams."""
        return _Search(*(field[chosen] for field in self))


def secant(grid: Grid, flows: FloatArray) -> FloatArray:
    """Search one root of every stream in a few steps; return its force, NaN if not found, (n,).

    flows: (K, n). The search is on the net present value at a time of reference, in the force of
    interest; the time is chosen so that near the root this is a straight line, and the secant
    method quick.
    """
    with np.errstate(all="ignore"), small_buffers():
        search = _steps(grid, flows, _started(grid, flows), _STEPS)
        force, left = search.force, search.left
        late = np.flatnonzero(~(left <= _EXACT))
        if len(late):
            late = np.resize(late, max(2, len(late)))  # a single column is added up in another way
            some = np.take(flows, late, axis=1)
            found = _steps(grid, some, search.take(late), _MORE_STEPS)
            force[late], left[late] = found.force, found.left
        exact = left <= _EXACT
        exact &= np.abs(force) * np.abs(grid.times).max() < _LARGEST_EXPONENT
    return np.where(exact, force, np.nan)


def _steps(grid: Grid, flows: FloatArray, search: _Search, count: int) -> _Search:
    before, value_before, force, reference, _ = search
    step = force - before
    for _ in range(count):
        value = _value(grid, flows, force)
        ratio = value / value_before * np.exp(reference * step)
        last, step = step, step * ratio / (1.0 - ratio)
        step[~np.isfinite(step) & (value == 0)] = 0.0  # at the root itself
        before, value_before, force = force, value, force + step
    return _Search(before, value_before, force, reference, np.abs(last * step))


def _started(grid: Grid, flows: FloatArray) -> _Search:
    """A first step of Newton's method, with a slope that is good enough for it."""
    usual = np.exp(-_USUAL_FORCE * grid.offsets)
    amounts = grid.gathered(flows, usual[:, None])
    moments = _moments(grid, flows, usual)
    force, reference = _start(grid.centres, amounts)
    centres = np.exp(np.multiply.outer(-grid.centres, force))
    inside = np.exp(np.multiply.outer(-grid.offsets, force))
    worth = grid.gathered(flows, inside) * centres
    value, moment = np.add.reduce(worth, axis=0), _weighted(grid.centres, worth)
    if grid.count:
        # The moments of blocks about their middles, moved from the usual force to this one.
        variance = np.square(grid.offsets).mean()
        about = moments - (force - _USUAL_FORCE) * variance * amounts[len(grid.left) :]
        moment += np.einsum("bn,bn->n", about, centres[len(grid.left) :])
    step = value / (moment - reference * value)
    return _Search(force, value, force + step, reference, np.abs(step))


def _moments(grid: Grid, flows: FloatArray, factors: FloatArray) -> FloatArray:
    """The moments of blocks about their middles, discounted to these, (B, n)."""
    found = np.empty((grid.count, flows.shape[1]))
    if grid.count:
        grid.blocks(flows, (factors * grid.offsets)[:, None], found)
    return found


def _value(grid: Grid, flows: FloatArray, force: FloatArray) -> FloatArray:
    """Present values of streams (K, n) at forces (n,), (n,)."""
    inside = np.exp(np.multiply.outer(-grid.offsets, force))
    centres = np.exp(np.multiply.outer(-grid.centres, force))
    value: FloatArray = np.einsum("jn,jn->n", grid.gathered(flows, inside), centres)
    return value


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
