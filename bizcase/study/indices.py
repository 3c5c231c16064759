"""Sobol indices of a case: how much of the variance of a measure each uncertain input causes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bizcase.chance.assumed import laws_of
from bizcase.chance.indices import indices as indices_of
from bizcase.engine.evaluate import Trials
from bizcase.engine.model import Model
from bizcase.engine.operations import Array
from bizcase.problems import Problem, ProblemsFoundError
from bizcase.study.flows_of import flows_of, rows_for
from bizcase.study.measures.registry import MEASURES

POINTS = 4_096
_TILE = 1_000


@dataclass(frozen=True, slots=True)
class Index:
    """The indices of inputs with the same draws, mostly one: `first` order and `total`."""

    paths: tuple[str, ...]
    first: float
    total: float


def indices(
    model: Model, points: int = POINTS, seed: int = 1, measure: str = "npv"
) -> tuple[Index, ...]:
    """The indices of all uncertain inputs, the largest total first.

    `points` should be a power of two; the model is evaluated (inputs + 2) * points times. Raises
    ProblemsFoundError where inputs are correlated, or a range has no law within its bounds.
    """
    if model.correlations:
        raise ProblemsFoundError([_correlated(model)])
    laws = laws_of(model)
    paths: dict[str, list[str]] = {}
    for path in laws:
        paths.setdefault(model.inputs[path].key or path, []).append(path)
    place = {path: i for i, together in enumerate(paths.values()) for path in together}
    trials = Trials(model, rows_for([measure]), laws, _TILE)
    values = np.empty((len(laws), _TILE))

    def measured(scores: Array) -> Array:
        count = scores.shape[1]
        for row, (path, law) in zip(values, laws.items(), strict=True):
            row[:count] = law.value(scores[place[path]])
        flows = flows_of(model, trials.rows(values[:, :count]), count)
        with np.errstate(all="ignore"):  # what overflows is missing
            return np.broadcast_to(MEASURES[measure].compute(flows), (count,))

    found = indices_of(measured, len(paths), points, seed)
    known = [
        Index(tuple(together), float(first), float(total))
        for together, first, total in zip(paths.values(), found.first, found.total, strict=True)
    ]
    return tuple(sorted(known, key=lambda index: -index.total))


def _correlated(model: Model) -> Problem:
    pair = model.correlations[0]
    return Problem(
        "correlated-inputs",
        f"`{pair.first}` and `{pair.second}` are correlated: their parts of the variance overlap, "
        "and no index tells them apart",
        pair.span,
        "see the rank correlations that a simulation gives, or leave `correlations:` out",
    )
