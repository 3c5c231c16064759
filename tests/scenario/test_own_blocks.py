"""Block files of the users' own, in a folder beside the scenario."""

from __future__ import annotations

from pathlib import Path

import pytest

import bizcase

BLOCK = """
block: office
at: costs.*
doc: Rent of an office by its area.
inputs:
  area: {unit: number, min: 0, doc: in square metres}
  rent: {unit: money/time, main: yes, min: 0, doc: for a square metre}
rows:
  this: {in: operating costs, formula: area * rent * years}
"""
SCENARIO = """
bizcase: 1
name: Office
timeline: {step: year, length: 2 years}
discounting: {rate: 10%/year}
tax: none
costs: {office: {area: 120, rent: 18/month}}
"""


@pytest.mark.parametrize(("folder", "key"), [("blocks", ""), ("mine", "blocks: mine\n")])
def test_blocks_beside_the_scenario_are_used(tmp_path: Path, folder: str, key: str) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "office.yaml").write_text(BLOCK, encoding="utf-8")
    scenario = tmp_path / "case.yaml"
    scenario.write_text(SCENARIO + key, encoding="utf-8")
    rows = bizcase.load(scenario).run().rows
    assert rows["costs.office"] == (0, 120 * 18 * 12, 120 * 18 * 12)


def test_without_the_folder_the_keys_are_unknown(tmp_path: Path) -> None:
    scenario = tmp_path / "case.yaml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    with pytest.raises(bizcase.ProblemsFoundError):
        bizcase.load(scenario)
