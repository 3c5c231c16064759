"""The best choice of options under budgets, beside the one that a ranking gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bizcase.problems import Problem
from bizcase.study.portfolio.budget import ANY_TIME, Budget, limits
from bizcase.study.portfolio.option import OPENING, Option
from bizcase.study.portfolio.programme import (
    FloatArray,
    Programme,
    best,
    least_increase,
    programme,
    unit_values,
)
from bizcase.study.portfolio.ranking import index, ranked_choice
from bizcase.study.portfolio.rules import Rules

_MORE = 0.01  # by which share a budget is raised to see what that is worth
_BETTER = 1e-5  # of the largest NPV: less than that is no step


@dataclass(frozen=True, slots=True)
class Step:
    """The least addition to a budget that makes another choice of whole options better."""

    more: float
    gain: float
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BudgetUse:
    """What becomes of a budget, and what more of it would be worth.

    `last_unit` and `next_unit` are values of one unit where options can be divided (dual values);
    `gain` is what `more` of the budget adds to the NPV of the choice asked for.
    """

    budget: Budget
    used: float
    last_unit: float | None
    next_unit: float
    more: float
    gain: float
    step: Step | None

    @property
    def left(self) -> float:
        """What is not used."""
        return self.budget.amount - self.used


@dataclass(frozen=True)
class Portfolio:
    """Options, what there is to spend, and what is best.

    `first` is the year in which the opening falls, `year_ends` the last month of the years; `notes`
    say what was done to make the options comparable, `problems` are warnings of their scenarios.
    """

    options: tuple[Option, ...]
    budgets: tuple[Budget, ...]
    rules: Rules
    first: str
    divisible: bool = False
    currency: str = ""
    year_ends: int = 12
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @cached_property
    def programme(self) -> Programme:
        """The linear programme."""
        return programme(self.options, limits(self.options, self.budgets, self.first), self.rules)

    @property
    def amounts(self) -> FloatArray:
        """The amount of each budget."""
        return np.array([budget.amount for budget in self.budgets])

    @cached_property
    def shares(self) -> Mapping[str, float] | None:
        """The share of each option in the best choice, by key; None where there is no choice."""
        return self.shares_at(1.0)

    @cached_property
    def shares_by_index(self) -> Mapping[str, float] | None:
        """The same by the ranking; None where it breaks a budget."""
        found = ranked_choice(
            self.options, self.indices, self.programme, self.amounts, self.divisible
        )
        return self._by_key(found)

    @property
    def indices(self) -> list[float]:
        """NPV for each unit of money needed, of every option; infinite where none is needed."""
        return [index(option, self.budgets, self.first) for option in self.options]

    def npv(self, shares: Mapping[str, float]) -> float:
        """The NPV of a choice."""
        return sum(option.npv * shares[option.key] for option in self.options)

    def shares_at(self, scale: float) -> Mapping[str, float] | None:
        """The best choice where all budgets are so many times as large; None without one."""
        return self._by_key(best(self.programme, scale * self.amounts, self.divisible))

    def worth_at(self, scale: float) -> float | None:
        """The best NPV where all budgets are so many times as large; None without a choice."""
        shares = self.shares_at(scale)
        return None if shares is None else self.npv(shares)

    @cached_property
    def uses(self) -> tuple[BudgetUse, ...]:
        """What becomes of every budget. There must be a choice."""
        return tuple(self._uses())

    def used(self, budget: Budget, shares: Mapping[str, float]) -> float:
        """The money of a budget that a choice takes, less what it brings in."""
        chosen = [(option, shares[option.key]) for option in self.options]
        if budget.year == ANY_TIME:
            months = {flow.month for option, _ in chosen for flow in option.flows}
            in_it = (sum(s * o.need_until(month) for o, s in chosen) for month in months)
            return max([0.0, *in_it])
        years = [budget.year]
        if budget.year == self.first and all(b.year != OPENING for b in self.budgets):
            years.append(OPENING)
        return sum(share * option.need(year) for option, share in chosen for year in years)

    def _uses(self) -> Iterator[BudgetUse]:
        shares, amounts = self.shares, self.amounts
        assert shares is not None
        for number, budget in enumerate(self.budgets):
            largest = np.abs(self.programme.needs[self.programme.budget == number]).max(initial=0.0)
            more = _MORE * (budget.amount or float(largest))
            last, following = unit_values(self.programme, amounts, number)
            yield BudgetUse(
                budget,
                self.used(budget, shares),
                last,
                following,
                more,
                self._gain(number, more)[0],
                None if self.divisible else self._step(number),
            )

    def _gain(self, number: int, more: float) -> tuple[float, Mapping[str, float]]:
        """What more of a budget adds to the NPV, and the choice then."""
        amounts = self.amounts
        amounts[number] += more
        shares = self._by_key(best(self.programme, amounts, self.divisible))
        assert self.shares is not None
        assert shares is not None  # there was a choice with less money
        return max(0.0, self.npv(shares) - self.npv(self.shares)), shares

    def _step(self, number: int) -> Step | None:
        assert self.shares is not None
        least = _BETTER * float(np.abs(self.programme.npv).max(initial=0.0))
        now = self.npv(self.shares)
        more = least_increase(self.programme, self.amounts, number, now + least)
        if more is None:
            return None
        gain, shares = self._gain(number, more)
        return Step(more, gain, tuple(key for key, share in shares.items() if share > 0))

    def _by_key(self, shares: FloatArray | None) -> Mapping[str, float] | None:
        if shares is None:
            return None
        keys: Sequence[str] = [option.key for option in self.options]
        return dict(zip(keys, shares.tolist(), strict=True))
