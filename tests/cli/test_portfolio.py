"""`bizcase portfolio`: what it prints, its JSON, its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program

ROOT = Path(__file__).parents[2]
KITCHEN = str(ROOT / "scenarios" / "portfolio")
FIGURES = """\
budgets: {opening: 10, year 1: 10}
projects:
  A: {npv: 21, use: [10, -30]}
  B: {npv: 16, use: [5, -5]}
  C: {npv: 12, use: [5, -5]}
  D: {npv: 13, use: [0, 40]}
"""


@pytest.fixture
def figures(tmp_path: Path) -> str:
    folder = tmp_path / "figures"
    folder.mkdir()
    (folder / "portfolio.yaml").write_text(FIGURES, encoding="utf-8")
    return str(folder)


def test_the_answer_comes_in_sentences(program: Program, figures: str) -> None:
    outcome = program("portfolio", figures)
    assert outcome.status == 0
    assert outcome.out.splitlines()[-4:] == [
        "Choose A and D: NPV 34.",
        "The ranking by index takes B and C: NPV 28, 6 less.",
        "With 5 more in the opening: A, B and D; NPV 16 higher.",
        "With 20 more in year 1: B, C and D; NPV 7 higher.",
    ]
    divisible = program("portfolio", figures, "--divisible")
    assert "Choose 50% of A, B and 75% of D: NPV 36.25." in divisible.out


def test_every_line_fits(program: Program, figures: str) -> None:
    for folder in (KITCHEN, figures):
        outcome = program("portfolio", folder, "--budget", "opening=5M", "--budget", "any time=7M")
        assert outcome.status == 0
        assert max(map(len, outcome.out.splitlines())) <= 80


def test_json(program: Program, figures: str) -> None:
    record = json.loads(program("portfolio", figures, "--json").out)
    assert record["format"] == 1
    assert (record["npv"], record["chosen"]) == (34, ["A", "D"])
    assert (record["npv_by_index"], record["chosen_by_index"]) == (28, ["B", "C"])
    assert record["options"][3]["needs"] == {"opening": 0, "year 1": 40}
    opening = record["budgets"][0]
    assert opening["last_unit"] == opening["next_unit"] == 3.075
    assert opening["next_step"] == {"more": 5, "npv_gain": 16, "chosen": ["A", "B", "D"]}
    divisible = json.loads(program("portfolio", figures, "--divisible", "--json").out)
    assert divisible["npv"] == pytest.approx(36.25)
    assert divisible["budgets"][0]["next_step"] is None
    assert "in part" in divisible["budgets"][0]["why_null"]["next_step"]


def test_what_does_not_exist_is_null_and_says_why(program: Program, tmp_path: Path) -> None:
    (tmp_path / "portfolio.yaml").write_text(
        "budgets: {opening: 4}\nmust: [B]\n"
        "projects: {A: {npv: 3, use: -2}, B: {npv: 3, use: 6}, C: {npv: 1, use: {year 1: 2}}}\n",
        encoding="utf-8",
    )
    record = json.loads(program("portfolio", str(tmp_path), "--json").out)
    assert record["chosen"] == ["A", "B", "C"]
    last, option = record["budgets"][0], record["options"][0]
    assert (last["last_unit"], option["index"]) == (None, None)
    assert last["why_null"]["last_unit"]
    assert option["why_null"]["index"]
    assert "no choice" not in program("portfolio", str(tmp_path)).out


def test_nothing_that_is_worth_it(program: Program, tmp_path: Path) -> None:
    (tmp_path / "portfolio.yaml").write_text(
        "projects: {A: {npv: -3, use: 2}, B: {npv: 3, use: 9}}\n", encoding="utf-8"
    )
    outcome = program("portfolio", str(tmp_path), "--budget", "5")
    assert "Choose none of them" in outcome.out
    assert "With 4 more at any time: B; NPV 3 higher." in outcome.out


def test_status_of_failures(program: Program, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    wrong = program("portfolio", "empty", "--json")
    assert wrong.status == 1
    codes = [problem["code"] for problem in json.loads(wrong.out)["problems"]]
    assert codes == ["missing-key", "file-not-found"]
    assert program("portfolio").status == 2
    assert program("portfolio", KITCHEN, "--budgets", "5M").status == 2


def test_long_names_and_fiscal_years(program: Program, tmp_path: Path) -> None:
    name = "A very long name of a product that nobody would print on its box"
    (tmp_path / "one.yaml").write_text(
        f"bizcase: 1\nname: {name}\ncurrency: EUR\n"
        "timeline: {start: 2027-01, step: quarter, length: 2 years, fiscal_year_ends: 6}\n"
        "discounting: {rate: 10%/year, timing: end}\n"
        "products: {lamp: {units: 1_200/year, price: 10}}\n"
        "capex: {tooling: {amount: 9_000, when: opening, depreciation: at once}}\n",
        encoding="utf-8",
    )
    outcome = program("portfolio", str(tmp_path), "--budget", "2027=5M")
    assert "FY2027" in outcome.out
    assert f"{name[:35]}…" in outcome.out
    assert max(map(len, outcome.out.splitlines())) <= 80
