"""What blocks for costs, capital, tax and terminal value do together, and what they refuse."""

from __future__ import annotations

import numpy as np
import pytest

from bizcase.problems import Problem, ProblemsFoundError
from tests.library.run_text import model_of, rows_of

ALLOCATED_SUNK_AND_NOT_DEDUCTIBLE = """\
tax: {rate: 25%, losses: offset}
costs:
  fair: {amount: 900/year, incremental: 1/3, deductible: no}
  study: {amount: 600, when: opening, incremental: 50%, class: sunk, deductible: no}
"""


def problem_in(written: str) -> Problem:
    """The only problem of a scenario."""
    with pytest.raises(ProblemsFoundError) as found:
        model_of(written)
    (problem,) = found.value.problems
    return problem


def test_a_cost_is_left_out_only_once() -> None:
    rows = rows_of(ALLOCATED_SUNK_AND_NOT_DEDUCTIBLE)
    assert rows["operating_costs"] == pytest.approx([0, 300, 300, 300, 300])
    assert rows["allocated_costs"] == pytest.approx([300, 600, 600, 600, 600])
    assert rows["sunk_costs"] == pytest.approx([300, 0, 0, 0, 0])
    assert rows["reported_ebit"] == pytest.approx([-600, -900, -900, -900, -900])
    assert rows["tax"] == pytest.approx(0)


@pytest.mark.parametrize(
    ("written", "code", "place"),
    [
        ("terminal_value: {method: perpetuity, growth: 10%/year}", "growth-too-high", "10%/year"),
        ("costs: {rent: {amount: 5/year, in: overheads}}", "unknown-name", "overheads"),
        ("costs: {rent: {amount: 5/year, class: lost}}", "not-a-choice", "lost"),
        ("costs: {rent: 25_000}", "rate-needed", "25_000"),
        ("tax: {rate: 25%}", "missing-key", "{rate: 25%}"),
        ("tax: {rate: 25%, losses: offset, paid: 6 months later}", "wrong-length", "6 months"),
        ("capex: {van: {amount: 9, when: end, salvage: 2}}", "salvage-is-two-things", "salvage"),
        ("capex: {van: {amount: 9, when: end, depreciation: MACRS 6}}", "not-a-choice", "MACRS"),
        (
            "capex: {van: {amount: 9, when: opening, replace: yes, life: 18 months}}",
            "wrong-length", "life",
        ),
        (
            "capex: {van: {amount: 9/year, depreciation: {method: sum of digits, life: 2 years}}}",
            "no-such-block", "method",
        ),
    ],
)  # fmt: skip
def test_problem_is_reported_at_its_place(written: str, code: str, place: str) -> None:
    problem = problem_in(written)
    assert problem.code == code
    assert problem.span is not None
    assert place in problem.span.text


@pytest.mark.parametrize("step", ["quarter", "month"])
@pytest.mark.parametrize(
    "depreciation",
    [
        "{method: straight line, life: 3 years}",
        "MACRS 3",
        "{method: reducing balance, rate: 30%}",
        "{method: share of book, rates: [50%, 20%, ...]}",
        "{method: sum of digits, life: 3 years}",
        "{method: double declining, life: 4 years}",
        "at once",
    ],
)
@pytest.mark.parametrize("more", ["", "sold: {for: 20, when: year 3}"])
def test_a_year_of_depreciation_does_not_depend_on_the_step(
    step: str, depreciation: str, more: str
) -> None:
    asset = f"amount: 120, when: opening, depreciation: {depreciation}, {more}"
    by_year = rows_of(f"capex: {{asset: {{{asset}}}}}")
    finer = rows_of(f"timeline: {{step: {step}}}\ncapex: {{asset: {{{asset}}}}}")
    if depreciation == "at once":  # in the first period, whatever it is
        assert by_year["depreciation"][1] == finer["depreciation"][1] == 120
        return
    years = finer["depreciation"][1:].reshape(4, -1)
    if not more:
        assert years.sum(axis=1) == pytest.approx(by_year["depreciation"][1:])
    assert np.all(finer["book_value"] >= -1e-9)
    gains = finer["gains_on_disposal"].sum() if more else 0.0
    written_off = finer["depreciation"].sum() + finer["book_value"][-1]
    assert written_off == pytest.approx(120 - ((20 - gains) if more else 0.0))


def test_what_is_bought_with_a_terminal_value_is_not_written_off_at_the_end() -> None:
    asset = "amount: 100, when: opening, depreciation: {method: reducing balance, rate: 50%}"
    rows = rows_of(f"capex: {{asset: {{{asset}}}}}\nterminal_value: book value")
    assert rows["depreciation"].tolist() == [0, 50, 25, 12.5, 6.25]
    assert rows["terminal_value"].tolist() == [0, 0, 0, 0, 6.25]


def test_dated_payments_may_be_uncertain() -> None:
    model = model_of("costs: {rig: {payments: {year 1: 10, year 3: 20, low: -20%, high: 30%}}}")
    assert model.inputs["costs.rig.payments.factor"].range is not None
