"""Every bar is a run of the whole model; responses that turn, break, or are none are told apart."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bizcase
from bizcase.problems import ProblemsFoundError
from bizcase.scenario.load import load_model
from bizcase.study.sensitivity.drivers import drivers_of
from bizcase.study.sensitivity.explore import sensitivity
from bizcase.study.sensitivity.factors import with_factors
from bizcase.study.sensitivity.spelling import spelt
from bizcase.study.tornado import swings
from tests.study.small import YEARS, case

SCENARIOS = Path(__file__).parent.parent.parent / "scenarios"
amounts = st.floats(1.0, 1e6)


@pytest.mark.parametrize("name", ["thermostat", "oat_drink"])
def test_every_value_is_a_run_of_the_scenario_with_it(name: str) -> None:
    """Read from the text that says it, so that units, dates and series are right as well."""
    scenario = bizcase.load(SCENARIOS / f"{name}.yaml")
    found = scenario.sensitivity()
    compared = 0
    for number, one in enumerate(found.responses):
        place = (0, 4, 1, 3)[number % 4]
        text = spelt(one.driver, one.values[place], found.model)
        if one.driver.varies and text is not None:
            alone = scenario.run(set={one.driver.path: text}).measures["npv"]
            assert one.results[place] == pytest.approx(alone, rel=1e-9), one.driver.path
            compared += 1
    assert compared >= 35


def test_the_ends_are_those_of_the_tornado_in_the_workbook() -> None:
    scenario = bizcase.load(SCENARIOS / "inhaler.yaml")
    found = {one.driver.input: one for one in scenario.sensitivity().responses}
    known = swings(scenario.model)
    assert known
    for swing in known:
        one = found[swing.path]
        assert (one.results[0], one.results[-1]) == pytest.approx(
            (swing.low, swing.high), rel=1e-12
        )
        assert one.driver.own


def test_the_greatest_swing_comes_first_and_the_order_of_the_file_does_not_matter() -> None:
    model = load_model(SCENARIOS / "thermostat.yaml")
    turned = replace(model, inputs=dict(reversed(model.inputs.items())))
    one, other = sensitivity(model), sensitivity(turned)
    live = [each.swing for each in one.responses if each.moves]
    assert live == sorted(live, reverse=True)
    for each in one.responses:
        same = other.of(each.driver.path)
        assert same.results == pytest.approx(each.results, rel=1e-12)
        assert (same.zero is None) == (each.zero is None)
        if each.zero and same.zero:
            assert same.zero.value == pytest.approx(each.zero.value, rel=1e-9)


def test_a_response_rises_falls_turns_or_is_none() -> None:
    drivers = dict.fromkeys(("up", "down", "bent", "idle"), (1.0, 2.0, 3.0))
    found = sensitivity(case("up - down - (bent - 2) ^ 2 + 0 * idle", drivers))
    assert {one.driver.path: one.shape for one in found.responses} == {
        "up": "rises", "down": "falls", "bent": "turns", "idle": "none",
    }  # fmt: skip
    assert found.dead == ("idle",)
    assert found.of("bent").swing == YEARS
    assert found.responses[-1].driver.path == "idle"


def test_extremes_between_the_five_values_are_found() -> None:
    """Of the five values 0, 1, 2, 3 and 4 none lies where the result is higher."""
    drivers = {"x": (0.0, 2.0, 4.0), "kink": (1.0, 2.0, 3.0)}
    model = case("if(abs(x - 2.5) < 0.3, 9, 0) + max(kink, 1)", drivers)
    found = sensitivity(model).of("x")
    assert set(found.results) == {8.0}
    assert found.extremes is not None
    least, greatest = found.extremes
    assert (least.result, greatest.result) == (8, 44)
    assert 2.2 < greatest.value < 2.8
    assert (found.shape, found.swing) == ("turns", 36)
    straight = sensitivity(model).of("kink")
    assert straight.extremes is not None
    assert [point.value for point in straight.extremes] == [1.0, 3.0]
    assert straight.shape == "rises"


def test_a_measure_may_break_off() -> None:
    """The price at which the money comes back: below it there is no payback, and that is said."""
    found = sensitivity(case("x", {"x": (1.0, 2.0, 3.0)}, "0 - 6"), measure="payback_years")
    one = found.of("x")
    assert one.results == (None, 4.0, 3.0, 2.4, 2.0)
    assert one.why == {0: "never pays back within the horizon"}
    assert one.shape == "falls"
    assert one.swing == 2.0
    level = sensitivity(case("0 * x + 6 / (x - 1)", {"x": (1.0, 2.0, 3.0)}))
    assert level.of("x").results[0] is None
    assert "missing" in level.of("x").why[0]


def test_drivers_without_a_range_have_a_band_and_say_so() -> None:
    found = {d.path: d for d in drivers_of(with_factors(load_model(SCENARIOS / "oat_drink.yaml")))}
    assert not found["tax.rate"].own
    assert (found["tax.rate"].low, found["tax.rate"].high) == (0.252, 0.308)
    advertising = found["costs.advertising"]  # a list by year
    assert advertising.is_factor
    assert (advertising.low, advertising.base, advertising.high) == (0.9, 1.0, 1.1)
    bought = found["capex.moulds.when"]  # at the opening: no earlier, and one period later
    assert (bought.low, bought.base, bought.high) == (-1.0, -1.0, 0.0)
    assert bought.steps(5) == (-1.0, -1.0, -1.0, -1.0, 0.0)
    life = found["capex.moulds.life"]  # counts periods
    assert life.steps(5) == (3.0, 4.0, 4.0, 4.0, 5.0)
    assert not found["capex.filling_line.depreciation.to"].varies
    assert "discounting.also" not in found


def test_a_band_stays_inside_the_bounds(tmp_path: Path) -> None:
    text = (SCENARIOS / "thermostat.yaml").read_text(encoding="utf-8")
    path = tmp_path / "all.yaml"
    path.write_text(text.replace("attach: {base: 30%, low: 20%, high: 38%", "attach: {base: 95%"))
    found = bizcase.load(path).sensitivity()
    attach = found.of("products.thermostat.subscription.attach").driver
    assert (attach.low, attach.high, attach.own) == (0.855, 1.0, False)


def test_a_case_outside_of_a_range_keeps_its_ends(tmp_path: Path) -> None:
    path = tmp_path / "lamp.yaml"
    path.write_text(
        "bizcase: 1\nname: Lamp\ncurrency: EUR\ntimeline: {step: year, length: 4 years}\n"
        "discounting: {rate: 10%, timing: end}\ntax: none\n"
        "products: {lamp: {units: 1_000/year, price: {base: 100, low: 90, high: 120},"
        " unit_cost: 60}}\ncapex: {mould: {amount: 100k, when: opening, life: 4 years,"
        " depreciation: straight line}}\ncases: {downside: {products.lamp.price: 80}}\n"
    )
    scenario = bizcase.load(path)
    price = scenario.sensitivity("downside").of("products.lamp.price")
    assert (price.driver.low, price.driver.base, price.driver.high) == (90, 80, 120)
    assert price.driver.own
    assert price.results[2] == scenario.run("downside").measures["npv"]
    assert price.shape == "rises"
    assert price.zero is not None
    assert price.zero.toward == "high"
    assert 0 < (price.zero.of_range or 0) < 1
    own = scenario.sensitivity(set={"products.lamp.price": "{base: 100, low: 70, high: 101}"})
    assert own.of("products.lamp.price").driver.low == 70


def test_what_a_block_refuses_is_missing_and_not_a_wrong_number() -> None:
    """A perpetuity that grows as fast as it is discounted has no value, below zero or above."""
    model = load_model(SCENARIOS / "thermostat.yaml", settings={
        "terminal_value.growth": "{base: 2%/year, low: 0%/year, high: 12%/year}"
    })  # fmt: skip
    growth = sensitivity(model).of("terminal_value.growth")
    assert growth.results[-1] is None
    assert growth.why[4] == "a perpetuity cannot grow as fast as it is discounted"
    assert growth.zero is None


@given(amounts, amounts, st.floats(0.2, 0.9))
@settings(max_examples=20, deadline=None)
def test_money_in_other_units_leaves_shares_as_they_are(a: float, b: float, part: float) -> None:
    drivers = {"a": (a * part, a, a / part), "b": (b * part, b, b / part)}
    tens = {name: (10 * low, 10 * base, 10 * high) for name, (low, base, high) in drivers.items()}
    one, other = (sensitivity(case("a - b", d)) for d in (drivers, tens))
    for path in drivers:
        mine, yours = one.of(path), other.of(path)
        assert yours.swing == pytest.approx(10 * (mine.swing or 0.0), rel=1e-9)
        assert (mine.zero is None) == (yours.zero is None)
        if mine.zero and yours.zero:
            assert yours.zero.change == pytest.approx(mine.zero.change, rel=1e-9, abs=1e-12)
            assert yours.zero.of_range == pytest.approx(mine.zero.of_range, rel=1e-9, abs=1e-12)


def test_chances_of_stages_are_not_called_dead() -> None:
    """Measures hold if every stage goes as written: what it costs moves them, its chance not."""
    found = bizcase.load(SCENARIOS / "heart_monitor.yaml").sensitivity()
    chances = {one.driver.path for one in found.responses if one.is_chance}
    assert "stages.prototype.success" in chances
    assert found.of("stages.clinical_study.cost").moves
    assert not chances & set(found.dead)


def test_a_frame_has_a_line_for_every_driver() -> None:
    found = bizcase.load(SCENARIOS / "thermostat.yaml").sensitivity(measure="irr")
    frame = found.to_frame()
    assert list(frame.index) == [one.driver.path for one in found.responses]
    assert frame.loc["products.thermostat.price", "irr_at_low"] == pytest.approx(0.276, abs=1e-3)


def test_a_driver_of_a_table_must_exist_and_vary() -> None:
    scenario = bizcase.load(SCENARIOS / "thermostat.yaml")
    for table, code in (
        (("price", "market"), "unknown-path"),
        (("market", "adoption.market"), "unknown-path"),
        (("market", "depreciation.to"), "no-range"),
    ):
        with pytest.raises(ProblemsFoundError) as found:
            scenario.sensitivity(table=table)
        assert [problem.code for problem in found.value.problems] == [code]
