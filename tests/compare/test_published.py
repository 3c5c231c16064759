"""Published comparisons: the command gives the figures that their sources print."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES: list[dict[str, Any]] = json.loads((HERE / "published.json").read_text(encoding="utf-8"))


def compared(*options: str) -> dict[str, Any]:
    """What `bizcase compare ... --json` prints."""
    done = subprocess.run(
        [sys.executable, "-m", "bizcase", "compare", *options, "--json"],
        cwd=HERE / "cases", env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_comparison_gives_the_printed_figures(case: dict[str, Any]) -> None:
    found = compared(*(f"{option}.yaml" for option in case["options"]))
    measures = {one["option"]: one["measures"] for one in found["options"]}
    for option, wanted in case["measures"].items():
        for name, (value, within) in wanted.items():
            assert measures[option][name] == pytest.approx(value, abs=within), name
    assert found["ranking"] == case["ranking"]
    assert found["recommendation"]["option"] == case["ranking"][0]
    (increment,) = found["increments"]
    assert len(increment["crossover_rates"]) == len(case["crossover_rates"])
    for rate, (value, within) in zip(
        increment["crossover_rates"], case["crossover_rates"], strict=True
    ):
        assert rate == pytest.approx(value, abs=within)


def test_unequal_lives_are_ranked_by_annuity_with_a_warning() -> None:
    found = compared("cadillac.yaml", "cheapskate.yaml")
    assert found["ranked_by"] == "equivalent_annual_annuity"
    assert found["reversals"] == [
        {
            "measure": "equivalent_annual_annuity",
            "better_by_measure": "Cadillac cleaner",
            "better_by_npv": "Cheapskate cleaner",
        }
    ]
    said = " ".join(found["recommendation"]["reasons"])
    assert "NPV alone would mislead: Cheapskate cleaner has the higher NPV" in said
    # The annual costs, and with them the order, turn at 10.6 %: worked out by hand.
    (pair,) = found["crossovers"]
    assert pair["annuity_crossover_rates"] == [pytest.approx(0.10600, abs=1e-5)]


def test_a_case_ranks_by_rate_and_by_worth_as_the_book_says() -> None:
    found = compared("brigham_s.yaml", "brigham_l.yaml")
    (increment,) = found["increments"]
    assert [(i["option"], i["from"], i["to"]) for i in increment["higher_npv"]] == [
        ("Project L", -1.0, pytest.approx(0.0717, abs=5e-5)),
        ("Project S", pytest.approx(0.0717, abs=5e-5), None),
    ]
    assert increment["free_cash_flow"] == pytest.approx([0, -400, -100, 100, 500])
    assert increment["npv"] == pytest.approx(49.18 - 78.82, abs=0.01)
