"""Published tables of sensitivity, read from the JSON of the commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Program

JET_ENGINE = Path(__file__).parent.parent / "cases" / "sec_jet_engine.yaml"
# Ross, Westerfield & Jaffe, Corporate Finance: NPV in USD million at the low, base and high number.
JET_ENGINE_TABLE = {
    "products.engine.units.market": (-1802, 1517, 8154),
    "products.engine.units.share": (-696, 1517, 5942),
    "products.engine.unit_cost": (2844, 1517, 189),
    "products.engine.price": (853, 1517, 2844),
    "capex.plant.amount": (1903, 1517, 1208),
    "costs.fixed": (1628, 1517, 1295),
}  # fmt: skip
# Brealey, Myers & Allen, Principles of Corporate Finance: Otobai's electric scooter, yen billion.
SCOOTER = """\
bizcase: 1
name: Electric scooter
currency: JPY
timeline: {step: year, length: 10 years}
discounting: {rate: 10%, timing: end}
tax: {rate: 50%, losses: offset}
ranges: {low_high: ends}
products:
  scooter:
    units:
      market: {base: 1M/year, low: 0.9M/year, high: 1.1M/year}
      share: {base: 10%, low: 4%, high: 16%}
    price: {base: 375k, low: 350k, high: 380k}
    unit_cost: {base: 300k, low: 275k, high: 360k}
costs:
  fixed: {base: 3bn/year, low: 2bn/year, high: 4bn/year}
capex:
  plant: {amount: 15bn, when: opening, depreciation: straight line, life: 10 years}
"""
SCOOTER_TABLE = {
    "products.scooter.units.market": (1.1, 3.4, 5.7),
    "products.scooter.units.share": (-10.4, 3.4, 17.3),
    "products.scooter.price": (-4.2, 3.4, 5.0),
    "products.scooter.unit_cost": (11.1, 3.4, -15.0),
    "costs.fixed": (6.5, 3.4, 0.4),
}


def drivers(program: Program, path: Path) -> dict[str, Any]:
    """The drivers of a study by path, in the order of the tornado."""
    record = json.loads(program("sensitivity", path, "--json").out)
    return {one["path"]: one for one in record["drivers"]}


def solutions(program: Program, path: Path, vary: str, *more: str) -> list[dict[str, Any]]:
    """What goal-seek finds."""
    found = json.loads(program("goal-seek", path, "--vary", vary, "--json", *more).out)
    known: list[dict[str, Any]] = found["solutions"]
    return known


def test_the_eighteen_values_of_the_jet_engine_and_their_order(program: Program) -> None:
    found = drivers(program, JET_ENGINE)
    for path, values in JET_ENGINE_TABLE.items():
        result = found[path]["result"]
        shown = tuple(result[place] / 1e6 for place in ("low", "base", "high"))
        assert shown == pytest.approx(values, abs=1.0), path
    own = [path for path, one in found.items() if one["range"] == "own"]
    assert own == list(JET_ENGINE_TABLE)


def test_break_evens_of_the_jet_engine(program: Program) -> None:
    (share,) = solutions(program, JET_ENGINE, "units.share")
    assert share["value"] * 10_000 == pytest.approx(2315, abs=2)
    (market,) = solutions(program, JET_ENGINE, "units.market")
    assert market["value"] * 0.30 == pytest.approx(2315, abs=2)
    (accounting,) = solutions(program, JET_ENGINE, "units.share", "--target", "ebit=0")
    assert accounting["value"] * 10_000 == pytest.approx(2091, abs=1)
    found = drivers(program, JET_ENGINE)["products.engine.units.share"]
    assert found["switching_value"]["value"] * 10_000 == pytest.approx(2315, abs=2)


def test_the_table_of_the_scooter(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "scooter.yaml"
    path.write_text(SCOOTER, encoding="utf-8")
    found = drivers(program, path)
    for driver, values in SCOOTER_TABLE.items():
        result = found[driver]["result"]
        shown = tuple(result[place] / 1e9 for place in ("low", "base", "high"))
        assert shown == pytest.approx(values, abs=0.06), driver
    (share,) = solutions(program, path, "units.share")
    assert share["value"] * 1e6 == pytest.approx(85_000, abs=500)
