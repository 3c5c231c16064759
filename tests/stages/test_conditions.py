"""What holds only if every stage goes well says so: simulation and sensitivity."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.stages.conftest import HEAD
from tests.stages.test_pages import MONITOR, one_line

STAGES = (
    "revenue: {sales: {amount: {base: 900/year, low: 500/year, high: 1_000/year}, from: year 2}}"
)


@pytest.fixture
def game(tmp_path: Path) -> Path:
    """900 a year from year 2 on, if a trial that costs 700 succeeds."""
    path = tmp_path / "game.yaml"
    head = HEAD[: HEAD.index("revenue:")]
    stages = "stages: {trial: {cost: 700, success: 30%, decided: year 1}}"
    path.write_text(f"{head}{STAGES}\n{stages}\n", encoding="utf-8")
    return path


def test_a_simulation_says_under_what_condition_it_holds(program: Program) -> None:
    shown = program("simulate", MONITOR, "--trials", 2_000).out
    said = one_line(shown)
    assert "Heart monitor, if every stage goes as written Mean NPV" in said
    assert "Risk-adjusted NPV EUR 2.0M base case; all paths by their chances" in said
    assert "Expected commercial value EUR 2.7M base case; with the option to stop" in said
    assert "P(NPV > 0) 98.9% if every stage goes as written; standard error" in said
    assert "Chance of the market 42.9%" in said
    assert "If every stage goes as written, the NPV is above zero in 98.9% of the trials." in said
    assert (
        "The chance of the market is 42.9%; in the base case the expected commercial value is "
        "EUR 2.7M, the risk-adjusted NPV is EUR 2.0M."
    ) in said


def test_what_is_not_worth_starting_is_called_so(program: Program, game: Path) -> None:
    said = one_line(program("simulate", game, "--trials", 2_000).out)
    assert "If every stage succeeds, the NPV is above zero in 98.2% of the trials." in said
    assert "Expected commercial value EUR 0 base case; not started; EUR -90 if it were" in said
    assert "in the base case with the chances of its stages it is not worth starting" in said


def test_a_sensitivity_says_so_too(program: Program) -> None:
    said = one_line(program("sensitivity", MONITOR).out)
    assert (
        "If every stage goes as written: NPV EUR 16.8M; passes the rule NPV > 0; the expected "
        "commercial value is EUR 2.7M, the risk-adjusted NPV is EUR 2.0M"
    ) in said


@pytest.mark.parametrize("command", ["simulate", "sensitivity"])
def test_so_do_the_records(program: Program, game: Path, command: str) -> None:
    found = json.loads(program(command, game, "--json").out)
    assert found["stages"] == json.loads(program("run", game, "--json").out)["stages"]
    assert found["stages"]["npv_holds"] == "if every stage succeeds"
    assert found["stages"]["chance_of_market"] == 0.3


@pytest.mark.parametrize("command", ["simulate", "sensitivity"])
def test_without_stages_nothing_is_added(program: Program, lamp_of: Path, command: str) -> None:
    assert "stages" not in json.loads(program(command, lamp_of, "--json").out)
    assert "if every stage" not in program(command, lamp_of).out


@pytest.fixture
def lamp_of(tmp_path: Path) -> Path:
    path = tmp_path / "lamp.yaml"
    path.write_text(f"{HEAD[: HEAD.index('revenue:')]}{STAGES}\n", encoding="utf-8")
    return path


def test_the_range_of_a_chance_is_not_drawn(program: Program, game: Path) -> None:
    text = game.read_text(encoding="utf-8")
    ranged = text.replace("success: 30%", "success: {base: 30%, low: 20%, high: 45%}")
    plain = json.loads(program("simulate", game, "--trials", 2_000, "--json").out)
    game.write_text(ranged, encoding="utf-8")
    shown = program("simulate", game, "--trials", 2_000)
    assert "2,000 trials: 1 uncertain value;" in shown.out
    assert "warning[idle-range]: the range of `stages.trial.success` has no effect" in shown.err
    drawn = json.loads(program("simulate", game, "--trials", 2_000, "--json").out)
    assert drawn["measures"] == plain["measures"]
    assert [driver["path"] for driver in drawn["drivers"]] == ["revenue.sales.amount"]
    fee = "rows: {fee: {formula: 100 EUR * stages.trial.success, in: revenue}}\n"
    game.write_text(ranged + fee, encoding="utf-8")  # what a row reads is drawn
    read = program("simulate", game, "--trials", 2_000)
    assert "2,000 trials: 2 uncertain values;" in read.out
    assert read.err == ""
