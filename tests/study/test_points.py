"""A point is the whole model with some values set, whatever else is computed beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bizcase.scenario.load import load_model
from bizcase.study.measures.registry import MEASURES
from bizcase.study.points import Points, with_values
from bizcase.study.run import run
from tests.formula.build import model

SCENARIOS = Path(__file__).parent.parent.parent / "scenarios"


@pytest.mark.parametrize("name", ["thermostat", "inhaler", "warehouse_robots"])
def test_a_point_is_a_run_of_the_model_with_these_values(name: str) -> None:
    found = load_model(SCENARIOS / f"{name}.yaml")
    ranges = {path: given.range for path, given in found.inputs.items() if given.range}
    values = np.array([[r.low, found.value(path), r.high] for path, r in ranges.items()])
    measured = Points(found, list(ranges), list(MEASURES)).at(values)
    for point, column in enumerate(values.T):
        alone = run(with_values(found, dict(zip(ranges, column.tolist(), strict=True)))).measures
        meant = [np.nan if alone[name] is None else alone[name] for name in MEASURES]
        assert measured[:, point].tolist() == pytest.approx(meant, rel=1e-9, nan_ok=True)


def test_points_may_differ_in_lengths_of_time_that_shape_the_model() -> None:
    rows: dict[str, str | tuple[str, ...]] = {
        "free_cash_flow": ("lag(sales, k * 1 year) * a", "0 - 10"),
        "sales": "100",
        "discount_factor": ("1", "1"),
        "terminal_discount_factor": "1",
    }
    rows |= dict.fromkeys(("discount_time", "terminal_time"), "n")
    rows |= dict.fromkeys(("terminal_value", "revenue", "disposals", "discount_rate"), "0")
    shaped = model(rows, {"k": 1.0, "a": 1.0})
    points = Points(shaped, ["k", "a"])
    values = np.array([[1.0, 2.0, 1.0, 3.0], [1.0, 1.0, 2.0, 0.5]])
    assert points.at(values)[0].tolist() == [290, 190, 590, 40]
    assert points.at(values[:, :1])[0].tolist() == [290]
    assert points.at(np.repeat(values, 3000, axis=1))[0].tolist()[::3000] == [290, 190, 590, 40]


def test_without_inputs_a_point_is_the_model_itself() -> None:
    found = load_model(SCENARIOS / "thermostat.yaml")
    assert Points(found, []).at(np.empty((0, 1)))[0, 0] == pytest.approx(run(found).measures["npv"])


def test_what_does_not_exist_is_missing() -> None:
    found = load_model(SCENARIOS / "thermostat.yaml")
    path = "products.thermostat.price"
    values = np.array([[0.0, found.value(path)]])
    irr = Points(replace(found), [path], ["irr"]).at(values)[0]
    assert np.isnan(irr[0])
    assert irr[1] == pytest.approx(run(found).measures["irr"])
