"""The JSON of a simulation: the same to the last bit on any number of workers, in any tiles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bizcase.engine.model import Model
from bizcase.report.records.simulation import simulation_record
from bizcase.scenario.load import load_model
from bizcase.study.simulate import MEASURED, simulate

ROOT = Path(__file__).parents[2]
TRIALS = 20_500


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model(ROOT / "scenarios" / "thermostat.yaml")


def printed(model: Model, workers: int, tile: int, sampler: str = "latin-hypercube") -> str:
    result = simulate(
        model, TRIALS, 9, sampler, workers,
        (*MEASURED, "mirr", "terminal_value_share"), ("cumulative_cash", "revenue"), tile,
    )  # fmt: skip
    return json.dumps(simulation_record(result), allow_nan=False)


def test_the_json_is_the_same_for_all_workers_and_tiles(model: Model) -> None:
    found = {printed(model, workers, tile) for workers in (1, 2, 3) for tile in (500, 5_000)}
    assert len(found) == 1


@pytest.mark.parametrize("sampler", ["random", "sobol"])
def test_the_same_with_other_samplers(model: Model, sampler: str) -> None:
    assert printed(model, 1, 5_000, sampler) == printed(model, 3, 500, sampler)


def test_a_tile_of_one_trial_is_not_taken_for_one_that_all_trials_share(model: Model) -> None:
    records = [simulation_record(simulate(model, 30, 9, tile=tile)) for tile in (1, 2, 30)]
    assert records[0] == records[1] == records[2]
