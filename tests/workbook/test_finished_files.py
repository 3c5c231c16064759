"""Finished workbooks of all scenarios: sound as files, and right in LibreOffice as well."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest

from bizcase.formula.render.excel import ALLOWED
from bizcase.report.workbook.export import exported
from bizcase.report.workbook.file.package import with_values
from bizcase.report.workbook.layout.places import CALC, OPENING
from bizcase.report.workbook.layout.plan import CONVERSIONS, Plan, plan_of
from bizcase.report.workbook.layout.subject import subject_of
from bizcase.report.workbook.proof.tie_out import compared
from bizcase.report.workbook.returned.read import workbook_in
from bizcase.report.workbook.sheets.calc import adds_up
from tests.workbook.calculated import PUBLISHED, ROOT, SHIPPED
from tests.workbook.contents import read
from tests.workbook.formula_rules import House
from tests.workbook.in_office import InOffice
from tests.workbook.libreoffice import LibreOffice
from tests.workbook.lint import lint
from tests.workbook.relative import row_inconsistencies

FILES = [*SHIPPED, *PUBLISHED, ROOT / "tests" / "yardstick" / "yardstick.yaml"]
FUNCTIONS = ALLOWED | {
    "COUNT", "COUNTIF", "DAYS360", "EDATE", "FIXED", "IRR", "ISNUMBER", "ISTEXT", "MATCH",
    "NPV", "RANK", "XIRR",
}  # fmt: skip
TYPED = CONVERSIONS | {0.0, 1.0}


@cache
def plan(file: Path) -> Plan:
    return plan_of(subject_of(file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One for all processes that test: each has a folder of its own, beside those of the others."""
    own = tmp_path_factory.getbasetemp()
    shared = (own if worker_id == "master" else own.parent) / "finished"
    shared.mkdir(exist_ok=True)
    return shared


def workbook(file: Path, folder: Path) -> Path:
    """The exported workbook of a scenario, written by the first process that needs it."""
    path = folder / f"{file.stem}.xlsx"
    if not path.exists():
        with NamedTemporaryFile(dir=folder, delete=False) as new:
            new.write(exported(file).content)
        Path(new.name).replace(path)
    return path


def house(file: Path) -> House:
    """Lines that add up many rows of the scenario may be long."""
    long = {
        f"{CALC}!{row}"
        for name, row in plan(file).rows.items()
        if any(name.rsplit(".", 1)[-1] in each.line for each in plan(file).model.rows.values())
    }
    return House(frozenset(FUNCTIONS), lambda _place, number: number in TYPED, frozenset(long))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_to_stumble_over(file: Path, folder: Path) -> None:
    assert lint(workbook(file, folder), house(file)) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_row_has_one_formula(file: Path, folder: Path) -> None:
    places = plan(file)
    calc = next(s for s in read(workbook(file, folder)).sheets if s.title == CALC)
    rows = [*places.rows.values(), *places.time.values(), *places.series_rows.values()]
    operating = range(OPENING + 1, places.last_operating + 1)
    assert row_inconsistencies(calc, rows, operating) == []
    assert row_inconsistencies(calc, rows, range(operating.stop, places.last + 1)) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_libreoffice_agrees_though_all_values_are_poisoned(
    file: Path, folder: Path, tmp_path: Path, office: LibreOffice
) -> None:
    raw = workbook(file, folder).read_bytes()
    formulas = [
        (title, *place)
        for title, page in workbook_in(raw).pages.items()
        for place, cell in page.cells.items()
        if cell.formula is not None
    ]
    poisoned = tmp_path / f"{file.stem}_poisoned.xlsx"
    poisoned.write_bytes(with_values(raw, dict.fromkeys(formulas, 123.0)))
    found = compared(plan(file), plan(file).subject.runs, InOffice(office, poisoned))
    assert found.differences == []
    assert found.sound == found.cases == len(plan(file).subject.cases)


def test_totals_stand_beside_flows_alone() -> None:
    rows = plan(SHIPPED[0]).model.rows
    assert adds_up(rows["revenue"])
    assert not adds_up(rows["discount_factor"])
    assert not any(re.search(r"price|factor|time$", name) for name in rows if adds_up(rows[name]))
