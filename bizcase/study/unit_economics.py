"""What one unit, or one subscriber in a month, earns at launch and in the last year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bizcase.study.fiscal_years import FiscalYears, fiscal_years
from bizcase.study.measures.measure import Unit
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
# Measures of a product with a subscription: row, label, unit.
SUBSCRIPTION_MEASURES: dict[str, tuple[str, str, Unit]] = {
    "ltv": ("lifetime_value", "LTV", "money"),
    "cac_payback_years": ("acquisition_payback", "CAC payback", "years"),
    "ltv_to_cac": ("value_to_acquisition_cost", "LTV/CAC", "ratio"),
}


@dataclass(frozen=True, slots=True)
class Earned:
    """Income, cost and number of things in one fiscal year.

    `measures` holds the SUBSCRIPTION_MEASURES that exist, as they are at the end of the year.
    """

    year: str
    income: float
    cost: float | None
    number: float
    measures: dict[str, float]

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
    """One product: what each `per` (unit, subscriber and month) earns, by fiscal year."""

    product: str
    per: str
    years: tuple[Earned, ...]  # in which there are any

    @property
    def launch(self) -> Earned:
        """The first year."""
        return self.years[0]

    @property
    def last(self) -> Earned:
        """The last year."""
        return self.years[-1]


def unit_economics(run: Run) -> tuple[UnitEconomics, ...]:
    """Every product that has units or subscribers with an income."""
    return tuple(_found(run, fiscal_years(run.model.timeline)))


def subscription_measures(run: Run) -> dict[str, float]:
    """Lifetime value and what winning a customer costs beside it, in the launch year.

    Named `rota.ltv`, `rota.cac_payback_years`, `rota.ltv_to_cac`; the last two only where money
    is spent on winning customers. LTV in the scenario's currency, undiscounted.
    """
    return {
        f"{one.product}.{name}": value
        for one in unit_economics(run)
        for name, value in one.launch.measures.items()
    }


def _measures(run: Run, product: str, columns: Sequence[int]) -> dict[str, float]:
    """The measures that exist, each in the last of the columns in which customers are won."""
    nothing = (None,) * len(run.periods)
    won = run.rows.get(f"{product}.new_customers", nothing)
    column = max((c for c in columns if won[c]), default=columns[-1])
    spent = run.rows.get(f"{product}.acquisition_cost", nothing)[column]
    found = {
        name: run.rows.get(f"{product}.{row}", nothing)[column]
        for name, (row, _, _) in SUBSCRIPTION_MEASURES.items()
        if spent or name == "ltv"
    }
    return {name: value for name, value in found.items() if value is not None}


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
                Earned(heading, i, c, n * times, _measures(run, product, columns) if held else {})
                for heading, columns, i, c, n in zip(
                    years.headings, years.columns, incomes, costs, counts, strict=True
                )
                if i is not None and n is not None and n > 0
            ]
            if earned:
                yield UnitEconomics(product, per, tuple(earned))
