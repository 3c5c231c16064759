"""The result of a simulation: what is likely, what is possible, and what decides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bizcase.engine.model import Model
from bizcase.problems import Problem
from bizcase.study.evidence import is_evidence
from bizcase.study.kept_ranges import KeptRange, kept_ranges
from bizcase.study.run import Run, run
from bizcase.study.simulation.drivers import Driver, total_share
from bizcase.study.simulation.fans import Fan, percentile
from bizcase.study.simulation.histogram import Histogram
from bizcase.study.simulation.moments import Estimate
from bizcase.study.simulation.rule import RuleChance

if TYPE_CHECKING:
    import pandas as pd

WORST = 0.05  # the share of trials over which the conditional value at risk is taken


@dataclass(frozen=True, slots=True)
class Spread:
    """The distribution of a measure over the trials in which it exists; NaN where in none.

    `percentiles` are by share of trials (0.1 is P10), `missing` is the share of trials in which it
    does not exist and `why` that share by reason.
    """

    mean: Estimate
    deviation: float
    percentiles: Mapping[float, float]
    missing: float
    why: Mapping[str, float]


@dataclass(frozen=True)
class Simulation:
    """What `trials` trials of a model say; amounts are money of its currency.

    `gain_chance` is P(NPV > 0). `expected_loss` is the mean of what is lost, trials without a loss
    counted as 0. `tail_mean` is the mean NPV of the worst 5 % (conditional value at risk:
    Rockafellar & Uryasev 2000). `value_of_information` is what it would be worth to know the NPV
    before deciding: E[max(NPV, 0)] - max(E[NPV], 0) (Raiffa & Schlaifer 1961). `rule` is how often
    the team's rule is passed, None unless all its measures were asked for.

    `npv_at_means` is the NPV where every uncertain value has its mean: what it differs from the
    base case comes of ranges that reach further to one side, what the mean NPV differs from it of
    values that act together. `below_base` is the share of the trials with an NPV below that of the
    base case. `histogram` is that of the NPV. `fans` are rows over time. `asked` is how many trials
    were asked for: fewer were done if it was interrupted.
    """

    model: Model
    asked: int
    trials: int
    seed: int
    sampler: str
    measures: Mapping[str, Spread]
    gain_chance: Estimate
    rule: RuleChance | None
    expected_loss: Estimate
    value_of_information: float
    tail_mean: float
    histogram: Histogram | None
    npv_at_means: float
    below_base: float
    drivers: tuple[Driver, ...]
    fans: Mapping[str, Fan]
    problems: tuple[Problem, ...] = ()

    @cached_property
    def base(self) -> Run:
        """The case itself, every value as it is written."""
        return run(self.model)

    @cached_property
    def kept(self) -> tuple[KeptRange, ...]:
        """The values that were moved, and are drawn from ranges that were given for others."""
        return kept_ranges(self.model)

    @property
    def unsourced(self) -> float:
        """The share of the explained spread that rests on assumptions without a source."""
        return total_share(driver for driver in self.drivers if not driver.source)

    @property
    def unproven(self) -> float:
        """The share that rests on assumptions without evidence: no source, or `illustrative`."""
        return total_share(driver for driver in self.drivers if not is_evidence(driver.source))

    def to_frame(self) -> pd.DataFrame:
        """Measures down; mean, standard error, deviation, percentiles, share missing across."""
        import pandas as pd

        return pd.DataFrame(
            {
                name: {
                    "mean": spread.mean.value,
                    "standard_error": spread.mean.standard_error,
                    "deviation": spread.deviation,
                    **{percentile(share): v for share, v in spread.percentiles.items()},
                    "missing": spread.missing,
                }
                for name, spread in self.measures.items()
            }
        ).T

    @property
    def interrupted(self) -> bool:
        """Whether it was ended before all trials were done."""
        return self.trials < self.asked
