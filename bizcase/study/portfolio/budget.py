"""Budgets: how much money there is in a year, or at any time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bizcase.problems import Span
from bizcase.study.portfolio.option import OPENING, Option

ANY_TIME = "any time"


@dataclass(frozen=True, slots=True)
class Budget:
    """An amount for one `year`, or for `any time`: then never more than that may be in all options.

    Money that chosen options bring in within the year (or have brought in so far) may be spent as
    well. Where the opening has no budget of its own, it counts in the year in which it falls.
    """

    year: str
    amount: float
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """What the chosen options need together (`needs`, one each) may not be more than a budget."""

    budget: int
    needs: tuple[float, ...]


def limits(options: Sequence[Option], budgets: Sequence[Budget], first: str) -> list[Limit]:
    """The limits that the budgets set; `first` is the year in which the opening falls.

    A budget of a year is one limit, one for any time has a limit for every month in which somebody
    needs money.
    """
    own_opening = any(budget.year == OPENING for budget in budgets)
    found: dict[Limit, None] = {}
    for number, budget in enumerate(budgets):
        for needs in _needs(options, budget.year, first if not own_opening else ""):
            if budget.year != ANY_TIME or max(needs, default=0.0) > 0:
                found[Limit(number, needs)] = None
    return list(found)


def _needs(options: Sequence[Option], year: str, with_opening: str) -> Iterator[tuple[float, ...]]:
    if year == ANY_TIME:
        for month in sorted({flow.month for option in options for flow in option.flows}):
            yield tuple(option.need_until(month) for option in options)
        return
    years = (year, OPENING) if year == with_opening else (year,)
    yield tuple(sum(option.need(one) for one in years) for option in options)
