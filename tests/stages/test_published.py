"""Decision trees with known answers, from the file through the command line to the JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Program

FOLDER = Path(__file__).parent
WITHIN = 30_000  # of the printed millions; the book rounds the net present values of paths


def record(program: Program, name: str, *more: str) -> dict[str, Any]:
    """What `bizcase stages --json` prints for a scenario of this folder."""
    shown = program("stages", FOLDER / f"{name}.yaml", "--json", *more)
    assert shown.status == 0, shown.err
    found: dict[str, Any] = json.loads(shown.out)
    return found


def leaves(branches: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The ends of the paths in a tree."""
    return [
        leaf
        for branch in branches
        for leaf in (leaves(branch["outcomes"]) if branch["outcomes"] else [branch])
    ]


def test_spitfire_aviation(program: Program) -> None:
    """Lasher, Practical Financial Management, ch. 12: a new plane, 9.28 million (exact 9.30)."""
    found = record(program, "spitfire_aviation")
    assert found["risk_adjusted_npv"] == pytest.approx(9.28e6, abs=WITHIN)
    assert found["risk_adjusted_npv"] == pytest.approx(9_304_711.41, abs=0.01)
    assert found["expected_commercial_value"] == pytest.approx(found["risk_adjusted_npv"])
    paths = leaves(found["tree"])
    printed = [(0.42, 21.0e6), (0.18, 7.5e6), (0.28, -0.6e6), (0.12, -6.0e6)]
    assert [path["chance"] for path in paths] == [chance for chance, _ in printed]
    for path, (_, npv) in zip(paths, printed, strict=True):
        assert path["npv_expected"] == pytest.approx(npv, abs=0.06e6)


def test_spitfire_aviation_may_abandon(program: Program) -> None:
    """The same, with 13 million for the equipment after low demand: 10.25 million, option 0.97."""
    found = record(program, "spitfire_recover_13")
    assert found["expected_commercial_value"] == pytest.approx(10.25e6, abs=WITHIN)
    assert found["option_to_stop"] == pytest.approx(0.97e6, abs=WITHIN)
    assert found["risk_adjusted_npv"] == pytest.approx(9.28e6, abs=WITHIN)
    high, low = found["tree"]
    assert (high["decision"], low["decision"]) == ("go on", "stop")
    assert found["chance_with_decisions"] == 0.6
    assert "Stop after the outcome `low` of `demand`" in found["advice"]


def test_spitfire_aviation_gets_little_for_it(program: Program) -> None:
    """With 8 million nobody abandons: the option is worth nothing."""
    found = record(program, "spitfire_recover_8")
    assert found["option_to_stop"] == 0.0
    assert found["expected_commercial_value"] == pytest.approx(9.28e6, abs=WITHIN)
    assert {branch["decision"] for branch in found["tree"]} == {"go on"}


def test_three_stages_by_hand(program: Program) -> None:
    found = record(program, "new_game")
    assert found["expected_commercial_value"] == pytest.approx(1_000, abs=1e-9)
    assert found["risk_adjusted_npv"] == pytest.approx(1_000, abs=1e-9)
    assert found["npv"] == pytest.approx(5_200 - 500 - 800 - 300, abs=1e-9)
    assert found["chance_of_market"] == pytest.approx(0.6 * 0.75 * 0.9)
    assert found["expected_spend"] == pytest.approx(500 + 0.6 * 800 + 0.45 * 300)
    assert found["spend_if_nothing_fails"] == pytest.approx(1_600)
    gates = {gate["stage"]: gate for gate in found["stages"]}
    assert [gates[name]["reached"] for name in gates] == pytest.approx([1, 0.6, 0.45])
    assert [gates[name]["gate"] for name in gates] == ["Year 1", "Year 2", "Year 3"]
    assert gates["approval"]["value_going_on"] == pytest.approx(5_200)
    assert gates["trial"]["value_going_on"] == pytest.approx(0.9 * 5_200 - 300)
    assert gates["trial"]["value_stopped"] == pytest.approx(60)


def test_expected_commercial_value_by_its_formula(program: Program) -> None:
    """((PV x Pcs - C) x Pts - D), Cooper, Edgett & Kleinschmidt; a stage each for D and C."""
    settings = ("--set", "stages.trial.if_stopped=0", "--set", "stages.approval.success=100%")
    found = record(program, "new_game", *settings)
    value, launch, development = 5_200, 800 + 0.75 * 300, 500
    assert found["expected_commercial_value"] == pytest.approx(
        (value * 0.75 - launch) * 0.6 - development
    )


def test_what_is_not_worth_starting(program: Program) -> None:
    found = record(program, "new_game", "--set", "stages.design.success=10%")
    started = 0.1 * (0.75 * (0.9 * 5_200 - 300) + 0.25 * 60 - 800) - 500
    assert found["value_if_started"] == pytest.approx(started)
    assert found["risk_adjusted_npv"] == pytest.approx(started)
    assert found["expected_commercial_value"] == 0
    assert found["option_to_stop"] == pytest.approx(-started)
    assert found["start"] is False
    assert found["advice"].startswith("Do not start: EUR -")


def test_the_option_to_expand(program: Program) -> None:
    """Brealey & Myers: 117 with the option to buy a second plane, 52 where that never pays."""
    found = record(program, "piston_plane")
    assert found["expected_commercial_value"] == pytest.approx(117, abs=0.5)
    alone = record(program, "piston_plane", "--set", "stages.second_plane.cost=400")
    assert alone["expected_commercial_value"] == pytest.approx(52, abs=0.5)
    assert [stop["after"] for stop in alone["stops"]] == [[["demand", "high"]]]
