"""`bizcase goal-seek`: the printed page, the command that it offers, JSON, and wrong use."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.cli.test_sensitivity_command import KETTLE, PRICE, agrees


@pytest.fixture
def kettle(tmp_path: Path) -> Path:
    path = tmp_path / "kettle.yaml"
    path.write_text(KETTLE, encoding="utf-8")
    return path


def test_the_page_is_as_kept(program: Program, kettle: Path) -> None:
    shown = program("goal-seek", kettle.name, "--vary", "kettle.price")
    agrees(shown.out, "kettle_goal.txt")
    assert (shown.status, shown.err) == (0, "")


@pytest.mark.parametrize(
    ("vary", "target", "more"),
    [
        ("kettle.price", "npv=0", ()),
        ("kettle.price", "irr=15%", ("--case", "downside")),
        ("fair.when", "npv=21.6k", ()),
        ("kettle.units", "npv=0", ("--set", "kettle.unit_cost=61")),
        ("mould.amount", "payback=3 years", ()),
    ],
)
def test_the_command_that_is_printed_reaches_the_target(
    program: Program, kettle: Path, vary: str, target: str, more: tuple[str, ...]
) -> None:
    found = json.loads(
        program("goal-seek", kettle, "--vary", vary, "--target", target, *more, "--json").out
    )
    measure = found["target"]["measure"]
    if not found["solutions"]:
        assert found["why_null"]["solutions"] == "it is passed in a jump"
        assert found["jumps"]
        return
    for one in found["solutions"]:
        words = shlex.split(one["command"])
        assert words[0] == "bizcase"
        again = json.loads(program(*words[1:], "--json").out)["measures"][measure]
        assert again == pytest.approx(found["target"]["value"], abs=1e-4)
        assert again == pytest.approx(one["reached"], abs=1e-9)
        assert one["set"] in one["command"].replace("'", "")


def test_json_says_why_there_is_none_and_what_is_nearest(program: Program, kettle: Path) -> None:
    text = program(
        "goal-seek", kettle, "--vary", "mould.amount", "--target", "npv=1M", "--json"
    ).out
    found = json.loads(text)
    assert found["solutions"] == []
    assert found["why_null"] == {"solutions": "it is out of reach"}
    assert found["nearest"]["at"] == "low"
    assert found["nearest"]["value"] == 0
    page = program("goal-seek", kettle, "--vary", "mould.amount", "--target", "npv=1M").out
    said = " ".join(page.split())
    assert "No value between EUR 0 and EUR 1M reaches it: it is out of reach" in said
    assert "at EUR 0, the lower end of the search" in said


def test_a_row_in_a_year_is_a_target(program: Program, kettle: Path) -> None:
    found = json.loads(
        program("goal-seek", kettle, "--vary", PRICE, "--target", "ebit@2027=0", "--json").out
    )
    assert found["target"] == {
        "measure": None, "row": "ebit", "periods": ["2027"], "value": 0,
        "text": "ebit in 2027 = EUR 0",
    }  # fmt: skip
    assert found["solutions"][0]["value"] == pytest.approx(60 + 25_000 / 800)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        ((), 2, "Missing option"),
        (("--vary", "prise"), 1, "did you mean `kettle.price`?"),
        (("--vary", "kettle.price", "--target", "nvp=0"), 1, "did you mean `npv`?"),
        (("--vary", "kettle.price", "--target", "payback=3%"), 1, "--target 'payback=4 years'"),
        (("--vary", "kettle.price", "--between", "5"), 2, "is not LOW,HIGH"),
        (("--vary", "kettle.price", "--between", "5,x"), 1, "not a number"),
        (("--vary", "kettle.units", "--between", "5,x"), 1, "not a change of a series"),
    ],
)
def test_wrong_use_is_answered(
    program: Program, kettle: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    shown = program("goal-seek", kettle, *arguments)
    assert shown.status == status
    assert said in " ".join(shown.err.split())
    assert shown.out == ""
