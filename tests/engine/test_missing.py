"""Missing values: where they come from, and what passes them on."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bizcase.engine.evaluate import batch, evaluate
from tests.formula.build import model

MISSING = [
    "1 / a", "ln(a)", "ln(a - 1)", "sqrt(a - 1)", "exp(1000 + a)", "10^(308 + a) * 10",
    "(a - 8) ^ 0.5", "a ^ -1", "a ^ a", "1 / a * 0", "(1 / a) ^ 0", "1 ^ (1 / a)",
    "1 / a < 1", "1 > 1 / a", "1 / a == 1 / a", "1 / a != 1", "max(1, 1 / a)", "min(1 / a, 1)",
    "and(0, 1 / a)", "or(1, 1 / a)", "not(1 / a)", "if(1 / a, 1, 2)", "if(a == 0, 1 / a, 1)",
    "abs(1 / a)", "round(1 / a)", "floor(1 / a)", "ceil(1 / a)", "table_to_date(rates, 1 year / a)",
]  # fmt: skip
THERE = {
    "if(1, 2, 1 / a)": 2.0,
    "if(a, 1 / a, 3)": 3.0,
    "a ^ 2": 0.0,
    "(a - 8) ^ 3": -512.0,
    "(1 + a) ^ 0": 1.0,
    "exp(a - 1000)": 0.0,
}
INPUTS = {"a": 0.0, "rates": (0.5, 0.5)}


@pytest.mark.parametrize("formula", MISSING)
def test_missing_for_constants(formula: str) -> None:
    assert math.isnan(evaluate(model({"x": formula}, INPUTS))["x"][1])


@pytest.mark.parametrize("formula", MISSING)
@pytest.mark.parametrize("count", [1, 3])
def test_missing_in_one_trial_only(formula: str, count: int) -> None:
    """Both for vectors and, with `+ n - n`, for tiles of periods x trials."""
    trials = np.array([0.0] * count + [2.0])
    for text in (
        formula,
        formula.replace("a", "(a + n - n)") if "rates" not in formula else formula,
    ):
        text = text.replace("m(a + n - n)x", "max").replace("(a + n - n)nd", "and")
        text = text.replace("(a + n - n)bs", "abs")
        ((_, rows),) = batch(model({"x": text}, INPUTS), ["x"], {"a": trials})
        assert np.isnan(rows["x"][1, :count]).all()


@pytest.mark.parametrize("formula", THERE)
def test_not_missing(formula: str) -> None:
    assert evaluate(model({"x": formula}, INPUTS))["x"][1] == THERE[formula]


def test_a_missing_value_stays_in_what_rests_on_it() -> None:
    rows = evaluate(
        model(
            {
                "x": ("1 / (n - 2)", "1"),
                "so_far": "cumulative(x)",
                "whole": "total(x)",
                "later": "previous(x)",
                "sooner": "next(x)",
                "two": "sum_last(x, 2 years)",
            }
        )
    )
    missing = {name: list(np.flatnonzero(np.isnan(row))) for name, row in rows.items()}
    assert missing == {
        "x": [2],
        "so_far": [2, 3, 4],
        "whole": [1, 2, 3, 4],
        "later": [3],
        "sooner": [1],
        "two": [2, 3],
    }


def test_a_total_that_overflows_is_missing() -> None:
    assert math.isnan(evaluate(model({"x": "10 ^ 308", "y": "total(x)"}))["y"][1])


OVERFLOWS = ["n * a * 10^200 * 10^200", "n * a * 10^(200 + n) * 10^(200 + n)", "n * a / 10^-309.5"]


@pytest.mark.parametrize("formula", OVERFLOWS)
def test_infinity_is_missing_though_constants_fold(formula: str) -> None:
    ((_, rows),) = batch(model({"x": formula}, {"a": 1.0}), ["x"], {"a": np.array([1.0, 2.0])})
    assert np.isnan(rows["x"][1:]).all()


def test_large_numbers_are_rounded_to_whole_ones() -> None:
    rows = evaluate(
        model({"x": "floor(a)", "y": "round(a)", "z": "ceil(a)"}, {"a": 5_000_000_001.0})
    )
    assert [row[1] for row in rows.values()] == [5_000_000_001.0] * 3
