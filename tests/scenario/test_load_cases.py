"""A scenario is loaded in all its cases at once: the base case is built once for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizcase.problems import ProblemsFoundError
from bizcase.scenario import load
from bizcase.scenario.load import load_cases, load_model
from tests.written import head

SCENARIOS = Path(__file__).parents[2] / "scenarios"
CUP = (
    head("Cup", discounting="{rate: 10%/year}")
    + """\
products:
  cup: {units: 1_000/year, price: 12, unit_cost: 5}
cases:
  short: {cup.price: 11, tax: {rate: 20%}}
  long: {cup.prise: 14}
"""
)


@pytest.mark.parametrize("name", ["heart_monitor", "thermostat"])
def test_cases_are_those_that_are_loaded_one_by_one(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = SCENARIOS / f"{name}.yaml"
    bases: list[bool] = []

    def counted(*given: object, overridden: bool = False) -> object:
        bases.append(not overridden)
        return built(*given, overridden=overridden)

    built = load.build
    monkeypatch.setattr(load, "build", counted)
    found = load_cases(path)
    assert bases.count(True) == 1
    assert next(iter(found)) == "base"
    assert len(found) > 1
    for case, model in found.items():
        alone = load_model(path, case)
        assert (model.case, model.rows, model.inputs) == (case, alone.rows, alone.inputs)
        assert (model.stages, model.problems) == (alone.stages, alone.problems)


def test_problems_of_all_cases_come_at_once(tmp_path: Path) -> None:
    path = tmp_path / "cup.yaml"
    path.write_text(CUP, encoding="utf-8")
    with pytest.raises(ProblemsFoundError) as wrong:
        load_cases(path)
    lines = [problem.span.line for problem in wrong.value.problems if problem.span]
    assert set(lines) == {10, 11}


def test_what_is_wrong_in_the_base_case_comes_alone(tmp_path: Path) -> None:
    path = tmp_path / "cup.yaml"
    path.write_text(CUP.replace("unit_cost: 5", "unit_cost: cheap"), encoding="utf-8")
    with pytest.raises(ProblemsFoundError) as wrong:
        load_cases(path)
    assert [problem.span.line for problem in wrong.value.problems if problem.span] == [8]
