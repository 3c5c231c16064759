"""Runs one case of a scenario: all rows, all measures, and the reason where one is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from bizcase.engine.evaluate import evaluate
from bizcase.engine.model import Model
from bizcase.engine.operations import Array
from bizcase.problems import Problem
from bizcase.study.flows_of import flows_of
from bizcase.study.measures.flows import Flows
from bizcase.study.measures.irr import irr_all
from bizcase.study.measures.npv import npv_at
from bizcase.study.measures.payback import lost_again
from bizcase.study.measures.peak_funding import peak_funding_column
from bizcase.study.measures.registry import MEASURES
from bizcase.study.stages.result import Staged, staged

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Run:
    """The result of one case.

    `rows` holds for every row one value per column (`periods`, the opening first), in the
    scenario's currency or in units; None where a value does not exist. `measures` holds the
    measures by name, None where one does not exist: `why_null` says why.
    """

    model: Model
    arrays: Mapping[str, Array]

    @cached_property
    def flows(self) -> Flows:
        """The cash flows as the measures read them."""
        return flows_of(self.model, self.arrays)

    @property
    def case(self) -> str:
        """The name of the case."""
        return self.model.case

    @property
    def periods(self) -> tuple[str, ...]:
        """The headings of the columns."""
        return self.model.timeline.labels

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Warnings; errors keep a scenario from running."""
        return self.model.problems

    @property
    def rate(self) -> float:
        """The discount rate, effective per year; of rates that change the last one."""
        return float(self.flows.rate[0])

    @property
    def level_rate(self) -> float | None:
        """The same where it does not change, else None."""
        rate = float(self.flows.level_rate[0])
        return rate if np.isfinite(rate) else None

    @cached_property
    def measures(self) -> dict[str, float | None]:
        """Every measure by name; None where it does not exist."""
        with np.errstate(all="ignore"):  # what overflows is missing
            found = {name: float(m.compute(self.flows)[0]) for name, m in MEASURES.items()}
        return {name: value if np.isfinite(value) else None for name, value in found.items()}

    @cached_property
    def why_null(self) -> dict[str, str]:
        """For each missing measure the reason."""
        missing = [name for name, value in self.measures.items() if value is None]
        return {name: MEASURES[name].why(self.flows, 0) for name in missing}

    @cached_property
    def irr_all(self) -> tuple[float, ...]:
        """Every rate above -100 % at which the NPV is zero."""
        times, amounts = self.flows.timed
        if not np.isfinite(amounts).all():
            return ()
        return tuple(irr_all(times, amounts[:, 0]))

    @cached_property
    def npv_at(self) -> dict[float, float]:
        """The NPV at the further rates that the scenario asks for."""
        return {rate: float(npv_at(self.flows, rate)[0]) for rate in self.model.also_at}

    @cached_property
    def stages(self) -> Staged | None:
        """What its stages make of the case; None without stages. Raises ProblemsFoundError."""
        return staged(self.model, self.measures["npv"])

    @property
    def peak_funding_column(self) -> int | None:
        """The first column at whose end the cash is lowest; None where no money is needed."""
        column = int(peak_funding_column(self.flows)[0])
        return None if column < 0 else column

    @property
    def lost_again_column(self) -> int | None:
        """The first column at whose end the cash, once paid back, is below zero again; or None."""
        column = int(lost_again(self.flows)[0])
        return None if column < 0 else column

    @property
    def peak_funding_date(self) -> str | None:
        """The last day of that column; None without a start, or where no money is needed."""
        column = self.peak_funding_column
        return None if column is None else self.model.timeline.end_date(column)

    @cached_property
    def rows(self) -> dict[str, tuple[float | None, ...]]:
        """Every row by name, one value per column."""
        return {
            name: tuple(v if np.isfinite(v) else None for v in values.tolist())
            for name, values in self.arrays.items()
        }

    def to_frame(self) -> pd.DataFrame:
        """The rows as a pandas frame: periods down, rows across."""
        import pandas as pd

        return pd.DataFrame(dict(self.arrays), index=pd.Index(self.periods, name="period"))


def run(model: Model) -> Run:
    """Evaluates a model with its own values."""
    return Run(model, evaluate(model))
