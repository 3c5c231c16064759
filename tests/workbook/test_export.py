"""`bizcase export`: the file, its certificate, and every way in which it cannot be written."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
import pytest

from bizcase.report.workbook.proof.certificate import COMPARED
from bizcase.report.workbook.returned.read import read_workbook
from bizcase.report.workbook.sheets.scenario_text import files_in
from tests.cli.conftest import Program, lamp, program
from tests.workbook.libreoffice import LibreOffice

__all__ = ["lamp", "program"]  # fixtures


def test_export_writes_a_workbook_and_says_what_was_compared(program: Program, lamp: Path) -> None:
    done = program("export", lamp)
    assert done.status == 0
    first, *lines = done.out.splitlines()
    assert first == "Wrote lamp.xlsx"
    assert all(len(line) <= 80 for line in lines)
    for label in (*COMPARED.values(), "Fingerprint"):
        assert any(line.startswith(f"  {label}  ") for line in lines), label
    assert " columns x 2 cases: all agree" in done.out
    assert lamp.with_name("lamp.xlsx").stat().st_size > 20_000


def test_values_are_there_without_calculating(program: Program, lamp: Path) -> None:
    program("export", lamp)
    calc = pd.read_excel("lamp.xlsx", sheet_name="Calc", header=None, engine="openpyxl")
    row = calc[calc[1] == "free_cash_flow"].iloc[0]
    assert list(row[5:10]) == [-100_000, 40_000, 40_000, 40_000, 40_000]


def test_the_case_that_is_shown_first(program: Program, lamp: Path) -> None:
    program("export", lamp, "--case", "downside", "-o", "down.xlsx")
    calc = pd.read_excel("down.xlsx", sheet_name="Calc", header=None, engine="openpyxl")
    assert list(calc[calc[1] == "free_cash_flow"].iloc[0][6:8]) == [25_000, 25_000]
    assert program("verify", "down.xlsx").status == 0


def test_a_case_that_is_not_there(program: Program, lamp: Path) -> None:
    done = program("export", lamp, "--case", "downsde")
    assert done.status == 1
    assert "did you mean `downside`?" in done.err
    assert not Path("lamp.xlsx").exists()


def test_json(program: Program, lamp: Path) -> None:
    done = program("export", lamp, "--json", "-o", "x.xlsx")
    record = json.loads(done.out)
    assert record["format"] == 1
    assert record["file"] == "x.xlsx"
    assert record["compared"]["cases"] == 2
    assert record["compared"]["columns"] == 5
    assert record["compared"]["largest_difference"] < 1e-12
    assert len(record["fingerprint"]) == 19


def test_two_processes_write_the_same_bytes(lamp: Path) -> None:
    found = set()
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "bizcase", "export", str(lamp), "-o", f"{seed}.xlsx"]
        around = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, cwd=lamp.parent, env=around, check=True, capture_output=True)
        found.add(hashlib.sha256((lamp.parent / f"{seed}.xlsx").read_bytes()).hexdigest())
    assert len(found) == 1


def test_the_scenario_can_be_had_back_exactly(
    program: Program, tmp_path: Path, lamp: Path, office: LibreOffice
) -> None:
    odd = '# =1+1 "quoted" \'single\ttab _x0041_ <&> \u00e9 \u4e2d ]]>\n'
    lines = ["#N/A", "#   leading", "  # two blanks", "#TRUE", "# " + "long " * 8_000, "", "# 1e5"]
    text = lamp.read_text(encoding="utf-8") + odd + "\n".join(lines) + "  \n\n"
    (tmp_path / "base.yaml").write_bytes(text.encode().replace(b"\n", b"\r\n"))
    top = "bizcase: 1\nextends: base.yaml\nname: '=HYPERLINK(1)'\n# mixed\r\n# end"
    (tmp_path / "top.yaml").write_bytes(top.encode())
    assert program("export", "top.yaml").status == 0
    expected = {"top.yaml": top, "base.yaml": text.replace("\n", "\r\n")}
    saved = office.rework(tmp_path / "top.xlsx", tmp_path / "saved.xlsx", [])
    for file in (tmp_path / "top.xlsx", saved):
        cells = read_workbook(file).pages["Scenario"].cells
        assert files_in({place: cell.value for place, cell in cells.items()}) == expected
    assert program("verify", "saved.xlsx").out.startswith("Nothing was changed")


def test_as_of_is_the_scenarios_day_or_the_start(program: Program, lamp: Path) -> None:
    program("export", lamp)
    assert read_workbook("lamp.xlsx").text("tm_as_of") == "2027-01-01"
    lamp.write_text(lamp.read_text("utf-8") + "as_of: 2026-11-30\n", encoding="utf-8")
    program("export", lamp)
    assert read_workbook("lamp.xlsx").text("tm_as_of") == "2026-11-30"


def test_another_suffix_is_refused(program: Program, lamp: Path) -> None:
    done = program("export", lamp, "-o", "lamp.yaml")
    assert done.status == 2
    assert "does not end with .xlsx" in " ".join(done.err.replace("│", "").split())
    assert lamp.read_text(encoding="utf-8").startswith("bizcase: 1")


@pytest.mark.parametrize(
    ("lock", "name"), [("~$lamp.xlsx", "Excel"), (".~lock.lamp.xlsx#", "LibreOffice")]
)
def test_a_workbook_that_is_open_stays(
    program: Program, lamp: Path, tmp_path: Path, lock: str, name: str
) -> None:
    (tmp_path / lock).write_text("somebody", encoding="utf-8")
    (tmp_path / "lamp.xlsx").write_text("old", encoding="utf-8")
    done = program("export", lamp)
    assert done.status == 1
    assert f"`lamp.xlsx` is open in {name}" in done.err
    assert "close it there" in done.err
    assert (tmp_path / "lamp.xlsx").read_text(encoding="utf-8") == "old"


def test_folders_in_the_way(program: Program, lamp: Path, tmp_path: Path) -> None:
    (tmp_path / "there.xlsx").mkdir()
    assert "`there.xlsx` is a folder" in program("export", lamp, "-o", "there.xlsx").err
    assert "there is no folder `away`" in program("export", lamp, "-o", "away/x.xlsx").err


def _refusing(number: int) -> object:
    def refuse(*_given: object, **_named: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize(
    ("where", "number", "said", "remedy"),
    [
        ("replace", errno.EACCES, "cannot be replaced", "close it in Excel, or choose another"),
        ("mkstemp", errno.EACCES, "nothing may be written in", "choose another place with -o"),
        ("mkstemp", errno.EROFS, "nothing may be written in", "choose another place with -o"),
        ("fsync", errno.ENOSPC, "the disk is full", "make room, or choose another place"),
        ("fsync", errno.EIO, "cannot be written: Input/output", "choose another place with -o"),
    ],
)
def test_a_failure_leaves_what_was_there(
    program: Program,
    lamp: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    number: int,
    said: str,
    remedy: str,
) -> None:
    (tmp_path / "lamp.xlsx").write_text("old", encoding="utf-8")
    owner = {"replace": Path, "mkstemp": tempfile, "fsync": os}[where]
    monkeypatch.setattr(owner, where, _refusing(number))
    done = program("export", lamp, "--force")
    assert done.status == 1
    assert said in done.err
    assert remedy in done.err
    assert (tmp_path / "lamp.xlsx").read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["lamp.xlsx", "lamp.yaml"]


def test_problems_of_the_scenario_are_shown(program: Program, lamp: Path) -> None:
    lamp.write_text(lamp.read_text("utf-8").replace("price:", "prise:"), encoding="utf-8")
    done = program("export", lamp)
    assert done.status == 1
    assert "did you mean `price`?" in done.err
    assert not Path("lamp.xlsx").exists()
