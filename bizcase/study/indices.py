"""Sobol indices of a case: how much of the variance of a measure each uncertain input causes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bizcase.chance.assumed import laws_of
from bizcase.chance.indices import indices as indices_of
from bizcase.engine.evaluate import Trials
from bizcase.engine.model import Model
from bizcase.engine.operations import Array
from bizcase.problems import Problem, ProblemsFoundError
from bizcase.study.flows_of import flows_of, rows_for
from bizcase.study.measures.registry import MEASURES
from bizcase.study.requirements import requirements_of
from bizcase.study.simulation.task import POINTS
from bizcase.study.simulation.wishes import refuse_unknown

if TYPE_CHECKING:
    import pandas as pd

_TILE = 1_000


@dataclass(frozen=True, slots=True)
class Index:
    """The indices of inputs with the same draws, mostly one: `first` order and `total`."""

    paths: tuple[str, ...]
    first: float
    total: float


@dataclass(frozen=True, slots=True)
class SobolIndices:
    """The indices of all uncertain inputs, the largest total first.

    `variance` is that of the measure, `points` how many points they rest on: those at which the
    measure exists.
    """

    measure: str
    inputs: tuple[Index, ...]
    variance: float
    points: int

    def __iter__(self) -> Iterator[Index]:
        return iter(self.inputs)

    def to_frame(self) -> pd.DataFrame:
        """Inputs down; first order and total across."""
        import pandas as pd

        names = pd.Index([", ".join(index.paths) for index in self.inputs], name="input")
        columns = {"first": [i.first for i in self.inputs], "total": [i.total for i in self.inputs]}
        return pd.DataFrame(columns, index=names)


def indices(
    model: Model, points: int = POINTS, seed: int = 1, measure: str = "npv"
) -> SobolIndices:
    """How much of the variance of a measure each uncertain input causes.

    `points` should be a power of two; the model is evaluated (inputs + 2) * points times. Raises
    ProblemsFoundError where inputs are correlated, nothing is uncertain, or a range has no law
    within its bounds.
    """
    refuse_correlated(model)
    refuse_unknown(model, [measure])
    laws = laws_of(model)
    paths: dict[str, list[str]] = {}
    for path in laws:
        paths.setdefault(model.inputs[path].key or path, []).append(path)
    place = {path: i for i, together in enumerate(paths.values()) for path in together}
    required = requirements_of(model, laws)
    trials = Trials(required.model, [*rows_for([measure]), *required.said], laws, _TILE)
    values = np.empty((len(laws), _TILE))

    def measured(scores: Array) -> Array:
        count = scores.shape[1]
        for row, (path, law) in zip(values, laws.items(), strict=True):
            row[:count] = law.value(scores[place[path]])
        rows = trials.rows(values[:, :count])
        flows, broken = flows_of(model, rows, count), required.broken(rows, count).any(axis=0)
        with np.errstate(all="ignore"):  # what overflows is missing
            return np.where(broken, np.nan, MEASURES[measure].compute(flows))

    found = indices_of(measured, len(paths), points, seed)
    known = [
        Index(tuple(together), float(first), float(total))
        for together, first, total in zip(paths.values(), found.first, found.total, strict=True)
    ]
    ordered = tuple(sorted(known, key=lambda index: -index.total))
    return SobolIndices(measure, ordered, float(found.variance), found.points)


def refuse_correlated(model: Model) -> None:
    """Raises ProblemsFoundError where inputs are correlated: indices take them as independent."""
    if not model.correlations:
        return
    pair = model.correlations[0]
    said = (
        f"`{pair.first}` and `{pair.second}` are correlated: their parts of the variance overlap, "
        "and no index tells them apart"
    )
    remedy = (
        "see the rank correlations that a simulation gives; indices as if they were independent "
        "has a file that `extends:` this one with `correlations: null`"
    )
    raise ProblemsFoundError([Problem("correlated-inputs", said, pair.span, remedy)])
