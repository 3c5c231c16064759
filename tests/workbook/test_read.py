"""Files that are no workbook, or one that means harm: each is refused in plain words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from bizcase.problems import ProblemsFoundError
from bizcase.report.workbook.export import exported
from bizcase.report.workbook.returned.edited import scenario_files
from bizcase.report.workbook.returned.read import ReadWorkbook, workbook_in
from tests.cli.conftest import LAMP, Program, program
from tests.workbook.tampered import Mutation, tampered

__all__ = ["program"]  # a fixture


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> ReadWorkbook:
    path = tmp_path_factory.mktemp("read") / "lamp.yaml"
    path.write_text(LAMP, encoding="utf-8")
    return workbook_in(exported(path).content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"bizcase: 1", "is no .xlsx file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "is protected by a password"),
        (b"PK\x03\x04 cut off", "is no .xlsx file"),
    ],
)
def test_files_that_are_no_workbook(
    program: Program, tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    done = program("verify", "x.xlsx")
    assert done.status == 1
    assert "not-a-workbook" in done.err
    assert said in done.err


def test_a_workbook_of_somebody_else(program: Program, tmp_path: Path) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "theirs.xlsx")
    assert "does not hold the text of a scenario" in program("verify", "theirs.xlsx").err
    for path, said in (("none.xlsx", "no file `none.xlsx`"), (tmp_path, "cannot be read")):
        shown = program("verify", path).err
        assert said in shown
        assert "= help: give a workbook that `bizcase export` wrote" in shown


def test_a_zip_bomb_is_refused(program: Program, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(9):
            package.writestr(f"xl/worksheets/sheet{number}.xml", b"0" * 50_000_000)
    done = program("verify", "bomb.xlsx")
    assert done.status == 1
    assert "holds far more than any workbook" in done.err


def test_a_file_name_in_a_workbook_cannot_lead_elsewhere(good: ReadWorkbook) -> None:
    cells = good.pages["Scenario"].cells
    row = next(r for (r, c), cell in cells.items() if cell.value == "File")
    for name in ("../evil.yaml", "/tmp/evil.yaml", "a\\..\\evil.yaml", "C:evil.yaml"):
        with pytest.raises(ProblemsFoundError, match="is no name of a file beside the scenario"):
            scenario_files(
                workbook_in(tampered(good.raw, Mutation("Scenario", row, 2, "", None, name))), "x"
            )


def test_a_scenario_that_was_spoilt_is_shown_where_it_stands(
    program: Program, tmp_path: Path, good: ReadWorkbook
) -> None:
    cells = good.pages["Scenario"].cells
    row = next(r for (r, c), cell in cells.items() if "currency: EUR" in str(cell.value))
    spoilt = tampered(good.raw, Mutation("Scenario", row, 2, "", None, "currency: gold"))
    (tmp_path / "x.xlsx").write_bytes(spoilt)
    done = program("verify", "x.xlsx")
    assert done.status == 1
    assert "`gold` is not a currency" in done.err
    assert "--> x.xlsx, sheet Scenario, lamp.yaml:3:11" in done.err


def test_external_entities_are_refused(good: ReadWorkbook) -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><sst>&a;</sst>'
    stream = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(good.raw))
    with whole as source, zipfile.ZipFile(stream, "w") as package:
        for name in source.namelist():
            strings = name.endswith("sharedStrings.xml")
            package.writestr(name, evil if strings else source.read(name))
    with pytest.raises(ValueError, match="document type"):
        workbook_in(stream.getvalue())
