"""`bizcase stages` and what `bizcase run` says of a scenario with stages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.stages.conftest import HEAD

FOLDER = Path(__file__).parent
MONITOR = FOLDER.parents[1] / "scenarios" / "heart_monitor.yaml"
GAME = FOLDER / "new_game.yaml"


def one_line(text: str) -> str:
    """A text without the ends of its lines."""
    return " ".join(text.split())


@pytest.mark.parametrize("columns", [80, 120])
def test_the_page_says_all(program: Program, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    shown = program("stages", MONITOR)
    assert shown.status == 0
    assert max(map(len, shown.out.splitlines())) <= columns
    said = one_line(shown.out)
    assert "Risk-adjusted NPV EUR 2.0M all paths by their chances" in said
    assert "Expected commercial value EUR 2.7M with the option to stop, worth EUR 675k" in said
    assert "Chance of the market 42.9% 25.7% if one stops where that is better" in said
    assert "Expected spend EUR 3.2M of EUR 4.6M before the last gate" in said
    assert "clinical_study* 2028-Q4 2,100 75% 65% 10,430 212 depends" in said
    assert "├── prototype succeeds (65%): go on, worth 5.6M" in said
    assert "clinical_study: weak (30%): stop, worth 212k, going on -559k" in said
    assert shown.out.rstrip().endswith("EUR -559k.")


def test_a_run_says_under_what_condition_its_figures_hold(program: Program) -> None:
    said = one_line(program("run", GAME).out)
    assert "measures hold if every stage succeeds" in said
    assert "Net present value EUR 3.6k if every stage succeeds" in said
    assert "Risk-adjusted NPV EUR 1.0k" in said
    assert said.endswith(
        "Passes the rule NPV > 0 if every stage succeeds: NPV is EUR 3.6k; the expected commercial "
        "value is EUR 1.0k, the risk-adjusted NPV is EUR 1.0k."
    )


def test_the_verdict_does_not_say_more_than_the_numbers(program: Program) -> None:
    said = one_line(program("run", GAME, "--set", "stages.design.success=10%").out)
    assert "Expected commercial value EUR 0 not started; EUR -250 if it were" in said
    assert said.endswith(
        "Passes the rule NPV > 0 only if every stage succeeds: NPV is EUR 3.6k; with the chances "
        "of its stages it is not worth starting: the risk-adjusted NPV is EUR -250."
    )
    said = one_line(program("run", GAME, "--set", "revenue.sales=700/year").out)
    assert "Fails the rule NPV > 0 even if every stage succeeds: NPV is EUR -200;" in said


def test_cases_have_the_two_values_beside_each_other(program: Program) -> None:
    said = one_line(program("run", MONITOR, "--case", "all").out)
    assert "Risk-adjusted NPV EUR 2.0M EUR" in said
    assert "Expected commercial value EUR 2.7M EUR" in said
    pages = program("stages", MONITOR, "--case", "all")
    assert pages.out.count("Heart monitor, case ") == 2
    record = json.loads(program("stages", MONITOR, "--case", "all", "--json").out)
    assert [case["case"] for case in record["cases"]] == ["base", "slow insurers", "dear study"]


def test_the_record_of_a_run_has_the_values(program: Program) -> None:
    found = json.loads(program("run", GAME, "--json").out)
    assert found["stages"]["expected_commercial_value"] == pytest.approx(1_000)
    assert found["stages"]["npv_holds"] == "if every stage succeeds"
    assert found["stages"]["npv"] == found["measures"]["npv"]
    assert "stages" not in json.loads(program("run", MONITOR.parent / "inhaler.yaml", "--json").out)


def test_a_scenario_without_stages_is_told_what_to_write(program: Program) -> None:
    shown = program("stages", MONITOR.parent / "inhaler.yaml")
    assert (shown.status, shown.out) == (1, "")
    assert "this scenario has no `stages:`" in shown.err
    assert "= help: write for example stages: {prototype:" in shown.err
    shown = program("stages", MONITOR.parent / "inhaler.yaml", "--json")
    assert json.loads(shown.out)["problems"][0]["code"] == "missing-key"


def test_what_is_missing_is_null(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    odd = "rows: {odd: {formula: 1 EUR / (n - 2), in: revenue}}\n"
    path.write_text(HEAD + odd + "stages: {test: {success: 50%, decided: year 1}}\n")
    shown = program("stages", path)
    assert "Expected commercial value none a cash flow is missing" in one_line(shown.out)
    found = json.loads(program("stages", path, "--json").out)
    assert found["expected_commercial_value"] is None
    assert found["why_null"]["expected_commercial_value"] == "a cash flow is missing"
    assert "nothing can be said: a cash flow is missing." in one_line(program("run", path).out)


def test_a_tree_that_is_no_picture_is_cut(program: Program, tmp_path: Path) -> None:
    outcomes = ", ".join(f"o{i}: {{probability: 20%}}" for i in range(5))
    stages = "".join(
        f"  s{i}: {{decided: year {i}, outcomes: {{{outcomes}}}}}\n" for i in (1, 2, 3)
    )
    path = tmp_path / "wide.yaml"
    path.write_text(HEAD + "stages:\n" + stages)
    shown = program("stages", path)
    assert "Cut after `s2`: --json has all 155 branches." in shown.out
    assert len(json.loads(program("stages", path, "--json").out)["tree"]) == 5
