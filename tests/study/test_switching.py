"""Switching values: those of linear models, jumps, poles, and what the verdict rests on."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bizcase
from bizcase.engine.operations import Array
from bizcase.scenario.load import load_model
from bizcase.study.measures.roots.columns import IntArray
from bizcase.study.points import with_values
from bizcase.study.run import run
from bizcase.study.sensitivity.crossings import crossings
from bizcase.study.sensitivity.explore import sensitivity
from bizcase.study.sensitivity.factors import with_factors
from bizcase.study.sensitivity.sentence import sentence
from bizcase.study.verdict import verdict
from tests.study.small import case

SCENARIOS = Path(__file__).parent.parent.parent / "scenarios"


@given(st.floats(0.5, 2e4), st.floats(1.0, 1e4), st.floats(-1e4, 1e4), st.sampled_from((-1.0, 1.0)))
@settings(max_examples=60, deadline=None)
def test_of_a_linear_model_it_is_the_analytic_one(
    base: float, slope: float, fixed: float, sign: float
) -> None:
    made = case(
        "s * x - f", {"x": (0.5 * base, base, 2 * base)}, lasting={"s": sign * slope, "f": fixed}
    )
    found = sensitivity(made).of("x")
    exact = fixed / (sign * slope)
    inside = 0 <= exact <= 10 * base
    if found.zero is None:
        assert not inside or abs(exact - 10 * base) < 1e-9 * base
        return
    assert inside or exact == pytest.approx(found.zero.value)
    assert found.zero.value == pytest.approx(exact, rel=1e-9, abs=1e-9 * base)
    assert found.zero.change == pytest.approx(exact / base - 1, rel=1e-6, abs=1e-9)
    reach = -0.5 if exact < base else 1.0
    assert found.zero.of_range == pytest.approx((exact / base - 1) / reach, rel=1e-6, abs=1e-9)
    assert found.zero.within == (found.zero.of_range is not None and found.zero.of_range <= 1)


def test_the_nearest_of_several_is_given() -> None:
    """Between the zeros at 1 and 6: 2 is nearer to 1."""
    found = sensitivity(case("(x - 1) * (6 - x)", {"x": (1.5, 2.0, 4.0)})).of("x").zero
    assert found is not None
    assert found.value == pytest.approx(1.0)
    assert (found.count, found.toward, found.of_range) == (2, "low", pytest.approx(2.0))


def test_a_jump_over_zero_turns_the_sign_and_a_pole_does_not() -> None:
    jump = sensitivity(case("if(x < 3.3, 1, 0 - 1)", {"x": (1.0, 2.0, 4.0)})).of("x").zero
    assert jump is not None
    assert jump.jump
    assert jump.value == pytest.approx(3.3)
    assert sensitivity(case("1 / (x - 3.3)", {"x": (1.0, 2.0, 4.0)})).of("x").zero is None


def test_a_crossing_at_zero_is_found_in_few_steps() -> None:
    """Relative to a value of zero no distance is near: such a search took 1,000 steps."""
    steps = 0

    def functions(_numbers: IntArray, places: Array) -> Array:
        nonlocal steps
        steps += 1
        return np.where(places < 0, -1.0, 1.0) * (1.0 + places**2)

    (found,) = crossings(functions, np.array([0]), np.array([[-1.0], [0.5]]), np.array([3.0]))
    assert found is not None
    assert found.value == pytest.approx(0, abs=1e-11)
    assert (found.jump, steps < 60) == (True, True)


def test_it_is_never_found_outside_the_bounds() -> None:
    made = case("x - 5", {"x": (1.0, 2.0, 3.0)})
    assert sensitivity(made).of("x").zero is not None
    bounded = replace(made.inputs["x"], bounds=(0.0, 4.0))
    found = sensitivity(replace(made, inputs={"x": bounded})).of("x")
    assert found.zero is None
    assert found.driver.searched == (0.0, 4.0)


def test_it_is_found_close_to_a_bound_at_which_there_is_nothing() -> None:
    """ln(x) = -6 at 0.0025, and ln(0) does not exist."""
    found = sensitivity(case("ln(x) + 6", {"x": (0.5, 1.0, 2.0)})).of("x").zero
    assert found is not None
    assert found.value == pytest.approx(math.exp(-6))


def test_what_is_zero_throughout_turns_nowhere() -> None:
    found = sensitivity(case("0 * x", {"x": (1.0, 2.0, 3.0)})).of("x")
    assert (found.zero, found.is_dead) == (None, True)


def test_whole_periods_turn_at_the_first_value_beyond() -> None:
    found = sensitivity(case("lag(sales, k * 1 year) * 10 - 4", {"k": (1.0, 2.0, 4.0)})).of("k")
    # Of four years k are lost at the beginning: 10 * (4 - k) - 16.
    assert found.results == (14, 4, 4, -6, -16)
    assert found.zero is not None
    assert (found.zero.value, found.zero.jump) == (3.0, True)


@pytest.mark.parametrize(("name", "case_name"), [("thermostat", "base"), ("oat_drink", "base")])
def test_a_step_beyond_turns_the_verdict_and_a_step_before_does_not(
    name: str, case_name: str
) -> None:
    model = with_factors(load_model(SCENARIOS / f"{name}.yaml", case_name))
    found = sensitivity(model)
    passes = verdict(run(model)).passes
    assert found.passes is passes
    tried = 0
    for one in found.responses:
        if one.verdict is None or one.driver.periods is not None or one.verdict.jump:
            continue
        step = (one.verdict.value - one.driver.base) * 1e-6
        for beyond in (-1, 1):
            values = {one.driver.input: one.verdict.value + beyond * step}
            judged = verdict(run(with_values(model, values))).passes
            assert judged is (passes if beyond < 0 else not passes), one.driver.path
        tried += 1
    assert tried > 15


def test_the_sentence_names_what_turns_the_verdict_within_its_range() -> None:
    drivers = {"price": (8.0, 10.0, 12.0), "cost": (4.0, 5.0, 6.0), "rent": (0.5, 1.0, 1.5)}
    passing = sensitivity(case("price - cost - rent - 3.5", drivers))
    names = {path: path for path in drivers}
    assert sentence(passing, names) == (
        "The verdict turns if price falls below 9.5 (-5%), cost rises above 5.5 (+10%) or "
        "rent rises above 1.5 (+50%)."
    )
    failing = sensitivity(case("price - cost - rent - 5", drivers))
    assert sentence(failing, names) == (
        "The verdict turns to a pass if price rises above 11 (+10%) or cost falls below 4 (-20%)."
    )
    safe = sensitivity(case("price - cost - rent + 100", drivers))
    assert sentence(safe, names) == "No driver alone turns the verdict within its range."


def test_the_rule_of_the_team_turns_before_the_net_present_value() -> None:
    found = bizcase.load(SCENARIOS / "thermostat.yaml").sensitivity()
    price = found.of("products.thermostat.price")
    assert price.zero is not None
    assert price.verdict is not None
    assert price.driver.low < price.verdict.value < price.driver.base  # payback < 5 years
    assert price.zero.value < price.driver.low
