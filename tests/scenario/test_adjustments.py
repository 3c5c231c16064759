"""Adjustments by hand: every line, in every step and case, against values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import bizcase
from bizcase.engine.evaluate import batch, evaluate
from bizcase.engine.model import Model, Origin, Series
from bizcase.problems import ProblemsFoundError
from bizcase.scenario.adjustments import ADJUSTABLE, adjusted
from bizcase.scenario.build import build
from bizcase.scenario.override import merged
from bizcase.study.run import run
from bizcase.text import Mapping, read_text
from tests.cli.conftest import LAMP
from tests.written import head

RATE, TAX, AMOUNT = 0.10, 0.25, 1_000.0
STEPS = {"month": 12, "quarter": 4, "year": 1}
USUAL = (
    head("example", tax="{rate: 25%, losses: offset}")
    + """\
revenue: {sales: 12_000/year}
costs: {rent: 2_400/year}
"""
)
# What an amount in a line adds to the cash of its period, and of the next one.
AFTER_TAX = {
    "revenue": (1 - TAX, 0),
    "cost_of_sales": (TAX - 1, 0),
    "operating_costs": (TAX - 1, 0),
    "depreciation": (TAX, 0),
    "tax": (-1, 0),
    "capital_expenditure": (-1, 0),
    "disposals": (1, 0),
    "net_working_capital": (-1, 1),
    "terminal_value": (1, 0),
}


def model_of(text: str = "bizcase: 1") -> Model:
    """The model of the usual case with more on top."""
    top = merged(read_text(USUAL), read_text(text))
    assert isinstance(top, Mapping)
    return build(top)


def codes_of(text: str) -> list[str]:
    """The problems of the usual case with more below."""
    top = read_text(USUAL + text)
    assert isinstance(top, Mapping)
    with pytest.raises(ProblemsFoundError) as found:
        build(top)
    return [problem.code for problem in found.value.problems]


def npv(model: Model) -> float:
    value = run(model).measures["npv"]
    assert value is not None
    return value


def saved(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("line", ADJUSTABLE)
def test_the_worth_changes_by_the_discounted_effect_after_tax(line: str, step: str) -> None:
    timeline = f"timeline: {{start: 2027-01, step: {step}, length: 4 years}}\n"
    column = {"month": 21, "quarter": 7, "year": 2}[step]  # the period that contains 2028-09
    text = f"adjustments: {{{line}: {{2028-09: 1_000, reason: test}}}}"
    before, after = model_of(timeline), model_of(timeline + text)
    amounts = evaluate(after)[f"adjustments.{line}"]
    assert np.flatnonzero(amounts).tolist() == [column]
    assert amounts[column] == AMOUNT
    changes = evaluate(after)[line] - evaluate(before)[line]
    assert changes == pytest.approx(amounts)
    now, later = AFTER_TAX[line]
    times = np.array([column, column + 1]) / STEPS[step]
    worth = AMOUNT * np.array([now, later]) @ (1 + RATE) ** -times
    assert npv(after) - npv(before) == pytest.approx(worth)


@pytest.mark.parametrize("line", [line for line in ADJUSTABLE if line != "terminal_value"])
def test_the_opening_is_adjusted_like_a_period(line: str) -> None:
    before, after = model_of(), model_of(f"adjustments: {{{line}: {{opening: -1k, reason: x}}}}")
    now, later = AFTER_TAX[line]
    assert npv(after) - npv(before) == pytest.approx(-AMOUNT * (now + later / (1 + RATE)))


def test_several_dates_and_lines_in_all_spellings() -> None:
    rows = evaluate(
        model_of(
            "adjustments: {operating costs: {opening: 5, year 1: 7, 2028-Q3: 11, 2028: 13, "
            "end: -1.5k, reason: audit}, capital-expenditure: {3 years: 17}}"
        )
    )
    assert rows["adjustments.operating_costs"].tolist() == [5, 7, 24, 0, -1_500]
    assert rows["operating_costs"].tolist() == [5, 2_407, 2_424, 2_400, 900]
    assert rows["adjustments.capital_expenditure"].tolist() == [0, 0, 0, 0, 17]


def test_what_rests_on_a_line_sees_it_adjusted() -> None:
    costs = "costs: {licence: {share: 10%, of: revenue}}\n"
    rows = evaluate(model_of(costs + "adjustments: {revenue: {2028-03: -2k, reason: rebate}}"))
    assert rows["costs.licence"] == pytest.approx([0, 1_200, 1_000, 1_200, 1_200])
    assert rows["ebit"] == pytest.approx([0, 8_400, 6_600, 8_400, 8_400])


def test_a_loss_made_by_hand_is_carried_forward() -> None:
    text = "tax: {losses: carry forward}\nadjustments: {operating costs: {year 1: 12k, reason: x}}"
    assert evaluate(model_of(text))["tax"] == pytest.approx([0, 0, 1_800, 2_400, 2_400])


def test_tax_that_is_paid_later_is_paid_later_when_adjusted() -> None:
    late = "tax: {paid: 1 year later}\n"
    before = evaluate(model_of(late))["free_cash_flow"]
    after = evaluate(model_of(late + "adjustments: {tax: {end: 600, reason: audit}}"))
    assert after["free_cash_flow"] - before == pytest.approx([0, 0, 0, 0, 0, -600])


def test_working_capital_left_in_the_last_balance_stays_there() -> None:
    own = "working_capital: {balance: 300}\n"
    text = own + "adjustments: {net working capital: {end: 50, reason: deposit}}"
    rows = evaluate(model_of(text))
    assert rows["net_working_capital"].tolist() == [0, 300, 300, 300, 50]
    assert rows["change_in_net_working_capital"].tolist() == [0, 300, 0, 0, -250]


def test_nothing_but_the_amounts_is_new() -> None:
    before = model_of()
    for text in ("adjustments: none", "adjustments: {tax: none}"):
        after = model_of(text)
        assert (after.rows.keys(), after.inputs.keys()) == (
            before.rows.keys(),
            before.inputs.keys(),
        )
    zeros = "{" + ", ".join(f"{line}: {{year 1: 0}}" for line in ADJUSTABLE) + "}"
    ours, theirs = evaluate(model_of(f"adjustments: {zeros}")), evaluate(before)
    assert ours.keys() - theirs.keys() == {f"adjustments.{line}" for line in ADJUSTABLE}
    assert all(np.array_equal(ours[name], values) for name, values in theirs.items())


def test_the_input_says_who_and_why_and_where() -> None:
    text = 'adjustments: {cost of sales: {2028-03: 2k, reason: "a  fire", owner: Jo, source: memo}}'
    found = model_of(text).inputs["adjustments.cost_of_sales"]
    assert found.value == Series("payment", (2_000.0,), (pytest.approx(14 / 12),))
    assert found.origin == Origin(source="memo", owner="Jo", note="a fire")
    places = (*found.places.dates, *found.places.values, found.places.note, found.places.owner)
    written = [place.text for place in places if place]
    assert written == ["2028-03", "2k", '"a  fire"', "Jo"]


def test_adjusting_is_pure_and_puts_new_amounts_in_place_of_old_ones() -> None:
    model = model_of("adjustments: {revenue: {year 1: 1k, reason: x}}")
    path = "adjustments.revenue"
    five = replace(model.inputs[path], value=Series("payment", (5.0,), (0.0,)))
    again = adjusted(model, {path: five})
    assert evaluate(again)["revenue"].tolist() == [0, 12_005, 12_000, 12_000, 12_000]
    assert evaluate(model)["revenue"].tolist() == [0, 13_000, 12_000, 12_000, 12_000]
    assert again.rows == model.rows
    for wrong in ("adjustments.ebitda", "revenue"):
        with pytest.raises(ValueError, match=wrong):
            adjusted(model, {wrong: five})


LAUNCH = """\
products:
  lamp: {adoption: {model: linear, market: 5k, over: 2 years, launch: 2027-05}, price: 40}
