"""Where one stops by choice, which figures are means, and outcomes that show too early."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bizcase.study.stages.stops import stops
from tests.cli.conftest import Program
from tests.stages.conftest import HEAD, Written
from tests.stages.test_pages import GAME, MONITOR, one_line

# At 10 %: two ways to look at it, the poor one not worth a test.
LOOK = """\
stages:
  look:
    cost: 100
    decided: year 1
    outcomes:
      good: {probability: 50%}
      poor: {probability: 50%, revenue.sales.amount: 700/year}
  test:
    cost: 900
    decided: year 2
    outcomes:
      high: {probability: 40%}
      low: {probability: 30%, revenue.sales.amount: 200/year}
      none_at_all: {probability: 30%, stops: yes}
"""


def test_the_page_says_which_outcome_makes_the_option_worth_something(program: Program) -> None:
    said = one_line(program("stages", MONITOR).out)
    assert "Where it is better to stop" in said
    assert "clinical_study: weak 19.5% 212 -559 -3,248 675" in said
    assert "worth, stopping, going on: what may be expected from that gate on." in said
    assert "NPV: the whole path, with what was spent before the gate." in said


def test_what_is_a_mean_is_marked(program: Program) -> None:
    shown = program("stages", MONITOR).out
    assert "  clinical_study*  2028-Q4" in shown
    assert "  approval         2029-Q2" in shown
    assert "* Ways that differ lead here: means, weighted by their chances." in shown
    assert "*" not in program("stages", GAME).out


def test_the_parts_add_up_to_the_option(written: Written) -> None:
    found = written(LOOK).stages
    assert found is not None
    (stop,) = stops(found)
    assert [branch.outcome for branch in stop.way] == ["poor"]
    # Going on costs 900 a year later for 40 % of 700 and 30 % of 200 in two years.
    year = 1 / 1.1
    sales = (year**3 + year**4) * (0.4 * 700 + 0.3 * 200)
    assert stop.regardless == pytest.approx(sales - 900 * year)
    assert stop.going_on == stop.regardless
    assert stop.adds == pytest.approx(-0.5 * stop.regardless)
    assert stop.adds == pytest.approx(found.option_to_stop)


def test_not_to_start_is_an_option_too(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "game.yaml"
    path.write_text(f"{HEAD}stages: {{test: {{cost: 5_000, success: 9%, decided: year 1}}}}\n")
    assert "before the start 100%" in one_line(program("stages", path).out)
    (stop,) = json.loads(program("stages", path, "--json").out)["stops"]
    assert stop["after"] == []
    assert stop["adds"] == -stop["value_regardless"]


def test_where_nobody_stops_there_is_no_table(program: Program) -> None:
    assert "Where it is better to stop" not in program("stages", GAME).out
    assert json.loads(program("stages", GAME, "--json").out)["stops"] == []


def test_many_places_are_counted_together(
    written: Written, program: Program, tmp_path: Path
) -> None:
    outcomes = ", ".join(
        f"o{i}: {{probability: 10%, revenue.sales.amount: {i}/year}}" for i in range(1, 10)
    )
    look = f"  look: {{decided: year 1, outcomes: {{best: {{probability: 10%}}, {outcomes}}}}}\n"
    found = written(f"stages:\n{look}  test: {{cost: 900, success: 90%, decided: year 2}}\n")
    assert found.stages is not None
    assert len(stops(found.stages)) == 9
    said = one_line(program("stages", tmp_path / "game.yaml").out)
    assert "3 others 30%" in said
    assert "Option to stop" in said


def test_an_outcome_that_shows_before_its_gate_is_remarked(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "game.yaml"
    early = LOOK[: LOOK.index("  test:")].replace("decided: year 1", "decided: year 3")
    path.write_text(HEAD.replace("from: year 3", "from: year 2") + early, encoding="utf-8")
    shown = program("stages", path)
    assert (
        "the outcome `poor` changes `revenue.sales` in Year 2, before `look` is decided (Year 3)"
        in (shown.err)
    )
    codes = [p["code"] for p in json.loads(program("stages", path, "--json").out)["problems"]]
    assert "outcome-before-gate" in codes
    assert "outcome-before-gate" in program("check", path).out + program("check", path).err
