"""Damaged files are refused in plain words; unusual ones are read by all that read them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bizcase.report.workbook.export import exported
from tests.cli.conftest import LAMP, Program, program
from tests.workbook.tampered import rewritten

__all__ = ["program"]  # a fixture
SHEETS = "xl/worksheets/sheet*.xml"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("damaged") / "lamp.yaml"
    path.write_text(LAMP, encoding="utf-8")
    return exported(path).content


DAMAGED = {
    "no styles": ("xl/styles.xml", lambda _: None, "cannot calculate"),
    "half of the styles": ("xl/styles.xml", lambda part: part[: len(part) // 2], "cannot calc"),
    "a text that is not there": (
        "xl/worksheets/sheet2.xml",
        lambda part: re.sub(rb't="s"><v>\d+', b't="s"><v>99999', part, count=1),
        "there is no text number 99999",
    ),
    "half of the texts": ("xl/sharedStrings.xml", lambda part: part[: len(part) // 2], "damaged"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_files_are_told(name: str, good: bytes, program: Program, tmp_path: Path) -> None:
    path, change, said = DAMAGED[name]
    (tmp_path / "lamp.yaml").write_text(LAMP, encoding="utf-8")
    (tmp_path / "x.xlsx").write_bytes(rewritten(good, path, change))
    done = program("verify", "x.xlsx")
    assert done.status == 1
    assert said in done.out + done.err
    for shown in (done, program("import", "x.xlsx", "--into", "lamp.yaml", "--dry-run")):
        assert "bug" not in shown.out + shown.err


UNUSUAL = {
    "cells without their names": lambda part: re.sub(rb'<c r="B(\d+)"', b"<c", part),
    "rows without their numbers": lambda part: re.sub(rb'<row r="6"', b"<row", part),
    "blanks of openpyxl": lambda part: re.sub(rb'<c (r="\w+" s="\d+")/>', rb'<c \1 t="n" />', part),
    "blanks of lxml": lambda part: re.sub(rb'<c (r="\w+" s="\d+")/>', rb'<c \1 t="n"></c>', part),
}


@pytest.mark.parametrize("name", UNUSUAL)
def test_unusual_files_are_read(name: str, good: bytes, program: Program, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(rewritten(good, SHEETS, UNUSUAL[name]))
    done = program("verify", "x.xlsx")
    assert (done.status, done.err) == (0, "")


def test_saving_with_openpyxl_changes_nothing(
    good: bytes, program: Program, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    (tmp_path / "x.xlsx").write_bytes(good)
    book = load_workbook(tmp_path / "x.xlsx")
    book.save(tmp_path / "x.xlsx")
    shown = program("verify", "x.xlsx").out
    assert re.fullmatch(
        r"Values shown that are not those of the formulas:\n  \d+ formulas show no value .*\n"
        r"All \d+ rows agree in 2 cases .*\n",
        shown,
    )


def test_infinity_is_no_value_that_a_formula_has(
    good: bytes, program: Program, tmp_path: Path
) -> None:
    def change(part: bytes) -> bytes:
        return re.sub(rb"(</f><v>)\d+\.\d+<", rb"\g<1>1e999<", part, count=1)

    (tmp_path / "x.xlsx").write_bytes(rewritten(good, "xl/worksheets/sheet7.xml", change))
    assert "shows 1e999, its formula gives " in program("verify", "x.xlsx").out
