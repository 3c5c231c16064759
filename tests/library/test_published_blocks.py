"""Published figures that a single block gives: learning, lifetime value, the Bass peak."""

from __future__ import annotations

import numpy as np
import pytest

from tests.library.run_text import rows_of


def test_learning_cumulative_average() -> None:
    """80 % curve, first unit 100 h: Kaplan, CIMA / ACCA text, ch. 15."""
    rows = rows_of(
        """\
timeline: {length: 5 years}
products:
  order:
    units: [1, 1, 2, 4, 8]
    unit_cost: {base: 100, learning: 80%, form: cumulative average}
"""
    )
    units, cost = rows["order.units"][1:], rows["order.cost_of_units"][1:]
    assert rows["order.average_cost"][1:] == pytest.approx([100, 80, 64, 51.2, 40.96])
    assert cost.cumsum() == pytest.approx([100, 160, 256, 409.6, 655.36])
    assert cost == pytest.approx([100, 60, 96, 153.6, 245.76])
    assert cost / units == pytest.approx([100, 60, 48, 38.4, 30.72])


def test_lifetime_value_and_acquisition_cost() -> None:
    """500 a month at 75 % margin, 2.5 % churn, CAC 6,000: MetricHQ."""
    rows = rows_of(
        """\
products:
  app:
    customers: {spend: 120k/month, cac: 6_000}
    subscription: {price: 500/month, cost: 125/month, churn: 2.5%/month}
"""
    )
    assert rows["app.lifetime_value"][1] == pytest.approx(15_000, rel=1e-9)
    assert rows["app.acquisition_cost"][1] == pytest.approx(6_000, rel=1e-9)
    assert rows["app.value_to_acquisition_cost"][1] == pytest.approx(2.5, rel=1e-9)
    assert rows["app.acquisition_payback"][1] * 12 == pytest.approx(16, rel=1e-9)


MULTIPLES = {  # retention: at discount rates of 10, 12, 14 and 16 %
    60: (1.20, 1.15, 1.11, 1.07),
    70: (1.75, 1.67, 1.59, 1.52),
    80: (2.67, 2.50, 2.35, 2.22),
    90: (4.50, 4.09, 3.75, 3.46),
}


@pytest.mark.parametrize("retention", MULTIPLES)
def test_margin_multiple(retention: int) -> None:
    """Gupta & Lehmann 2005, Managing Customers as Investments: table of margin multiples."""
    for rate, multiple in zip((10, 12, 14, 16), MULTIPLES[retention], strict=True):
        rows = rows_of(
            f"""\
discounting: {{rate: {rate}%/year}}
products:
  club: {{units: 1/year, subscription: {{price: 1/year, churn: {100 - retention}%/year}}}}
"""
        )
        assert rows["club.margin_multiple"][1] == pytest.approx(multiple, abs=0.006)
        assert rows["club.discounted_lifetime_value"][1] == pytest.approx(multiple, abs=0.006)


def test_bass_peak() -> None:
    """p = 0.03, q = 0.38, the averages of Sultan, Farley & Lehmann 1990."""
    rows = rows_of(
        """\
timeline: {step: month, length: 15 years}
products:
  gadget: {adoption: {model: bass, market: 1, innovation: 3%/year, imitation: 38%/year}}
"""
    )
    rate = rows["gadget.adopters"][1:] * 12
    middle = (np.arange(rate.size) + 0.5) / 12
    best = int(rate.argmax())
    nearest = slice(best - 1, best + 2)
    a, b, c = np.polyfit(middle[nearest] - middle[best], rate[nearest], 2)
    peak = middle[best] - b / (2 * a)
    assert peak == pytest.approx(6.19, abs=0.01)
    assert c - b**2 / (4 * a) == pytest.approx(0.1106, abs=0.001)
    at_peak = np.interp(peak, np.arange(rate.size + 1) / 12, rows["gadget.adopters_to_date"])
    assert at_peak == pytest.approx(0.4605, abs=0.001)
