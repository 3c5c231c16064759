"""The result of a comparison: the options in order, what sets them apart, how sure that is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bizcase.problems import Problem
from bizcase.study.comparison.align import Difference
from bizcase.study.comparison.chances import Chances
from bizcase.study.comparison.increment import Increment
from bizcase.study.comparison.option import Option
from bizcase.study.comparison.ranking import Ranking, Reversal, may_fail, reversals
from bizcase.study.comparison.switches import Switch
from bizcase.study.comparison.yearly import Yearly, yearly
from bizcase.timeline import Timeline

NO_LAW = ("no-distribution", "range-too-wide")

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Comparison:
    """Options beside each other, seen from the day of decision; amounts are money of `currency`.

    `options` are those that were asked for, `nothing` is doing nothing. `increments` are the
    others less `against`. `first` and `second` are the best option and the next by
    `ranking.measure`, None where there is none; `switches` are what would put another
    one before the best.
    `chances` is None where nothing is uncertain or no trials were asked for.
    """

    currency: str
    options: tuple[Option, ...]
    nothing: Option
    against: Option
    increments: tuple[Increment, ...]
    ranking: Ranking
    best: Mapping[str, tuple[str, ...]]
    differences: tuple[Difference, ...]
    chances: Chances | None
    switches: tuple[Switch, ...]
    calendar: Timeline
    problems: tuple[Problem, ...] = ()

    @property
    def first(self) -> Option | None:
        """The best option."""
        return self.ranking.order[0] if self.ranking.order else None

    @property
    def second(self) -> Option | None:
        """The best of the others."""
        return self.ranking.order[1] if len(self.ranking.order) > 1 else None

    @cached_property
    def lead(self) -> Increment | None:
        """The best option less the next."""
        return Increment(self.first, self.second) if self.first and self.second else None

    @cached_property
    def challengers(self) -> tuple[Increment, ...]:
        """The best option less each other one that was asked for."""
        first = self.first
        return tuple(Increment(first, o) for o in self.options if first and o is not first)

    @property
    def why_no_chances(self) -> str:
        """Why there are no chances; empty where there are."""
        if self.chances:
            return ""
        if may_fail(self.options):
            return "an option has stages that may fail, and `bizcase stages` has their chances"
        if any(problem.code in NO_LAW for problem in self.problems):
            return "a range has no distribution within its bounds"
        if not any(one.run for one in self.ranking.order):
            return "no option can be ranked"
        models = [one.run.model for one in self.options if one.run]
        known = any(given.range for model in models for given in model.inputs.values())
        return "no trials were asked for" if known else "no value has a range"

    @cached_property
    def reversals(self) -> tuple[Reversal, ...]:
        """Where another measure would put one of the options before the best."""
        if may_fail(self.options):
            return ()
        return tuple(
            found
            for increment in self.challengers
            for found in reversals(increment.option, increment.against)
        )

    def yearly(self, increment: Increment) -> Yearly:
        """The flows of an increment by fiscal year."""
        return yearly(increment, self.calendar)

    def to_frame(self) -> pd.DataFrame:
        """The measures as a pandas frame: measures down, options across, doing nothing last."""
        import pandas as pd

        whole = (*self.options, self.nothing)
        names = dict.fromkeys(name for one in whole for name in one.measures)
        return pd.DataFrame(
            {one.name: [one.measures.get(name) for name in names] for one in whole},
            index=pd.Index(names, name="measure"),
            dtype=float,
        )
