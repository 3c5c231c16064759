"""What one unit, or one subscriber in a month, earns at launch and in the last year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bizcase.study.fiscal_years import FiscalYears, fiscal_years
from bizcase.study.run import Run

# per what: income, cost, number of things, and whether that number is a stock held over time.
_KINDS = (
    ("unit", "unit_revenue", "cost_of_units", "units", False),
    (
        "subscriber and month",
        "subscription_revenue",
        "subscription_cost",
        "average_subscribers",
        True,
    ),
)


@dataclass(frozen=True, slots=True)
class Earned:
    """Income, cost and number of things in one fiscal year."""

    year: str
    income: float
    cost: float | None
    number: float

    @property
    def price(self) -> float:
        """Income for each."""
        return self.income / self.number

    @property
    def unit_cost(self) -> float | None:
        """Direct cost of each; None where the scenario gives none."""
        return None if self.cost is None else self.cost / self.number

    @property
    def contribution(self) -> float:
        """What each leaves after its direct cost."""
        return self.price - (self.unit_cost or 0.0)

    @property
    def share(self) -> float | None:
        """The contribution as a share of the price."""
        return self.contribution / self.price if self.price else None


@dataclass(frozen=True, slots=True)
class UnitEconomics:
    """One product: what each `per` (unit, subscriber and month) earns."""

    product: str
    per: str
    launch: Earned
    last: Earned


def unit_economics(run: Run) -> tuple[UnitEconomics, ...]:
    """Every product that has units or subscribers with an income."""
    return tuple(_found(run, fiscal_years(run.model.timeline)))


def _found(run: Run, years: FiscalYears) -> Iterator[UnitEconomics]:
    products = [n.removesuffix(".units") for n in run.rows if n.endswith(".units")]
    for product in products:
        for per, income, cost, number, held in _KINDS:
            if f"{product}.{income}" not in run.rows or f"{product}.{number}" not in run.rows:
                continue
            # Subscribers times the months of a period: subscriber-months.
            times = run.model.timeline.months_per_period if held else 1
            counts = years.flow(run.rows[f"{product}.{number}"])
            incomes = years.flow(run.rows[f"{product}.{income}"])
            costs = years.flow(run.rows.get(f"{product}.{cost}", (None,) * len(run.periods)))
            earned = [
                Earned(heading, i, c, n * times)
                for heading, i, c, n in zip(years.headings, incomes, costs, counts, strict=True)
                if i is not None and n is not None and n > 0
            ]
            if earned:
                yield UnitEconomics(product, per, earned[0], earned[-1])
