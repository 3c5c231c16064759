"""What must hold of the values of a model, where they are not its own: growth below the rate.

A scenario that breaks a requirement is refused when it is read. At other values, as in a trial, it
is kept from giving figures that mean nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from bizcase.engine.model import Model, Row
from bizcase.engine.operations import Array
from bizcase.engine.order import moved
from bizcase.units import NUMBER

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Requirements:
    """`model` has a row for each requirement; `said` is what is wrong where it is 0, by row."""

    model: Model
    said: Mapping[str, str]

    def broken(self, rows: Mapping[str, Array], count: int) -> BoolArray:
        """Where each does not hold, (requirements, count); rows are (columns, count) or 1 wide."""
        operating = slice(1, self.model.timeline.periods + 1)
        found = np.zeros((len(self.said), count), dtype=bool)
        for here, name in zip(found, self.said, strict=True):
            row = rows[name][operating]
            some = row if row.strides[0] else row[:1]  # the same in every column
            here[:] = (some == 0).any(axis=0)
        return found

    def first(self, broken: BoolArray, place: int) -> str:
        """What is wrong at a place; empty if nothing is."""
        return next(
            (s for s, no in zip(self.said.values(), broken[:, place], strict=True) if no), ""
        )


def requirements_of(model: Model, varying: Iterable[str] | None = None) -> Requirements:
    """The requirements of a model; with the inputs that vary, those that these can break."""
    names = {f"requirement {k}": said for k, (said, _) in enumerate(model.required)}
    formulas = [formula for _, formula in model.required]
    added = {n: Row(n, NUMBER, f, f, f) for n, f in zip(names, formulas, strict=True)}
    whole = {**model.rows, **added}
    if varying is not None:
        touched = moved(whole, set(varying)) if added else set()
        names = {name: said for name, said in names.items() if name in touched}
    rows = {name: row for name, row in whole.items() if name not in added or name in names}
    return Requirements(replace(model, rows=rows), names)
