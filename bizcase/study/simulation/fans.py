"""Percentiles of a row over time: by period, and by fiscal year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bizcase.engine.model import Model
from bizcase.engine.operations import Array
from bizcase.study.fiscal_years import adds_up, fiscal_years
from bizcase.study.simulation.quantiles import Quantiles

if TYPE_CHECKING:
    import pandas as pd

SHARES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
_EXACT = 2_000_000  # values of a row that are kept as they are
_BINS = 2**12


@dataclass(frozen=True, slots=True)
class Fan:
    """The percentiles of a row over time, from the first trials; NaN where it never exists.

    `values` are (shares, columns) by `periods`, `by_year` (shares, years) by `years`. In a year
    stands what flows in it where `adds_up`, else what is there in its last period.
    """

    row: str
    shares: tuple[float, ...]
    periods: tuple[str, ...]
    values: Array
    years: tuple[str, ...]
    by_year: Array
    adds_up: bool
    trials: int

    def to_frame(self) -> pd.DataFrame:
        """Periods down, percentiles across: P5, P10, ..."""
        import pandas as pd

        index = pd.Index(self.periods, name="period")
        return pd.DataFrame(self.values.T, index=index, columns=list(map(percentile, self.shares)))


def percentile(share: float) -> str:
    """What the value is called below which a share of the trials lies: `P5`."""
    return f"P{share * 100:g}"


class KeptRow:
    """What is kept of a row over time, block after block."""

    def __init__(self, model: Model, row: str) -> None:
        self.row, self.periods = row, model.timeline.labels
        self.years = fiscal_years(model.timeline)
        self.adds_up = adds_up(model, row)
        self.by_period = _quantiles(model.timeline.columns)
        summed = self.adds_up and any(len(columns) > 1 for columns in self.years.columns)
        self.by_year = _quantiles(len(self.years.columns)) if summed else None
        self.trials = 0

    def add(self, values: Array) -> None:
        """Takes the row in the trials of a block, (columns, trials)."""
        self.trials += values.shape[1]
        self.by_period.add(values)
        if self.by_year is not None:
            sums = [values[list(columns)].sum(axis=0) for columns in self.years.columns]
            self.by_year.add(np.stack(sums))

    @property
    def fan(self) -> Fan:
        """The percentiles of all that was added."""
        values = np.ascontiguousarray(self.by_period.quantiles(SHARES).T)
        last = [columns[-1] for columns in self.years.columns]
        by_year = values[:, last] if self.by_year is None else self.by_year.quantiles(SHARES).T
        return Fan(
            self.row, SHARES, self.periods, values,
            self.years.headings, np.ascontiguousarray(by_year), self.adds_up, self.trials,
        )  # fmt: skip


def _quantiles(columns: int) -> Quantiles:
    return Quantiles(columns, _EXACT // columns, _BINS)
