"""A table of two drivers: each cell is the model with both values."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import bizcase

SCENARIO = Path(__file__).parent.parent.parent / "scenarios" / "thermostat.yaml"
PRICE, MARKET = "products.thermostat.price", "products.thermostat.adoption.market"


@pytest.fixture(scope="module")
def scenario() -> bizcase.Scenario:
    return bizcase.load(SCENARIO)


def test_each_cell_is_a_run_with_both_values(scenario: bizcase.Scenario) -> None:
    table = scenario.sensitivity(measure="irr", table=("thermostat.price", "adoption.market")).table
    assert table is not None
    assert (table.first.path, table.second.path) == (PRICE, MARKET)
    assert table.down == (150, 157.5, 165, 171.5, 178)
    assert table.across == (350_000, 400_000, 450_000, 510_000, 570_000)
    for i, j in ((0, 0), (0, 4), (1, 3), (4, 2)):
        alone = scenario.run(set={PRICE: table.down[i], MARKET: table.across[j]})
        assert table.results[i][j] == pytest.approx(alone.measures["irr"], rel=1e-9)
        assert table.npv[i][j] == pytest.approx(alone.measures["npv"], rel=1e-9)
    assert table.results[2][2] == scenario.sensitivity(measure="irr").base


def test_its_middle_line_is_that_of_the_tornado(scenario: bizcase.Scenario) -> None:
    found = scenario.sensitivity(table=("thermostat.price", "adoption.market"))
    assert found.table is not None
    assert found.table.results[2] == pytest.approx(found.of(MARKET).results, rel=1e-12)
    down = [line[2] for line in found.table.results]
    assert down == pytest.approx(found.of(PRICE).results, rel=1e-12)


def test_steps_are_as_many_as_asked_for_and_missing_cells_say_why(
    scenario: bizcase.Scenario,
) -> None:
    table = scenario.sensitivity(
        measure="payback_years", table=("thermostat.price", "adoption.market"), steps=3
    ).table
    assert table is not None
    assert np.shape(table.results) == (3, 3)
    missing = [(i, j) for i in range(3) for j in range(3) if table.results[i][j] is None]
    assert missing
    assert set(table.why) == set(missing)
    assert set(table.why.values()) == {"never pays back within the horizon"}
    frame = table.to_frame()
    assert frame.index.name == PRICE
    assert frame.columns.name == MARKET
    assert frame.isna().to_numpy().sum() == len(missing)
