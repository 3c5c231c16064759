"""What is read from an evaluated model: a measure by its name, or a row in some of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from bizcase.engine.operations import Array
from bizcase.study.flows_of import rows_for
from bizcase.study.measures.flows import Flows
from bizcase.study.measures.registry import MEASURES


@dataclass(frozen=True, slots=True)
class RowReading:
    """The sum of a row over some columns of the timeline, in the unit of the row."""

    row: str
    columns: tuple[int, ...]


Reading: TypeAlias = str | RowReading


def rows_to_read(readings: Iterable[Reading]) -> tuple[str, ...]:
    """The rows that some readings need."""
    asked = list(readings)
    measures = [one for one in asked if isinstance(one, str)]
    rows = [one.row for one in asked if isinstance(one, RowReading)]
    return tuple(dict.fromkeys((*rows_for(measures), *rows)))


def read(reading: Reading, flows: Flows, rows: Mapping[str, Array], count: int) -> Array:
    """The values of a reading, (count,); not finite where it does not exist."""
    with np.errstate(all="ignore"):  # what overflows is missing
        if isinstance(reading, RowReading):
            found: Array = rows[reading.row][list(reading.columns)].sum(axis=0)
        else:
            found = MEASURES[reading].compute(flows)
    return np.broadcast_to(found, (count,))


def why_missing(reading: Reading, flows: Flows, place: int) -> str:
    """The reason why a reading does not exist at one of the points."""
    if isinstance(reading, RowReading):
        return "the row does not exist there"
    return MEASURES[reading].why(flows, place)
