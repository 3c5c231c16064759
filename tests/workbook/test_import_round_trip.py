"""Out to a spreadsheet program and back: workbooks that LibreOffice and openpyxl have saved."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bizcase.problems import ProblemsFoundError
from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.returned.edited import edited
from bizcase.report.workbook.returned.incoming.update import update_from
from bizcase.report.workbook.returned.spots import Spot, spots
from bizcase.scenario.rewriting.rewrite import save
from tests.workbook.lamp import workbook_of
from tests.workbook.libreoffice import LibreOffice
from tests.written import head

THERMOSTAT = Path(__file__).parents[2] / "scenarios" / "thermostat.yaml"
DEVICE = "products.thermostat"


def test_three_values_come_back_from_libreoffice(office: LibreOffice, tmp_path: Path) -> None:
    scenario = tmp_path / "thermostat.yaml"
    shutil.copy(THERMOSTAT, scenario)
    workbook = workbook_of(scenario)
    where = spots(edited(workbook).plan)

    def at(path: str, case: str = "base", index: int = 0) -> str:
        _, row, column = where[Spot(path, "value", case, index)]
        return f"{letters(column)}{row}"

    out = office.rework(
        workbook,
        tmp_path / "edited.xlsx",
        [
            ("set", "Inputs", at(f"{DEVICE}.price"), 159.0),
            ("set", "Inputs", at(f"{DEVICE}.subscription.attach", "downside"), 0.2),
            ("set", "Series", at("costs.team.people", index=1), 14.0),
            ("set", "Inputs", f"A{where[Spot(f'{DEVICE}.unit_cost', 'value', 'base')][1]}", "BOM"),
            ("insert rows", "Inputs", 12, 3),
            ("insert columns", "Inputs", "D", 1),
            ("insert rows", "Calc", 30, 2),
            ("rename sheet", "Inputs", "What we believe"),
        ],
    )
    found = update_from(out)
    assert [(f.change.path, f.change.case, f.change.value) for f in found.wishes] == [
        (f"{DEVICE}.price", "base", 159.0),
        (f"{DEVICE}.subscription.attach", "downside", 0.2),
        ("costs.team.people", "base", 14.0),
    ]
    assert found.remarks == ()
    old = THERMOSTAT.read_text(encoding="utf-8")
    for line, new in (
        ("price: {base: 165", "price: {base: 159"),
        ("attach: 22%", "attach: 20%"),
        ("2027-07: 12}", "2027-07: 14}"),
    ):
        assert old.count(line) == 1
        old = old.replace(line, new)
    save(found.texts)
    assert scenario.read_text(encoding="utf-8") == old
    again, now = edited(workbook_of(scenario)), edited(out)
    new, theirs = again.exported(), now.assumptions()
    assert {spot: new[spot] for spot in new if not _same(new[spot], theirs[spot])} == {}
    assert update_from(out).wishes == ()


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return one == pytest.approx(other, rel=1e-12)
    return one == other


def test_workbook_saved_by_openpyxl(tmp_path: Path) -> None:
    scenario = tmp_path / "thermostat.yaml"
    shutil.copy(THERMOSTAT, scenario)
    workbook = workbook_of(scenario)
    where = spots(edited(workbook).plan)
    book = load_workbook(workbook)
    for path, content in ((f"{DEVICE}.price", "=150+9"), (f"{DEVICE}.unit_cost", 90)):
        sheet, row, column = where[Spot(path, "value", "base")]
        book[sheet].cell(row, column).value = content
    sheet, row, column = where[Spot(f"{DEVICE}.adoption.launch", "value", "base")]
    book[sheet].cell(row, column).value = date(2027, 10, 1)
    book.save(workbook)
    found = update_from(workbook)
    assert {f.change.path: f.change.value for f in found.wishes} == {
        f"{DEVICE}.price": 159.0, f"{DEVICE}.unit_cost": 90.0, f"{DEVICE}.adoption.launch": 0.75,
    }  # fmt: skip
    assert [remark.split(" holds")[1] for remark in found.remarks] == [
        " the formula =150+9: its value is taken"
    ]


BELOW = (
    head("Base", timeline="{step: year, length: 2 years}", discounting="{rate: 10%/year}")
    + """\
products: {lamp: {units: 900/year, price: 20, unit_cost: 9}}   # what holds for all
"""
)
ABOVE = "bizcase: 1\nextends: base.yaml\nname: Option\nproducts: {lamp: {price: 24}}\n"


def test_value_is_written_into_the_file_in_which_it_stands(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(BELOW, encoding="utf-8")
    (tmp_path / "option.yaml").write_text(ABOVE, encoding="utf-8")
    workbook = changed(
        tmp_path / "option.yaml",
        {("products.lamp.price", 0): 25, ("products.lamp.unit_cost", 0): 8},
    )
    save(update_from(workbook).texts)
    assert (tmp_path / "base.yaml").read_text(encoding="utf-8") == BELOW.replace("t: 9", "t: 8")
    assert (tmp_path / "option.yaml").read_text(encoding="utf-8") == ABOVE.replace("24", "25")


def test_value_of_a_table_file_is_refused(tmp_path: Path) -> None:
    text = BELOW.replace("price: 20", "price: {csv: prices.csv, column: price}")
    (tmp_path / "base.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "prices.csv").write_text("year,price\n1,20\n2,21\n", encoding="utf-8")
    workbook = changed(tmp_path / "base.yaml", {("products.lamp.price", 1): 25})
    with pytest.raises(ProblemsFoundError) as found:
        update_from(workbook)
    assert [problem.code for problem in found.value.problems] == ["csv-problem"]


def changed(scenario: Path, cells: dict[tuple[str, int], float]) -> Path:
    """The workbook of a scenario with other values of the base case."""
    workbook = workbook_of(scenario)
    where, book = spots(edited(workbook).plan), load_workbook(workbook)
    for (path, index), value in cells.items():
        sheet, row, column = where[Spot(path, "value", "base", index)]
        book[sheet].cell(row, column).value = value
    book.save(workbook)
    return workbook
