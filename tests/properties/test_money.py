"""What must happen to the results when a whole case is scaled, split or stripped."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizcase.engine.evaluate import evaluate
from bizcase.scenario.load import load_model
from bizcase.study.run import run
from tests.library.run_text import rows_of
from tests.properties.scenarios import SHIPPED, assert_same_rows, file_of, scaled

TOTALS = ("revenue", "cost_of_sales", "ebitda", "tax", "net_working_capital", "free_cash_flow")
UNCHANGED = ("irr", "payback_years", "discounted_payback_years", "mirr", "profitability_index")


@pytest.mark.parametrize("name", SHIPPED)
def test_ten_times_the_money(name: str) -> None:
    model = load_model(file_of(name))
    larger = {
        path: replace(i, value=scaled(i.value, 10.0**i.unit.money))
        for path, i in model.inputs.items()
    }
    base, tenfold = run(model), run(replace(model, inputs=larger))
    expected = {row: v * 10.0 ** model.rows[row].unit.money for row, v in base.arrays.items()}
    assert_same_rows(dict(tenfold.arrays), expected)
    for money in ("npv", "peak_funding", "equivalent_annual_annuity"):
        assert tenfold.measures[money] == pytest.approx(10 * base.measures[money], rel=1e-12)
    for measure in UNCHANGED:
        found, expected = tenfold.measures[measure], base.measures[measure]
        assert found == expected or found == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("name", "path", "row"),
    [
        ("thermostat", "products.thermostat.price", "thermostat.list_revenue"),
        ("thermostat", "products.thermostat.subscription.price", "thermostat.subscription_revenue"),
        ("oat_drink", "products.oat_drink.price", "oat_drink.revenue"),
        ("scheduling_app", "products.app.subscription.price", "app.revenue"),
        ("inhaler", "products.inhaler.subscription.price", "inhaler.revenue"),
    ],
)
def test_nothing_is_earned_at_a_price_of_zero(name: str, path: str, row: str) -> None:
    model = load_model(file_of(name))
    free = replace(model.inputs[path], value=scaled(model.inputs[path].value, 0.0))
    assert not evaluate(replace(model, inputs={**model.inputs, path: free}), [row])[row].any()


LAMP = """
timeline: {{start: 2027-01, step: quarter, length: 3 years}}
tax: {{rate: 25%, losses: carry forward}}
working_capital: {{receivables: 45 days, payables: {{days: 20, of: cost of sales}}}}
costs: {{marketing: {{share: 9%, of: revenue}}, rent: 900/year}}
products: {{{products}}}
"""
PRODUCT = (
    "{name}: {{adoption: {{model: bass, market: {market}, innovation: {p}/year, "
    "imitation: {q}/year, launch: 2027-05}}, price: {{base: {price}, grows: -3%/year}}, "
    "unit_cost: 40, subscription: {{price: 2/month, churn: {churn}/month}}}}"
)


def lamps(*names_and_markets: tuple[str, float], **values: float) -> dict[str, np.ndarray]:
    """The rows of a case with a product for each name, which has its market for itself."""
    products = (PRODUCT.format(name=n, market=repr(m), **values) for n, m in names_and_markets)
    return rows_of(LAMP.format(products=", ".join(products)))


VALUES = st.fixed_dictionaries(
    {
        "p": st.floats(0.001, 0.2),
        "q": st.floats(0.0, 0.9),
        "price": st.floats(0.0, 200.0),
        "churn": st.floats(0.0, 0.2),
    }
)


def assert_same_totals(found: dict[str, np.ndarray], expected: dict[str, np.ndarray]) -> None:
    """The totals of the case agree."""
    assert_same_rows({t: found[t] for t in TOTALS}, {t: expected[t] for t in TOTALS})


@settings(max_examples=12, deadline=None)
@given(market=st.floats(10.0, 1e7), values=VALUES)
def test_two_halves_of_a_market_are_the_whole(market: float, values: dict[str, float]) -> None:
    whole = lamps(("lamp", market), **values)
    assert_same_totals(lamps(("home", market / 2), ("work", market / 2), **values), whole)


@settings(max_examples=8, deadline=None)
@given(values=VALUES)
def test_a_product_that_nobody_buys_changes_nothing(values: dict[str, float]) -> None:
    whole = lamps(("lamp", 5000.0), **values)
    assert_same_totals(lamps(("lamp", 5000.0), ("unsold", 0.0), **values), whole)
