"""Formulas in words."""

from __future__ import annotations

import pytest

from bizcase.formula.parse import parse
from bizcase.formula.render.words import in_words

LABELS = {"units_sold": "units sold", "lamp.price": "price of the lamp"}
WORDS = {
    "units_sold * lamp.price": "units sold × price of the lamp",
    "net_price * years": "net price × the length of the period",
    "a - (b + c) / 2": "a − (b + c) ÷ 2",
    "a + (b + c)": "a + b + c",
    "-(x ^ 2)": "−(x to the power of 2)",
    "max(ebit, 0) * 25%": "(the largest of ebit and 0) × 25%",
    "min(a, b, c + 1)": "the smallest of a, b and c + 1",
    "25_000/month * exp(-15%/year * t)": "25,000/month × (e to the power of "
    "(−15%/year × the years since the start))",
    "1.10 EUR/unit": "1.1 EUR/unit",
    "18 months + 1 year": "18 months + 1 year",
    "2 units": "2 units",
    "previous(x)": "x one period earlier",
    "sum_last(x, 1 year) / 2": "(x over the last 1 year) ÷ 2",
    "if(x >= 5, y + 1, 0)": "y + 1 if x is at least 5, otherwise 0",
    "if(and(a > 1, or(b < 2, c == 3)), 1, 0)": "1 if a is above 1 and "
    "(b is below 2 or c equals 3), otherwise 0",
    "not(a != b)": "not (a differs from b)",
    "1 - lose(churn, years)": "1 − (the loss at churn over the length of the period)",
}  # fmt: skip


@pytest.mark.parametrize("formula", WORDS)
def test_words(formula: str) -> None:
    said = in_words(parse(formula), lambda name: LABELS.get(name, name), "EUR")
    assert said == WORDS[formula]
