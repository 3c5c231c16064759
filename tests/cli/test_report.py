"""`bizcase report`: where the page goes, what is said, and what cannot be."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Program


def test_a_page_in_this_folder(program: Program, lamp: Path) -> None:
    shown = program("report", lamp)
    assert shown.status == 0
    assert shown.out.splitlines()[1] == "Go ahead with Lamp."
    page = lamp.parent / "lamp.html"
    assert shown.out.splitlines()[0] == "Wrote lamp.html"
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert {path.name for path in lamp.parent.iterdir()} == {"lamp.yaml", "lamp.html"}


def test_json_has_the_recommendation(program: Program, lamp: Path) -> None:
    shown = program("report", lamp, f"{lamp}#downside", "-o", "both.html", "--json")
    record = json.loads(shown.out)
    assert (shown.status, record["format"], record["file"]) == (0, 1, "both.html")
    assert record["recommendation"]["sentence"].startswith("Choose Lamp:")
    assert record["recommendation"]["reasons"]
    assert {problem["severity"] for problem in record["problems"]} == {"warning"}
    assert len(record["fingerprint"].replace(" ", "")) == 16


def test_another_suffix(program: Program, lamp: Path) -> None:
    shown = program("report", lamp, "-o", "lamp.pdf")
    assert shown.status == 2
    assert "`lamp.pdf` does not end with .html" in " ".join(shown.err.split())


def test_a_place_that_is_none(program: Program, lamp: Path) -> None:
    shown = program("report", lamp, "-o", "no/lamp.html")
    assert shown.status == 1
    assert "error[page-not-written]: there is no folder `no`" in shown.err
    assert "help: make it, or choose another place with -o" in shown.err


def test_an_unknown_case_and_an_unknown_option(program: Program, lamp: Path) -> None:
    shown = program("report", lamp, "--case", "downsid")
    assert shown.status == 1
    assert "error[unknown-case]" in shown.err
    assert "did you mean `downside`?" in shown.err
    assert "error[file-not-found]" in program("report", lamp, "other.yaml").err
    both = program("report", lamp, "other.yaml", "--case", "downsid").err
    assert "error[file-not-found]" in both
    assert "error[unknown-case]" in both
    assert "error[same-option-twice]" in program("report", lamp, lamp).err
    assert not (lamp.parent / "lamp.html").exists()


def test_what_is_wrong_in_the_file(program: Program, lamp: Path) -> None:
    lamp.write_text(lamp.read_text(encoding="utf-8").replace("price: 100", "price: 100, prise: 3"))
    shown = program("report", lamp)
    assert shown.status == 1
    assert "lamp.yaml" in shown.err
    assert "^^^^^" in shown.err
    assert "Traceback" not in shown.err
    assert not (lamp.parent / "lamp.html").exists()


def test_a_case_behind_the_file(program: Program, lamp: Path) -> None:
    shown = program("report", f"{lamp}#downside", "--trials", "0")
    assert (shown.status, shown.out.splitlines()[0]) == (0, "Wrote lamp.html")
    behind = lamp.with_name("lamp.html").read_bytes()
    assert program("report", lamp, "--case", "downside", "--trials", "0").status == 0
    assert lamp.with_name("lamp.html").read_bytes() == behind
    both = program("report", f"{lamp}#downside", "--case", "upside")
    assert both.status == 2
    assert "names another case" in " ".join(both.err.split())


def test_an_option_that_the_others_are_set_against(program: Program, lamp: Path) -> None:
    nothing = ("--against", "do nothing", "--trials", "0")
    assert program("report", lamp, f"{lamp}#downside", *nothing).status == 0
    page = lamp.with_name("lamp.html").read_text(encoding="utf-8")
    assert "Lamp, downside less Do nothing" in page
    assert "Lamp less Do nothing" in page
    wrong = program("report", lamp, f"{lamp}#downside", "--against", "nobody", "--trials", "0")
    assert "error[unknown-option]" in wrong.err
    alone = program("report", lamp, *nothing)
    assert alone.status == 2
    assert "name another scenario to compare with" in " ".join(alone.err.split())