adjustments: {revenue: {launch: -900, reason: party}, operating costs: {lamp.launch: 100}}
"""


def test_a_launch_is_the_one_of_the_case(tmp_path: Path) -> None:
    cases = "cases: {late: {products.lamp.adoption.launch: 2028-02}}\n"
    path = saved(tmp_path, "lamp.yaml", USUAL + LAUNCH + cases)
    found = bizcase.load(path)
    assert found.run().rows["adjustments.revenue"] == (0, -900, 0, 0, 0)
    assert found.run("late").rows["adjustments.operating_costs"] == (0, 0, 100, 0, 0)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("launch: {base: 2027-05, min: 2027-03, max: 2028-06}", "not-a-date"),
        ("launch: 2027-05, delay: 9 years", "date-outside"),
    ],
)
def test_a_launch_that_names_no_period_is_refused(written: str, code: str) -> None:
    assert codes_of(LAUNCH.replace("launch: 2027-05", written)) == [code, code]


def test_every_case_and_every_trial_is_adjusted(tmp_path: Path) -> None:
    text = LAMP + "adjustments: {revenue: {2028-03: -20_000, reason: rebate, owner: Finance}}\n"
    found = bizcase.load(saved(tmp_path, "lamp.yaml", text))
    assert found.run().rows["revenue"] == (0, 100e3, 80e3, 100e3, 100e3)
    assert found.run("downside").rows["revenue"] == (0, 85e3, 65e3, 85e3, 85e3)
    prices = np.array([90.0, 110.0])
    tile = next(batch(found.model, ["revenue"], {"products.lamp.price": prices}))[1]
    assert tile["revenue"][2].tolist() == [70e3, 90e3]


@pytest.mark.parametrize("path", ["adjustments", "adjustments.revenue.2028-03"])
def test_no_case_and_nothing_from_outside_changes_them(path: str, tmp_path: Path) -> None:
    text = LAMP + f"  rebate: {{{path}: -9k}}\nadjustments: {{revenue: {{2028-03: -1, reason: x}}}}"
    found = bizcase.load(saved(tmp_path, "lamp.yaml", text))
    for case, values in (("rebate", {}), ("base", {path: "null"})):
        with pytest.raises(ProblemsFoundError) as raised:
            found.run(case, values)
        assert [problem.code for problem in raised.value.problems] == ["structure-in-case"]


def test_a_file_that_extends_another_adds_changes_and_takes_away(tmp_path: Path) -> None:
    adjustments = (
        "adjustments: {revenue: {2027: 1, 2028: 2, reason: x}, tax: {end: 3}, disposals: {end: 4}}"
    )
    saved(tmp_path, "base.yaml", USUAL + adjustments)
    changes = (
        "{revenue: {2028: 20, 2029: 30, reason: y}, tax: null, disposals: {replace: {2027: 5}}}"
    )
    option = f"bizcase: 1\nextends: base.yaml\nadjustments: {changes}\n"
    found = bizcase.load(saved(tmp_path, "option.yaml", option))
    rows = found.run().rows
    assert rows["adjustments.revenue"] == (0, 1, 20, 30, 0)
    assert rows["adjustments.disposals"] == (0, 5, 0, 0, 0)
    assert "adjustments.tax" not in rows
    assert found.model.inputs["adjustments.revenue"].origin.note == "y"
    none = "bizcase: 1\nextends: base.yaml\nadjustments: none\n"
    plain_rows = bizcase.load(saved(tmp_path, "none.yaml", none)).run().rows
    assert not any(name.startswith("adjustments") for name in plain_rows)


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("", ["missing-key"]),
        ("{}", ["missing-key"]),
        ("[revenue]", ["wrong-shape"]),
        ("{revenue: 5}", ["wrong-shape"]),
        ("{revenue: {}}", ["missing-key"]),
        ("{revenue: {reason: x}}", ["missing-key"]),
        ("{ebitda: {end: 1}}", ["unknown-key"]),
        ("{turnover: {end: many}}", ["unknown-key", "not-a-number"]),
        ("{owner: Finance}", ["unknown-key"]),
        ("{tax: {end: 1}, Tax: {end: 1}}", ["unknown-key"]),
        ("{cost of sales: {end: 1}, cost_of_sales: {end: 1}}", ["duplicate-key"]),
        ("{tax: {soon: 1}}", ["not-a-date"]),
        ("{tax: {2031: 1}}", ["date-outside"]),
        ("{tax: {launch: 1}}", ["not-a-date"]),
        ("{terminal value: {opening: 1}}", ["date-outside"]),
        ("{tax: {end: 1, reson: x}}", ["unknown-key"]),
        ("{tax: {end: 1, note: x}}", ["unknown-key"]),
        ("{tax: {end: 1, reason: ''}}", ["missing-key"]),
        ("{tax: {end: 1, owner: [Jo]}}", ["wrong-shape"]),
        ("{tax: {end: many}}", ["not-a-number"]),
        ("{tax: {end: = 2 * 3}}", ["not-a-number"]),
        ("{tax: {end: '1,000'}}", ["comma-in-number"]),
        ("{tax: {end: [1]}}", ["wrong-shape"]),
        ("{tax: {end: {base: 1, low: 0, high: 2}}}", ["wrong-shape"]),
        ("{tax: {end: 5%}}", ["wrong-unit"]),
        ("{tax: {end: 1k/month}}", ["wrong-unit"]),
        ("{tax: {end: USD 5}}", ["wrong-unit"]),
    ],
)
def test_what_is_wrong_is_said(written: str, codes: list[str]) -> None:
    assert codes_of(f"adjustments: {written}") == codes


def test_a_product_of_that_name_is_told_so() -> None:
    text = "products: {adjustments: {units: 5/year, price: 2}}\n"
    assert codes_of(text + "adjustments: {revenue: {end: 1, reason: x}}") == ["duplicate-name"]
