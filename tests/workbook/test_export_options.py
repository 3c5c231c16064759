"""`bizcase export` of several scenarios, and with a simulation: what is written and refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bizcase.report.workbook.returned.read import read_workbook
from tests.cli.conftest import Program, lamp, program

__all__ = ["lamp", "program"]  # fixtures


def test_options_become_one_workbook(program: Program, lamp: Path) -> None:
    done = program("export", lamp, f"{lamp}#downside", "--against", "do nothing", "--json")
    assert done.status == 0
    record = json.loads(done.out)
    assert record["file"] == "comparison.xlsx"
    assert record["compared"]["cases"] == 4
    pages = read_workbook("comparison.xlsx").pages
    assert [*pages][:3] == ["Comparison", "A_less_nothing", "B_less_nothing"]
    assert pages["B_Inputs"].cells[4, 3].value == "downside"


WRONG: dict[str, tuple[tuple[str, ...], int, str]] = {
    "case": (("lamp.yaml#downside", "--case", "base", "--case", "downside"), 2, "--case"),
    "tornado": (("lamp.yaml#downside", "--tornado", "static"), 2, "--tornado"),
    "trials": (("lamp.yaml#downside", "--trials", "10"), 2, "--trials"),
    "against": (("lamp.yaml#downside", "--against", "lump"), 1, "unknown-option"),
    "twice": (("lamp.yaml",), 1, "same-option-twice"),
    "currency": (("usd.yaml",), 1, "currencies-differ"),
    "missing": (("nowhere.yaml",), 1, "there is no file `nowhere.yaml`"),
    "suffix": (("lamp.yaml#downside", "-o", "x.txt"), 2, "does not end with .xlsx"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_compared_is_refused(wrong: str, program: Program, lamp: Path) -> None:
    others, status, said = WRONG[wrong]
    text = lamp.read_text(encoding="utf-8").replace("EUR", "USD")
    lamp.with_name("usd.yaml").write_text(text, encoding="utf-8")
    done = program("export", "lamp.yaml", *others)
    assert done.status == status
    assert said in done.err
    assert not list(lamp.parent.glob("*.xlsx"))


def test_against_is_for_several(program: Program, lamp: Path) -> None:
    done = program("export", lamp, "--against", "Lamp")
    assert done.status == 2
    assert "name another scenario to compare with" in done.err


def test_trials_where_nothing_is_uncertain(program: Program, lamp: Path) -> None:
    done = program("export", lamp, "--trials", "10")
    assert done.status == 1
    assert "no value has a range" in done.err
    assert not list(lamp.parent.glob("*.xlsx"))
