"""`bizcase import`: shows the changes, asks, writes, says what comes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bizcase.report.workbook.layout.plan import plan_of
from bizcase.report.workbook.layout.subject import subject_of
from bizcase.report.workbook.returned.spots import Spot, spots
from tests.cli.conftest import LAMP, Program
from tests.workbook.lamp import workbook_of

SHOWN = "  products.lamp.price  base  100 -> 110  lamp.yaml:8\n"


@pytest.fixture
def workbook(lamp: Path) -> Path:
    """The workbook of the lamp, in which the price is 110 now."""
    target = workbook_of(lamp)
    where = spots(plan_of(subject_of(lamp)))
    sheet, row, column = where[Spot("products.lamp.price", "value", "base")]
    book = load_workbook(target)
    book[sheet].cell(row, column).value = 110
    book.save(target)
    return target


def test_nothing_is_written_without_a_word(program: Program, lamp: Path, workbook: Path) -> None:
    for option in ((), ("--dry-run",), ("--yes", "--dry-run"), ("--json",)):
        done = program("import", workbook, *option)
        assert done.status == 0
        assert lamp.read_text(encoding="utf-8") == LAMP
        if option != ("--json",):
            assert done.out == SHOWN
        assert done.err == ("" if option else "Nothing is written yet: add --yes to write it.\n")


def test_yes_writes_and_says_what_comes_of_it(program: Program, lamp: Path, workbook: Path) -> None:
    done = program("import", workbook, "--yes")
    assert done.status == 0
    assert done.out == SHOWN + ("Wrote 1 change to lamp.yaml.\nNPV EUR 26.8k -> EUR 58.5k (base)\n")
    assert lamp.read_text(encoding="utf-8") == LAMP.replace("price: 100", "price: 110")
    assert "No changes" in program("import", workbook).out


@pytest.mark.parametrize("answer", [True, False])
def test_a_person_is_asked(
    answer: bool, program: Program, lamp: Path, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("bizcase.cli.import_._on_a_terminal", lambda: True)
    monkeypatch.setattr("typer.confirm", lambda text, **_: asked.append(text) or answer)
    done = program("import", workbook)
    assert asked == ["Write 1 change to lamp.yaml?"]
    assert (lamp.read_text(encoding="utf-8") != LAMP) is answer
    assert ("Wrote" in done.out) is answer


def test_json(program: Program, lamp: Path, workbook: Path) -> None:
    found = json.loads(program("import", workbook, "--json", "--yes").out)
    assert found["written"] is True
    assert found["changes"] == [
        {
            "path": "products.lamp.price", "part": "base", "case": "base", "old": 100.0,
            "new": 110.0, "old_text": "100", "new_text": "110", "file": str(lamp), "line": 8,
            "cell": found["changes"][0]["cell"],
        }
    ]  # fmt: skip
    assert [case["case"] for case in found["npv"]] == ["base", "downside"]
    assert lamp.read_text(encoding="utf-8") != LAMP


def test_scenario_is_looked_for_and_may_be_named(
    program: Program, lamp: Path, workbook: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "sent"
    elsewhere.mkdir()
    away = workbook.rename(elsewhere / "lamp.xlsx")
    assert program("import", away).out == SHOWN  # in the folder in which the program runs
    other = lamp.rename(tmp_path / "other.yaml")
    lost = program("import", away)
    assert lost.status == 1
    assert "there is no file `lamp.yaml`" in lost.err
    assert "--into" in lost.err
    assert program("import", away, "--into", other).out == SHOWN.replace("lamp.y", "other.y")


def test_what_is_no_workbook(program: Program, lamp: Path) -> None:
    done = program("import", lamp)
    assert done.status == 1
    assert "error[not-a-workbook]" in done.err


def test_eighty_columns_are_enough(program: Program, lamp: Path, workbook: Path) -> None:
    """Where a change has no room in a line, what it was and is goes below it, whole words each."""
    where = spots(plan_of(subject_of(lamp)))
    book = load_workbook(workbook)
    for part, text in (("source", "the panel of 2026 in three countries"), ("owner", "Ann")):
        sheet, row, column = where[Spot("products.lamp.units.amount", part)]
        book[sheet].cell(row, column).value = text
    sheet, row, column = where[Spot("products.lamp.unit_cost", "value", "downside")]
    book[sheet].cell(row, column).value = 61.5
    book.save(workbook)
    lines = program("import", workbook, "--dry-run").out.splitlines()
    assert all(len(line) <= 80 for line in lines)
    assert "  products.lamp.units.amount, source  lamp.yaml:8" in lines
    assert '    - -> "the panel of 2026 in th..."' in lines
    assert "  products.lamp.unit_cost  downside  lamp.yaml:8" in lines


def test_a_newcomer_reads_whole_words(program: Program) -> None:
    assert "service" in program("new", "--help").out
