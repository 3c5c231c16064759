"""The program itself: safe in a page, small, quick, and plain about what it cannot do."""

from __future__ import annotations

import statistics
from dataclasses import replace
from pathlib import Path

import pytest

from bizcase.engine.model import Model, Series
from bizcase.formula.nodes import Operator, Reference
from bizcase.report.whatif.program import program
from bizcase.scenario.load import load_model
from tests.formula.build import model as build
from tests.node import Node

ROOT = Path(__file__).parents[2]
THERMOSTAT = ROOT / "scenarios" / "thermostat.yaml"
NASTY = "</script><script>alert('x')</script>\n*/ \u2028 ü\\"


@pytest.fixture(scope="module")
def thermostat() -> list[Model]:
    base = load_model(THERMOSTAT)
    return [base, *(load_model(THERMOSTAT, case) for case in base.cases if case != "base")]


def sliders(model: Model) -> list[str]:
    return [path for path, given in model.inputs.items() if given.range]


def test_any_name_is_harmless(node: Node) -> None:
    """Names come from files of strangers; the program stands inside a page."""
    plain = build({"x": "n"})
    inputs = {NASTY: replace(build({"x": "1"}, {"a": 2.0}).inputs["a"], path=NASTY)}
    twice = Operator("*", (plain.rows["x"].formula, Reference(NASTY, "input")))
    rows = {name: replace(plain.rows["x"], name=name, formula=twice) for name in (NASTY, "y z")}
    base = replace(plain, name=NASTY, inputs=inputs, rows=rows)
    cases = [base, *(replace(base, case=name) for name in (NASTY, "__proto__"))]
    text = program(cases, [NASTY], rows, ())
    assert text.isascii()
    assert not any(mark in text.lower() for mark in ("</", "<!--", "alert('x')\n", "eval"))
    answer = node.run(text, [{}, {NASTY: 5.0}, NASTY])
    assert [result["rows"][NASTY][4] for result in answer.results] == [8.0, 20.0, 8.0]
    assert set(answer.cases) == {"base", NASTY, "__proto__"}


def test_names_that_look_alike_stay_apart(node: Node) -> None:
    case = build({"a_b": "n", "c": "n"}, {"one": 1.0})
    moved = Operator("*", (case.rows["c"].formula, Reference("one", "input")))
    rows = {n: replace(case.rows["c"], name=n, formula=moved) for n in ("a.b", "a_b", "a b")}
    rows["a_b"] = replace(rows["a_b"], formula=Operator("+", (moved, moved)))
    text = program([replace(case, rows=rows)], ["one"], rows, ())
    found = node.run(text).results[0]["rows"]
    assert [found[name][1] for name in ("a.b", "a_b", "a b")] == [1.0, 2.0, 1.0]


def test_it_is_small(thermostat: list[Model], record_property: pytest.RecordProperty) -> None:
    """The sliders of a shipped scenario and its three cases in less than a small picture."""
    size = len(program(thermostat, sliders(thermostat[0])))
    record_property("bytes", size)
    assert size < 32_000


def test_ten_years_of_months_are_quick(node: Node, record_property: pytest.RecordProperty) -> None:
    base = load_model(ROOT / "tests" / "yardstick" / "yardstick.yaml")
    assert base.timeline.periods == 120
    seconds = node.run(program([base], sliders(base)), [{}] * 60).seconds
    record_property("seconds", statistics.median(seconds))
    assert statistics.median(seconds) < 0.05


def test_what_does_not_move_is_a_number(thermostat: list[Model]) -> None:
    text = program(thermostat[:1], ["products.thermostat.price"])
    assert "k_thermostat_units" in text  # volumes do not depend on the price
    assert "r_thermostat_units" not in text
    assert "adopters" not in text
    assert "gross_profit" in program(thermostat[:1], [], ["gross_profit"], [])
    assert "const calculate" in program(thermostat[:1])


def test_values_that_are_left_out_are_those_of_the_base_case(
    node: Node, thermostat: list[Model]
) -> None:
    text = program(thermostat, sliders(thermostat[0]))
    price = "products.thermostat.price"
    base, same, dearer = node.run(text, [{}, "base", {price: 170}]).results
    assert base == same
    assert dearer["measures"]["npv"] > base["measures"]["npv"]


def test_what_cannot_vary_is_refused(thermostat: list[Model]) -> None:
    base = thermostat[0]
    for path in ("no.such", "costs.team.people"):
        with pytest.raises(KeyError, match=path):
            program(thermostat, [path])
    with pytest.raises(KeyError, match="no_such_row"):
        program(thermostat, [], ["no_such_row"])
    warranty = replace(base.rows["warranty"], formula=base.rows["revenue"].formula)
    other = replace(base, rows={**base.rows, "warranty": warranty})
    with pytest.raises(ValueError, match="different formulas"):
        program([base, other])
    assert isinstance(base.inputs["costs.team.people"].value, Series)
