"""The LibreOffice of the tests calculates, changes and draws workbooks, and believes nothing."""

from __future__ import annotations

import os
import re
import shutil
import signal
import zipfile
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.formula import DataTableFormula

from tests.workbook import libreoffice
from tests.workbook.libreoffice import Edit, ErrorValue, LibreOffice, OfficeError, find_tools

FLOWS = [-100, 30, 40, 50, 20]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with inputs on one sheet and formulas on another."""
    book = Workbook()
    inputs = book.worksheets[0]
    inputs.title = "In puts"
    inputs.append(["rate", 0.1])
    inputs.append(["flow", *FLOWS])
    calc = book.create_sheet("Calc")
    for column in "BCDEF":
        calc[f"{column}1"] = f"='In puts'!{column}2/(1+'In puts'!$B$1)^(COLUMN()-2)"
    calc["A2"] = "=SUM(B1:F1)"
    calc["A3"] = "=IRR('In puts'!B2:F2,0.1)"
    calc["A4"] = '=IF(A2>0,"passes","fails")'
    calc["A5"] = "=1/('In puts'!B1-0.1)"
    calc["A6"] = '="#DIV/0!"'
    calc["A7"] = "=A2>0"
    calc["A8"] = "=NOSUCH(1)"
    calc["Z8"] = "no formula"
    path = tmp_path_factory.mktemp("small") / "small.xlsx"
    book.save(path)
    return path


def npv(rate: float, flows: Sequence[float]) -> float:
    return sum(flow / (1 + rate) ** year for year, flow in enumerate(flows))


def with_values(path: Path, value: str, out: Path) -> Path:
    """A copy in which every formula shows the same value."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part.startswith("xl/worksheets/"):
                text = re.sub(rb"</f><v ?/>|</f><v></v>", f"</f><v>{value}</v>".encode(), text)
            new.writestr(part, text)
    return out


def test_formulas_and_nothing_else_are_calculated(office: LibreOffice, small: Path) -> None:
    results = office.calculate(small)
    assert results["In puts"] == {}
    calc = results["Calc"]
    assert set(calc) == {*(f"{c}1" for c in "BCDEF"), *(f"A{row}" for row in range(2, 9))}
    assert calc["A2"] == pytest.approx(npv(0.1, FLOWS), rel=1e-14)
    assert npv(float(str(calc["A3"])), FLOWS) == pytest.approx(0, abs=1e-9)
    assert calc["A4"] == "passes"
    assert calc["A7"] == 1  # TRUE


def test_error_is_no_text(office: LibreOffice, small: Path) -> None:
    calc = office.calculate(small)["Calc"]
    assert calc["A5"] == ErrorValue("#DIV/0!")
    assert calc["A8"] == ErrorValue("#NAME?")
    assert calc["A6"] == "#DIV/0!"


def test_values_in_the_file_are_not_believed(
    office: LibreOffice, small: Path, tmp_path: Path
) -> None:
    poisoned = with_values(small, "123", tmp_path / "poisoned.xlsx")
    shown = load_workbook(poisoned, data_only=True).worksheets[1]
    assert {shown["A2"].value, shown["B1"].value, shown["A7"].value} == {123}
    assert office.calculate(poisoned) == office.calculate(small)


def test_every_scenario_starts_from_the_file(office: LibreOffice, small: Path) -> None:
    sheet = "In puts"
    scenarios: list[list[Edit]] = [
        [(sheet, "B1", 0.2), (sheet, "B2", "=-50-SUM(1,2)"), (sheet, "C2", None)],
        [(sheet, "B2", "text")],
        [("Calc", "A2", "=MAX('In puts'!B2:F2)"), (sheet, "F2", True)],
        [],
    ]
    first, second, third, last = office.scenarios(small, scenarios, ["Calc"])
    assert first["Calc"]["A2"] == pytest.approx(npv(0.2, [-53, 0, *FLOWS[2:]]), rel=1e-14)
    assert second["Calc"]["A2"] == ErrorValue("#VALUE!")
    assert third["Calc"]["A2"] == 50
    assert third["Calc"]["F1"] == pytest.approx(1.1**-4)
    assert last == {"Calc": office.calculate(small)["Calc"]}


