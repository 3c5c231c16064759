"""At a switching value both options are worth the same; beyond it the second is the better."""

from __future__ import annotations

from pathlib import Path

import pytest

import bizcase
from bizcase.report.tables.turning import changes_table
from bizcase.scenario.load import load_model
from bizcase.study.comparison.option import option
from bizcase.study.comparison.result import Comparison
from bizcase.study.points import with_values
from bizcase.study.run import run
from tests.compare.files import written

SCENARIOS = Path(__file__).parents[2] / "scenarios"
SHIPPED = [SCENARIOS / "thermostat.yaml", SCENARIOS / "thermostat_lite.yaml"]
# Dearer to make and to sell; its mould costs less.
OTHER = (
    "products: {lamp: {price: {base: 112, low: 98, high: 125}, unit_cost: {base: 69, high: 80}}}\n"
    "capex: {mould: {amount: {base: 90k, low: 75k, high: 125k}}}\n"
)


def gap(found: Comparison, values: dict[str, dict[str, float]], better: str = "") -> float:
    """The best option less another one, else the next, with some values of each."""
    assert found.first
    by_name = {one.name: one for one in found.ranking.order}
    other = by_name[better] if better else found.second
    assert other
    worth = []
    for one in (found.first, other):
        if one.run is None:
            worth.append(0.0)
            continue
        changed = run(with_values(one.run.model, values.get(one.name, {})))
        npv = option(one.name, changed, view=one.view).measures[found.ranking.measure]
        assert npv is not None
        worth.append(npv)
    return worth[0] - worth[1]


def check(found: Comparison) -> None:
    size = abs(gap(found, {}))
    for switch in found.switches:
        at = {name: {switch.inputs[name].path: v} for name, v in switch.values.items()}
        assert abs(gap(found, at, switch.better)) < 1e-4 * size
        further = {}
        for name, value in switch.values.items():
            given = switch.inputs[name]
            assert given.range
            end = given.range.high if switch.way > 0 else given.range.low
            assert isinstance(given.value, float)
            further[name] = {given.path: value + 0.01 * (end - given.value)}
        assert gap(found, further, switch.better) < 0
        assert 0 < abs(switch.way) <= 1
    assert [abs(s.way) for s in found.switches] == sorted(abs(s.way) for s in found.switches)


def test_the_choice_turns_at_the_switching_value(tmp_path: Path) -> None:
    found = bizcase.compare(written(tmp_path, option=OTHER), trials=0)
    assert found.switches
    check(found)


def test_of_the_shipped_options() -> None:
    found = bizcase.compare(SHIPPED, trials=0)
    assert [switch.path for switch in found.switches] == ["products.thermostat.subscription.attach"]
    check(found)


def test_a_later_start_counts(tmp_path: Path) -> None:
    files = written(tmp_path, option="timeline: {start: 2028-04}\n" + OTHER)
    check(bizcase.compare(files, trials=0))


def test_every_driver_that_could_turn_it_is_found(tmp_path: Path) -> None:
    found = bizcase.compare(written(tmp_path, option=OTHER), trials=0)
    turning = {switch.path for switch in found.switches}
    models = {one.name: one.run.model for one in found.options if one.run}
    for path, given in models["option"].inputs.items():
        if given.range is None:
            continue
        ends: list[dict[str, dict[str, float]]] = [{}, {}]
        for name, model in models.items():
            own = model.inputs[path].range
            if own:
                ends[0][name], ends[1][name] = {path: own.low}, {path: own.high}
        assert (min(gap(found, ends[0]), gap(found, ends[1])) < 0) == (path in turning), path


def test_beside_doing_nothing_it_is_where_the_npv_is_zero(tmp_path: Path) -> None:
    worse = "products: {lamp: {price: 91, unit_cost: 64}}\n"
    lamp, other = written(tmp_path, option=worse)
    found = bizcase.compare([other, f"{lamp}#downside"], trials=0)
    assert (found.first and found.first.name, found.second) == ("Lamp, downside", found.nothing)
    assert found.switches
    for switch in found.switches:
        (given,) = switch.inputs.values()
        (value,) = switch.values.values()
        changed = run(with_values(load_model(lamp, "downside"), {given.path: value}))
        assert changed.measures["npv"] == pytest.approx(0, abs=1)


def test_one_that_turns_it_to_doing_nothing_alone_is_found(tmp_path: Path) -> None:
    """A cheaper mould moves nothing between the two, a smaller price makes neither worth it."""
    lamp, other = written(tmp_path, option="capex: {mould: {amount: 90k}}\n")
    text = lamp.read_text(encoding="utf-8").replace("low: 90", "low: 60")
    lamp.write_text(text, encoding="utf-8")
    found = bizcase.compare([lamp, other], trials=0)
    turned = [(switch.path, switch.better) for switch in found.switches]
    assert turned == [("products.lamp.price", found.nothing.name)]
    check(found)
    changes = changes_table(found)
    assert changes
    rate, never, price = changes.lines
    assert rate.cells[1].startswith("doing nothing has the higher NPV")
    assert rate.cells[0].startswith("above ")
    assert never.cells == (
        "none",
        "Lamp has a higher NPV than option at no rate from 0% to 100%",
    )
    assert price.cells[1].startswith("doing nothing is better; now EUR 100, ")


def test_options_that_are_tied_have_none(tmp_path: Path) -> None:
    assert bizcase.compare(written(tmp_path, option=""), trials=0).switches == ()
