"""Blocks of a product that work together: churn, billing, seasons, and what they say when alone."""

from __future__ import annotations

import pytest

from bizcase.problems import ProblemsFoundError
from tests.library.run_text import model_of, rows_of


def test_churn_of_customers_is_the_churn_of_their_subscription() -> None:
    written = """\
timeline: {{step: month, length: 3 years}}
products:
  rota:
    customers: {{new: 100/month{customers}}}
    subscription: {{price: 49/month{subscription}}}
"""
    churn = ", churn: 2%/month"
    on_customers = rows_of(written.format(customers=churn, subscription=""))
    on_subscription = rows_of(written.format(customers="", subscription=churn))
    for name in ("rota.subscribers", "rota.customers", "rota.subscription_revenue"):
        assert on_customers[name] == pytest.approx(on_subscription[name], rel=1e-12)
    assert on_customers["rota.customers"] == pytest.approx(on_customers["rota.subscribers"])
    assert on_customers["rota.subscribers"][2] == pytest.approx(198)


@pytest.mark.parametrize(
    ("step", "term"), [("month", 12), ("month", 3), ("month", 1), ("quarter", 4), ("year", 1)]
)
def test_billing_in_advance_agrees_with_cohorts(step: str, term: int) -> None:
    """Every cohort by itself: a term is billed at its beginning, leavers are paid back the rest."""
    per_year = {"month": 12, "quarter": 4, "year": 1}[step]
    words = {(12, 12): "1 year", (12, 3): "3 months", (12, 1): "1 month"}
    rows = rows_of(
        f"""\
timeline: {{step: {step}, length: 5 years}}
products:
  app:
    units: [1_200, 2_400, 600, 0, 1_800]
    subscription: {{price: 10/month, attach: 50%, churn: 15%/year}}
    billing: {{in_advance: {words.get((per_year, term), "1 year")}}}
"""
    )
    new = rows["app.new_customers"] * 0.5
    stay = (1 - 0.15) ** (1 / per_year)
    price = 120 / per_year
    unearned = [
        sum(
            new[begun] * stay ** (now - begun) * (term - (now - begun) % term - 0.5) * price
            for begun in range(1, now + 1)
        )
        for now in range(new.size)
    ]
    assert rows["app.deferred_revenue"] == pytest.approx(unearned, rel=1e-9)
    billed = rows["app.billings"].sum()
    assert billed == pytest.approx(rows["app.subscription_revenue"].sum() + unearned[-1])
    assert rows["net_working_capital"][1:-1] == pytest.approx([-x for x in unearned[1:-1]])
    assert rows["net_working_capital"][-1] == 0


def test_a_season_with_quarterly_weights_and_a_year_without_sales() -> None:
    rows = rows_of(
        """\
timeline: {step: month, length: 2 years}
products: {grill: {launch: year 2, units: 1_200/year, seasonality: [10%, 40%, 40%, 10%]}}
"""
    )
    monthly = rows["grill.units"][13:]
    assert rows["grill.units"][:13] == pytest.approx([0] * 13)
    assert monthly == pytest.approx([40] * 3 + [160] * 6 + [40] * 3)


def test_channels_add_up() -> None:
    rows = rows_of(
        """\
products:
  rota:
    customers:
      new: 10/year
      channels:
        inbound: {spend: 90k/year, cac: 900}
        site: {visitors: 10_000/month, converts: 3%}
        partners: {new: 4/month, trial: {starts: 100/year, converts: 18%}}
"""
    )
    assert rows["rota.new_customers"][1] == pytest.approx(10 + 100 + 3_600 + 48 + 18)
    assert rows["rota.acquisition_cost"][1] == pytest.approx(90_000 / 3_776)
    assert rows["operating_costs"][1] == pytest.approx(90_000)


@pytest.mark.parametrize(
    ("product", "said"),
    [
        ("units: 1/year, subscription: {price: 3/month}", "churn: 2%/month"),
        ("units: 1/year, usage: {per_customer: 3/month, price: 1}", "subscription:"),
        ("units: 1/year, consumables: {per_unit: 3/month, price: 1}", "lifetime:"),
        ("units: 1/year, repurchase: 10%", "lifetime:"),
        ("units: 1/year, discount: 10%", "price:"),
        ("units: 1/year, billing: {in_advance: 1 year}", "subscription:"),
        ("customers: {spend: 100/year}", "acquisition cost"),
        ("customers: 400/month", "new"),
        ("units: 1/year, seasonality: [10%, 20%, 30%, 30%]", "100 %"),
    ],
)
def test_what_is_missing_is_said(product: str, said: str) -> None:
    with pytest.raises(ProblemsFoundError) as found:
        model_of(f"products: {{lamp: {{{product}}}}}")
    problems = found.value.problems
    assert len(problems) == 1, [p.message for p in problems]
    assert said in f"{problems[0].message} {problems[0].help}"