def test_what_if_table_is_calculated(office: LibreOffice, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["A3"] = 3, 4, "=A1*10+B1"
    for number in (1, 2, 3):
        sheet.cell(3, 1 + number, number)
        sheet.cell(3 + number, 1, number + 5)
    for row in (4, 5, 6):
        for column in (2, 3, 4):
            sheet.cell(row, column, -1)
    sheet["B4"] = DataTableFormula(ref="B4:D6", dt2D=True, dtr=True, r1="A1", r2="B1")
    book.save(tmp_path / "table.xlsx")
    results = office.calculate(tmp_path / "table.xlsx")[sheet.title]
    table = {f"{'BCD'[i]}{4 + j}": 10 * (i + 1) + j + 6 for i in range(3) for j in range(3)}
    assert results == {"A3": 34, **table}


def test_workbook_is_reworked(office: LibreOffice, small: Path, tmp_path: Path) -> None:
    actions = [
        ("insert rows", "In puts", 1, 3),
        ("insert columns", "In puts", "B", 2),
        ("rename sheet", "In puts", "What we believe"),
        ("set", "What we believe", "A4", "the rate"),
        ("set", "What we believe", "D4", 0.2),
        ("set", "Calc", "H1", "='What we believe'!D4*2"),
    ]
    out = office.rework(small, tmp_path / "out.xlsx", actions)
    sheet = load_workbook(out).worksheets[0]
    assert sheet.title == "What we believe"
    assert (sheet["A4"].value, sheet["D4"].value, sheet["D5"].value) == ("the rate", 0.2, -100)
    calc = office.calculate(out)["Calc"]
    assert calc["A2"] == pytest.approx(npv(0.2, FLOWS), rel=1e-14)
    assert calc["H1"] == 0.4


def test_edits_reach_protected_cells(office: LibreOffice, small: Path, tmp_path: Path) -> None:
    book = load_workbook(small)
    book.worksheets[0].protection.enable()
    book.save(tmp_path / "protected.xlsx")
    results = office.calculate(tmp_path / "protected.xlsx", [("In puts", "B1", 0)])
    assert results["Calc"]["A2"] == sum(FLOWS)


def test_pages_with_charts_are_drawn(office: LibreOffice, small: Path, tmp_path: Path) -> None:
    book = load_workbook(small)
    chart = BarChart()
    chart.add_data(Reference(book.worksheets[0], min_col=2, max_col=6, min_row=2), from_rows=True)
    book.worksheets[1].add_chart(chart, "B10")
    book.save(tmp_path / "drawn.xlsx")
    pages = office.render(tmp_path / "drawn.xlsx", tmp_path)
    assert (tmp_path / "drawn.pdf").read_bytes().startswith(b"%PDF-")
    assert len(pages) >= 2
    assert all(page.read_bytes().startswith(b"\x89PNG") for page in pages)


def test_what_fails_is_told_and_the_next_request_works(office: LibreOffice, small: Path) -> None:
    with pytest.raises(OfficeError, match="No such sheet"):
        office.calculate(small, [("No such sheet", "A1", 1)])
    with pytest.raises(OfficeError, match="nowhere"):
        office.calculate(small.with_name("nowhere.xlsx"))
    assert office.calculate(small)["Calc"]["A4"] == "passes"


def test_lock_that_a_killed_program_left_is_no_hindrance(
    office: LibreOffice, small: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copy(small, tmp_path))
    lock = copy.with_name(f".~lock.{copy.name}#")
    lock.write_text(",,somewhere,23.11.2026 20:56,file:///tmp/elsewhere;")
    assert office.calculate(copy) == office.calculate(small)


def processes(folder: str) -> list[int]:
    """Those whose command line names a folder."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if folder.encode() in line.read_bytes():
                found.append(int(line.parent.name))
    return found


def test_libreoffice_that_dies_or_hangs_is_started_anew(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(LibreOffice()) as office:
        office.calculate(small)
        worker, *libreoffices = sorted(processes(office.folder))
        for process in libreoffices:
            os.kill(process, signal.SIGKILL)
        with pytest.raises(OfficeError, match="ended or said nothing"):
            office.calculate(small)
        monkeypatch.setattr(libreoffice, "PATIENCE", 0.01)
        with pytest.raises(OfficeError, match="ended or said nothing"):
            office.calculate(small)
        monkeypatch.setattr(libreoffice, "PATIENCE", 120)
        assert office.calculate(small)["Calc"]["A4"] == "passes"
        assert worker not in processes(office.folder)
    assert processes(office.folder) == []
    assert not Path(office.folder).exists()


def test_missing_programs_are_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(OfficeError, match=r"soffice and pdftoppm not found: run tests/tools\.sh"):
        find_tools()
