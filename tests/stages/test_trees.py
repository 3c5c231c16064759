"""Trees of stages against all policies tried one by one, and what must hold for every tree."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizcase.scenario.build import build
from bizcase.study.run import run
from bizcase.study.stages.result import Staged
from bizcase.study.stages.stops import stops
from bizcase.text import Mapping, read_text
from tests.stages.conftest import HEAD

RATE = Fraction(1, 10)
YEARS = 6


@dataclass(frozen=True)
class Step:
    """A stage of one year: its cost at the beginning, chance in per cent, money if stopped."""

    cost: int
    success: int
    if_stopped: int


STEPS = st.lists(
    st.builds(Step, st.integers(0, 900), st.integers(0, 100), st.integers(0, 300)),
    min_size=1,
    max_size=4,
)
SALES = st.integers(0, 4_000)


def staged(steps: list[Step], sales: int, outcomes: bool = False) -> Staged:
    """The stages one year after the other, then sales every year to the end."""

    def chance(step: Step) -> str:
        if not outcomes:
            return f"success: {step.success}%"
        bad = f"bad: {{probability: {100 - step.success}%, stops: yes}}"
        return f"outcomes: {{good: {{probability: {step.success}%}}, {bad}}}"

    stages = [
        f"  step_{i}: {{cost: {step.cost}, {chance(step)}, decided: year {i + 1}, "
        f"if_stopped: {step.if_stopped}}}\n"
        for i, step in enumerate(steps)
    ]
    head = HEAD.replace("length: 4 years", f"length: {YEARS} years")
    head = head.replace("2_600/year, from: year 3", f"{sales}/year, from: year {len(steps)}")
    top = read_text(head + "stages:\n" + "".join(stages))
    assert isinstance(top, Mapping)
    found = run(build(top)).stages
    assert found is not None
    return found


def expected(steps: list[Step], sales: int, stop_at: int | None) -> Fraction:
    """The net present value that may be expected if one stops at a gate even after a success."""
    total, chance = Fraction(0), Fraction(1)
    for i, step in enumerate(steps):  # it begins at the end of year i, for its cost flows there
        gate = Fraction(1) / (1 + RATE) ** i
        success = Fraction(step.success, 100)
        total -= chance * step.cost / (1 + RATE) ** i
        if stop_at == i:
            return total + chance * step.if_stopped * gate
        total += chance * (1 - success) * step.if_stopped * gate
        chance *= success
    first = len(steps)
    return total + chance * sum(
        Fraction(sales) / (1 + RATE) ** year for year in range(first, YEARS + 1)
    )


@settings(max_examples=40, deadline=None)
@given(STEPS, SALES)
def test_no_policy_is_better_and_one_is_as_good(steps: list[Step], sales: int) -> None:
    found = staged(steps, sales)
    policies = [expected(steps, sales, stop) for stop in (None, *range(len(steps)))]
    assert found.risk_adjusted_npv == pytest.approx(float(policies[0]), abs=1e-6)
    assert found.value_if_started == pytest.approx(float(max(policies)), abs=1e-6)
    assert found.expected_commercial_value == pytest.approx(
        max(0.0, float(max(policies))), abs=1e-6
    )


@settings(max_examples=25, deadline=None)
@given(STEPS, SALES)
def test_the_option_to_stop_is_never_a_burden(steps: list[Step], sales: int) -> None:
    found = staged(steps, sales)
    assert found.option_to_stop is not None
    assert found.option_to_stop >= -1e-9
    where = stops(found)
    assert sum(stop.adds for stop in where) == pytest.approx(found.option_to_stop, abs=1e-6)
    assert all(stop.stopped >= stop.going_on >= stop.regardless - 1e-9 for stop in where)
    chances = [gate.reached * gate.success for gate in found.gates()]
    assert all(now <= before + 1e-12 for before, now in itertools.pairwise([1.0, *chances]))
    assert found.chance_with_decisions is not None
    assert found.chance_with_decisions <= found.chance_of_market + 1e-12
    ends = sum(branch.reached for branch in found.leaves())
    assert ends == pytest.approx(1.0)


@settings(max_examples=25, deadline=None)
@given(STEPS, SALES, st.integers(0, 3), st.integers(0, 100))
def test_more_success_never_lowers_the_value(
    steps: list[Step], sales: int, which: int, more: int
) -> None:
    at = which % len(steps)
    step = steps[at]
    better = Step(step.cost, min(100, step.success + more), step.if_stopped)
    before = staged(steps, sales).expected_commercial_value
    after = staged([*steps[:at], better, *steps[at + 1 :]], sales).expected_commercial_value
    assert before is not None
    assert after is not None
    assert after >= before - 1e-9


@settings(max_examples=25, deadline=None)
@given(STEPS, SALES)
def test_without_risk_the_values_are_the_npv_of_the_run(steps: list[Step], sales: int) -> None:
    certain = [Step(step.cost, 100, 0) for step in steps]
    found = staged(certain, sales)
    assert found.npv is not None
    assert found.risk_adjusted_npv == pytest.approx(found.npv, abs=1e-9)
    if all(b.goes_on for b in found.walk() if b.going_on is not None):
        assert found.value_if_started == pytest.approx(found.npv, abs=1e-9)
        assert found.expected_commercial_value == pytest.approx(max(0.0, found.npv), abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(STEPS, SALES)
def test_success_is_short_for_two_outcomes(steps: list[Step], sales: int) -> None:
    long, short = staged(steps, sales, outcomes=True), staged(steps, sales)
    for name in ("risk_adjusted_npv", "value_if_started", "chance_of_market"):
        assert getattr(long, name) == pytest.approx(getattr(short, name), abs=1e-9)
