"""Which rows wait for which: recurrences, circles, phases, rows that nobody reads."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from bizcase.engine.evaluate import batch, evaluate, plan_for
from bizcase.engine.order import circles
from tests.formula.build import model

LOAN = {
    "balance": ("previous(balance) - repaid", "100"),
    "repaid": "min(previous(balance), 30 + interest)",
    "interest": "previous(balance) * a",
}


@pytest.mark.parametrize("order", list(permutations(LOAN)))
def test_the_order_of_the_file_means_nothing(order: tuple[str, ...]) -> None:
    shuffled = {name: LOAN[name] for name in order}
    rows = evaluate(model(shuffled, {"a": 0.1}))
    assert rows["balance"] == pytest.approx([100, 60, 24, 0, 0])
    assert rows["interest"] == pytest.approx([0, 10, 6, 2.4, 0])


CIRCLES = {
    "itself": {"x": "x + 1"},
    "two": {"x": "y", "y": "x"},
    "so far": {"x": "cumulative(x)"},
    "sum": {"x": "y", "y": "sum_last(x, 1 year)"},
    "ahead and back": {"x": "previous(y)", "y": "next(x)"},
    "total of the future": {"x": "previous(y)", "y": "total(x)"},
    "opening": {"x": ("1", "y"), "y": ("2", "x")},
}
NO_CIRCLES = {
    "previous": {"x": "previous(x) + 1"},
    "lag": {"x": "lag(x, 2 years) + 1"},
    "spread": {"x": "spread(x, rates) + 1"},
    "both ways": {"x": ("y", "1"), "y": ("previous(x)", "x")},
    "total": {"x": "n", "y": "total(x)"},
}


@pytest.mark.parametrize("rows", CIRCLES.values(), ids=CIRCLES)
def test_circle(rows: dict[str, str]) -> None:
    assert [set(found) for found in circles(model(rows).rows)] == [set(rows)]


@pytest.mark.parametrize("rows", NO_CIRCLES.values(), ids=NO_CIRCLES)
def test_no_circle(rows: dict[str, str]) -> None:
    assert circles(model(rows, {"rates": (0.5, 0.5)}).rows) == []


def test_the_opening_may_depend_the_other_way_round() -> None:
    rows = evaluate(model({"x": ("y * 2", "7"), "y": ("previous(x) + 1", "x + 3")}))
    assert list(rows["y"][:3]) == [10, 8, 17]
    assert list(rows["x"][:3]) == [7, 16, 34]


def test_a_row_may_be_nothing_but_what_it_was_some_periods_ago() -> None:
    rows = {
        "each_other_year": ("lag(each_other_year, 2 years)", "3"),
        "held": ("previous(held)", "3"),
    }
    found = evaluate(model(rows, years=5))
    assert found["each_other_year"].tolist() == [3, 0, 3, 0, 3, 0]
    assert found["held"].tolist() == [3] * 6


def test_rows_nobody_reads_are_dropped() -> None:
    plan = plan_for(
        model({"x": "a * n + 1", "y": "a / n", "z": "x + previous(x)"}, {"a": 1.0}), ["z"], ("a",)
    )
    assert set(plan.kept) | set(plan.carried) == {"z", "x"}


def test_looks_ahead_wait_for_the_whole_row() -> None:
    rows = {
        "x": ("previous(x) + a", "1"),
        "after": "next(x)",
        "share": "x / total(x)",
        "sooner": "previous(share) + next(after)",
        "left": ("sum_next(x, 2 years)", "sum_next(x, 2 years)"),
        "all": ("total(share)", "total(share)"),
    }
    trials = np.array([1.0, 2.0])
    ((_, found),) = batch(model(rows, {"a": 1.0}), rows, {"a": trials})
    assert found["x"][:, 0].tolist() == [1, 2, 3, 4, 5]
    assert found["after"][:, 0].tolist() == [0, 3, 4, 5, 0]
    assert found["share"][1:, 1] == pytest.approx([3 / 25, 5 / 25, 7 / 25, 9 / 25])
    assert found["sooner"][:, 0] == pytest.approx([0, 4, 5 + 2 / 15, 0 + 3 / 15, 4 / 15])
    assert found["left"][:, 1].tolist() == [8, 12, 16, 9, 0]
    assert np.broadcast_to(found["all"], (5, 2))[:, 1] == pytest.approx([24 / 25] * 5)


def test_tax_only_columns_have_their_own_formula() -> None:
    rows = {
        "profit": ("10 * a", "0", "0"),
        "loss": ("previous(loss) + 1", "0", "previous(loss) - 1"),
        "tax": ("previous(profit) * 0.5", "0", "previous(profit) * 0.5"),
        "nothing": "5",
        "all": ("total(tax)", "0", "total(tax)"),
    }
    case = model(rows, {"a": 1.0}, years=3, tax_only_years=2)
    for found in (evaluate(case), *(r for _, r in batch(case, rows, {"a": np.ones(2)}))):
        columns = {n: row if row.ndim == 1 else row[:, 0] for n, row in found.items()}
        assert columns["profit"].tolist() == [0, 10, 10, 10, 0, 0]
        assert columns["loss"].tolist() == [0, 1, 2, 3, 2, 1]
        assert columns["tax"].tolist() == [0, 0, 5, 5, 5, 0]
        assert columns["nothing"].tolist() == [0, 5, 5, 5, 0, 0]
        assert columns["all"].tolist() == [0, 15, 15, 15, 15, 15]
