"""What drives the spread: how far the result goes with each input, and what the inputs rest on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from bizcase.engine.model import Model
from bizcase.engine.operations import Array


@dataclass(frozen=True, slots=True)
class Driver:
    """An uncertain input: its rank correlation with the result (Spearman 1904).

    `share` is its part of the spread that all of them explain: its squared correlation over the
    sum of the squares. `source` says where its value comes from, if anywhere.
    """

    path: str
    rank_correlation: float
    share: float
    source: str


def drivers(model: Model, paths: Sequence[str], inputs: Array, result: Array) -> tuple[Driver, ...]:
    """The drivers, the strongest first; inputs (paths, trials), result (trials,) without NaN.

    Fewer than two trials have no correlations: these are NaN.
    """
    if len(result) < 2:
        sources = [model.inputs[path].origin.source for path in paths]
        return tuple(Driver(p, math.nan, 0.0, s) for p, s in zip(paths, sources, strict=True))
    ranks = _ranks(result)
    found = [float((_ranks(values) * ranks).sum()) for values in inputs]
    explained = sum(r * r for r in found)
    known = [
        Driver(path, r, r * r / explained if explained else 0.0, model.inputs[path].origin.source)
        for path, r in zip(paths, found, strict=True)
    ]
    return tuple(sorted(known, key=lambda driver: -abs(driver.rank_correlation)))


def total_share(found: Iterable[Driver]) -> float:
    """The share of the explained spread that some drivers have together."""
    return math.fsum(driver.share for driver in found)


def _ranks(values: Array) -> Array:
    """Ranks about their mean, scaled to length 1; equal values have the mean of their ranks."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    around = ranks - ranks.mean()
    length = float(np.sqrt((around * around).sum()))
    return np.asarray(around / length if length else around)
