"""The only root of each of very many streams of cash: the quick search first, then the sure one."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.roots.columns import (
    RESIDUE,
    BoolArray,
    FloatArray,
    cleaned,
    merge_times,
    sign_changes,
    sign_flips,
)
from bizcase.study.measures.roots.grid import Grid, grid_of
from bizcase.study.measures.roots.isolate import isolate
from bizcase.study.measures.roots.laguerre import has_only_root
from bizcase.study.measures.roots.monotone import single_roots
from bizcase.study.measures.roots.newton import newton

# Streams handled together hold about this many flows, so that the work stays in the cache.
_TOGETHER = 2**18
# How far beside a supposed root its uniqueness is tested: at the root itself the total is zero.
_BESIDE = 1e-6
# A sum below this share of what went into it has no certain sign.
_UNCERTAIN = 1e-9


def all_roots(times: FloatArray, flows: FloatArray) -> FloatArray:
    """All forces of interest at which one stream is worth nothing, ascending; (K,), (K,) -> (m,).

    times: years, in any order. A multiple root counts once; empty where a flow is missing.
    """
    times, columns = merge_times(times, flows[:, None])
    columns = cleaned(columns)
    if not sign_changes(columns).any():
        return np.empty(0)
    return isolate(times, columns).force


def only_roots(times: FloatArray, flows: FloatArray) -> FloatArray:
    """The one force of interest at which each stream is worth nothing; (K,), (K, n) -> (n,).

    NaN where a stream has no root or several, or a flow is missing. times: years, in any order.
    """
    times, flows = merge_times(times, flows)
    count = flows.shape[1]
    if count > 1 and flows.strides[1] != flows.itemsize:
        # One layout for all callers: sums are quick along it, and the same to the last digit.
        flows = np.ascontiguousarray(flows)
    together = max(1, _TOGETHER // len(times))
    grid = grid_of(times)
    force, flips = np.empty(count), np.empty(count, dtype=np.intp)
    for first in range(0, count, together):
        part = slice(first, first + together)
        force[part] = newton(grid, flows[:, part])
        flips[part] = sign_flips(flows[:, part])
    force[flips == 0] = np.nan
    left = np.flatnonzero((flips > 1) | ((flips == 1) & ~(np.abs(force) < _least_force(times))))
    for first in range(0, len(left), together):
        rows = left[first : first + together]
        force[rows] = _proven(grid, cleaned(np.take(flows, rows, axis=1)), force[rows])
    return force


def _least_force(times: FloatArray) -> float:
    """A force below which no root is one of float residue; (K,).

    Flows of one sign that are all residue, K of them, weigh as much as a flow of the other sign
    only if discounting makes up for it: if K x residue x e^(force x span) is 1 or more.
    """
    span = max(float(times[-1] - times[0]), 1e-9)
    return -float(np.log(RESIDUE * len(times))) / span


def _proven(grid: Grid, flows: FloatArray, force: FloatArray) -> FloatArray:
    """The only roots of streams (K, n), NaN where there is none or several, (n,).

    force: a root, NaN where none is known; it is proven to be the only one, or searched anew.
    """
    changes = sign_changes(flows)
    # Roots go in pairs but for the last one of an odd number of sign changes.
    odd = changes & 1 == 1
    force = np.where(odd, force, np.nan)
    found = np.isfinite(force)
    settled = (changes == 0) | (found & (changes == 1))
    several = np.flatnonzero(found & (changes > 1))
    if len(several):
        factors = grid.discount(force[several] + _BESIDE)
        theirs = flows if len(several) == len(force) else np.take(flows, several, axis=1)
        settled[several] = has_only_root(theirs, factors)
    pairs = np.flatnonzero(~odd & (changes > 0))
    if len(pairs):
        settled[pairs] = _has_two_roots(np.take(flows, pairs, axis=1))
    left = np.flatnonzero(~settled)
    if len(left):
        force[left] = _sure(grid.times, np.take(flows, left, axis=1))
    return force


def _has_two_roots(flows: FloatArray) -> BoolArray:
    """Prove, for streams that begin and end with the same sign, that they have two roots; (n,).

    At very high and very low rates they have that sign too; a sum of the other sign, at 0 %, lies
    between two roots.
    """
    total = flows.sum(axis=0)
    first = np.take_along_axis(flows, (flows != 0).argmax(axis=0)[None], axis=0)[0]
    certain = np.abs(total) > _UNCERTAIN * np.abs(flows).sum(axis=0)
    proven: BoolArray = certain & (np.sign(total) == -np.sign(first))
    return proven


def _sure(times: FloatArray, flows: FloatArray) -> FloatArray:
    """The only root of every stream, NaN where there is none or several, however long it takes."""
    force = np.full(flows.shape[1], np.nan)
    once = sign_changes(flows) == 1
    force[once] = single_roots(times, np.compress(once, flows, axis=1))
    others = np.flatnonzero(~once)
    roots = isolate(times, np.take(flows, others, axis=1))
    alone = np.bincount(roots.row, minlength=len(others))[roots.row] == 1
    force[others[roots.row[alone]]] = roots.force[alone]
    return force
