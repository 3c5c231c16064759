"""The parts of a line add up to it, and the steps from revenue to the NPV add up to that."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import bizcase
from bizcase.study.bridge import present_values
from bizcase.study.parts import parts

ROOT = Path(__file__).parent.parent.parent
FILES = sorted([*(ROOT / "scenarios").glob("*.yaml"), *(ROOT / "tests" / "cases").glob("*.yaml")])
LOST = "oat_drink.cannibalises.soy_drink.lost_sales"
LINES = ("revenue", "cost_of_sales", "operating_costs", "capital_expenditure", "depreciation")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("by_product", [True, False])
def test_parts_add_up(path: Path, by_product: bool) -> None:
    run = bizcase.load(path).run()
    for line in LINES:
        whole = np.asarray(run.arrays[line])
        found = parts(run, line, by_product)
        assert sum(found.values(), np.zeros(len(whole))) == pytest.approx(whole, rel=1e-9, abs=1e-4)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_present_values_add_up_to_the_npv(path: Path) -> None:
    run = bizcase.load(path).run()
    found = present_values(run)
    scale = max(map(abs, found.values()))
    assert sum(found.values()) == pytest.approx(run.measures["npv"], abs=1e-9 * scale)


def test_parts_are_named_as_in_the_scenario() -> None:
    run = bizcase.load(ROOT / "scenarios" / "oat_drink.yaml").run()
    assert list(parts(run, "revenue")) == ["oat_drink"]
    apart = parts(run, "revenue", by_product=False)
    assert list(apart) == ["oat_drink.unit_revenue", LOST]
    assert (apart[LOST] <= 0).all()
    costs = parts(run, "operating_costs")
    assert "costs.recipe_development" not in costs  # sunk
    whole, allocated = (
        np.asarray(run.arrays[row]) for row in ("costs.head_office", "costs.head_office.allocated")
    )
    assert costs["costs.head_office"] == pytest.approx(whole - allocated)
