"""Sobol indices of a function: which part of its variance each input causes, alone and in all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from bizcase.chance.draws import Array, Draws

_AT_ONCE = 1_000  # points


@dataclass(frozen=True, slots=True)
class Indices:
    """The indices of each input, (inputs,) each, and the mean and variance of the result.

    `first` is what the variance would fall by on average if the input were known, `total` what
    would be left if all others were known (Sobol 1993; Homma & Saltelli 1996). `points` are those
    that count: a point where the result does not exist is left out.
    """

    first: Array
    total: Array
    mean: float
    variance: float
    points: int


def indices(function: Callable[[Array], Array], inputs: int, points: int, seed: int) -> Indices:
    """The indices of a function of independent standard normal scores, (inputs, n) -> (n,).

    It is called for (inputs + 2) * points points. First order by Saltelli et al. (2010), total by
    Jansen (1999), on scrambled Sobol points, of which there should be a power of two.
    """
    draws = Draws([f"{i:06}" for i in range(2 * inputs)], seed, "sobol")
    sums = np.zeros((2, inputs))
    both = np.zeros(2)
    counted, pivot = 0, 0.0
    for first in range(0, points, _AT_ONCE):
        scores = draws.block(first // _AT_ONCE, min(_AT_ONCE, points - first))
        one, other = scores[:inputs], scores[inputs:]
        results = np.array([_result(function, one, other, i) for i in range(-2, inputs)])
        results = results[:, np.isfinite(results).all(axis=0)]
        if not counted and results.size:
            pivot = float(results[0].mean())
        at_one, at_other, mixed = results[0] - pivot, results[1] - pivot, results[2:] - pivot
        counted += len(at_one)
        both += (at_one + at_other).sum(), (at_one**2 + at_other**2).sum()
        sums[0] += (at_other * (mixed - at_one)).sum(axis=1)
        sums[1] += ((at_one - mixed) ** 2).sum(axis=1)
    mean = both[0] / (2 * counted) if counted else np.nan
    variance = max(0.0, both[1] / (2 * counted) - mean**2) if counted else np.nan
    if not variance > 0:
        return Indices(np.zeros(inputs), np.zeros(inputs), pivot + mean, variance, counted)
    shares = sums / (counted * variance)
    return Indices(shares[0], shares[1] / 2, float(pivot + mean), float(variance), counted)


def _result(function: Callable[[Array], Array], one: Array, other: Array, which: int) -> Array:
    """The function at the points (-2), at the other points (-1), or with one input of these."""
    if which == -1:
        return function(other)
    if which == -2:
        return function(one)
    mixed = one.copy()
    mixed[which] = other[which]
    return function(mixed)
