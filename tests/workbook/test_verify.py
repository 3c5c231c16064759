"""`bizcase verify`: what people do to a workbook is told, each deed once, by whatever program."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.export import exported
from bizcase.report.workbook.returned.edited import Edited, edited
from bizcase.report.workbook.returned.spots import Spot, spots
from bizcase.report.workbook.returned.verify import Verification, verified
from tests.cli.conftest import Program, program
from tests.workbook.libreoffice import Action, LibreOffice
from tests.workbook.tampered import Mutation, tampered
from tests.workbook.test_mutations import SCENARIO

__all__ = ["program"]  # a fixture

PRICE = Spot("products.lamp.price", "value", "base")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("verify")
    (place / "lamp.yaml").write_text(SCENARIO, encoding="utf-8")
    (place / "lamp.xlsx").write_bytes(exported(place / "lamp.yaml").content)
    return place


@pytest.fixture(scope="module")
def good(folder: Path) -> Edited:
    return edited(folder / "lamp.xlsx")


def at(good: Edited, spot: Spot) -> tuple[str, str]:
    """The sheet and the cell of an assumption."""
    sheet, row, column = spots(good.plan)[spot]
    return sheet, f"{letters(column)}{row}"


def worked(office: LibreOffice, folder: Path, *actions: Action) -> Verification:
    """What verify finds after somebody has worked on the file in LibreOffice."""
    return verified(office.rework(folder / "lamp.xlsx", folder / "worked.xlsx", actions))


def messages(found: Verification) -> list[str]:
    return [f"{one.kind}: {one.message}" for one in found.findings]


def changed(good: Edited, folder: Path, *mutations: Mutation) -> Verification:
    path = folder / "changed.xlsx"
    path.write_bytes(tampered(good.found.raw, *mutations))
    return verified(path)


def test_saving_in_libreoffice_changes_nothing(office: LibreOffice, folder: Path) -> None:
    found = worked(office, folder)
    assert messages(found) == []
    assert found.sound


def test_an_assumption_is_told_with_old_and_new(
    office: LibreOffice, folder: Path, good: Edited
) -> None:
    found = worked(office, folder, ("set", *at(good, PRICE), 110.0))
    assert messages(found) == ["assumption: products.lamp.price, case base: 100 -> 110"]
    assert found.findings[0].place == "!".join(at(good, PRICE))
    assert found.agreement is None


def test_a_change_in_the_last_digits_shows_them(good: Edited, folder: Path) -> None:
    sheet, row, column = spots(good.plan)[PRICE]
    found = changed(good, folder, Mutation(sheet, row, column, "", None, 100.0000000001))
    said = "assumption: products.lamp.price, case base: 100 -> 100.0000000001"
    assert messages(found) == [said]


def test_rows_columns_and_a_new_name_are_one_finding_each(
    office: LibreOffice, folder: Path, good: Edited
) -> None:
    sheet, cell = at(good, PRICE)
    found = worked(
        office,
        folder,
        ("set", sheet, cell, 110.0),
        ("insert rows", "Calc", good.plan.rows["revenue"], 2),
        ("insert columns", "Adjustments", "B", 1),
        ("insert rows", "Inputs", int(cell[1:]), 1),
        ("insert columns", "Inputs", "D", 1),
        ("rename sheet", "Inputs", "Annahmen"),
        ("rename sheet", "Calc", "Rechnung"),
    )
    assert sorted(messages(found)) == [
        "assumption: products.lamp.price, case base: 100 -> 110",
        "column: Adjustments: column B inserted",
        "column: Annahmen: column D inserted",
        f"row: Annahmen: row {cell[1:]} inserted",
        f"row: Rechnung: rows {good.plan.rows['revenue']} to {good.plan.rows['revenue'] + 1} "
        "inserted",
        "sheet: the sheet Calc is now called Rechnung",
        "sheet: the sheet Inputs is now called Annahmen",
    ]
    assert found.agreement is None
    assert found.compared is not None
    assert found.compared.rows == len(good.plan.rows)


def test_a_column_between_the_periods_is_one_finding(office: LibreOffice, folder: Path) -> None:
    found = worked(office, folder, ("insert columns", "Calc", "H", 1))
    told = [one for one in messages(found) if not one.startswith("shown")]
    assert told == ["column: Calc: column H inserted"]
    assert found.compared is not None
    assert found.compared.differing == {}


def test_all_assumptions_are_found_again_after_rows_and_columns_moved(
    office: LibreOffice, folder: Path, good: Edited
) -> None:
    path = office.rework(
        folder / "lamp.xlsx",
        folder / "moved.xlsx",
        [
            ("insert rows", "Series", 7, 1),
            ("insert columns", "Series", "F", 2),
            ("insert columns", "Adjustments", "B", 1),
            ("insert rows", "Inputs", 10, 3),
            ("rename sheet", "Series", "Reihen"),
            ("rename sheet", "Scenario", "Text"),
        ],
    )
    found = edited(path)
    assert found.assumptions() == good.assumptions()
    assert found.changes == []


def test_a_number_typed_over_a_formula(office: LibreOffice, folder: Path, good: Edited) -> None:
    row = good.plan.rows["revenue"]
    found = worked(office, folder, ("set", "Calc", f"H{row}", 1.0), ("set", "Calc", f"I{row}", 2.0))
    assert len(found.findings) == 1
    one = found.findings[0]
    assert (one.kind, one.place) == ("formula", f"Calc!H{row}:I{row}")
    assert "-> 1 typed over it (and 1 more in this row)" in one.message
    assert found.agreement is not None
    assert "rows differ from the engine run on the edited values" in found.agreement.message
    assert "; first: Calc row `revenue`, 2028, case base: 1 in the sheet" in found.agreement.message


def test_ranges_sources_adjustments_and_texts(
    office: LibreOffice, folder: Path, good: Edited
) -> None:
    plan = good.plan
    amount = Spot("adjustments.revenue", "value", "", 3)
    found = worked(
        office,
        folder,
        ("set", *at(good, Spot(PRICE.path, "high")), 130.0),
        ("set", *at(good, Spot(PRICE.path, "source")), "Panel 2"),
        ("set", *at(good, amount), 500.0),
        ("set", "Calc", f"A{plan.rows['revenue']}", "Umsatz"),
    )
    assert sorted(messages(found)) == [
        "adjustment: adjustments.revenue, 2029: 0 -> 500",
        "assumption: products.lamp.price high: 120 -> 130",
        "assumption: products.lamp.price source: `Panel` -> `Panel 2`",
        f"text: A{plan.rows['revenue']}: `Revenue` -> `Umsatz`",
    ]
    assert found.agreement is None


def test_deleted_row_new_sheet_and_note(folder: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(folder / "lamp.xlsx")
    book.create_sheet("Mine")["A1"] = "note"
    del book["Cover" if "Cover" in book.sheetnames else "Series"]
    book["Calc"]["ZZ400"] = "see mail"
    book.save(folder / "openpyxl.xlsx")
    found = verified(folder / "openpyxl.xlsx")
    told = messages(found)
    assert "sheet: the sheet Mine is new" in told
    assert any(one.endswith("is gone") for one in told)
    assert "text: added: `see mail`" in told
    assert any("formulas show no value until the file is opened" in one for one in told)


def test_a_case_that_no_longer_follows_the_base(good: Edited, folder: Path) -> None:
    sheet, row, column = spots(good.plan)[Spot("capex.mould.amount", "value", "more")]
    found = changed(good, folder, Mutation(sheet, row, column, "", None, 100_000.0))
    assert [one.kind for one in found.findings] == ["formula"]
    assert "-> 100000 typed over it" in found.findings[0].message
    assert found.agreement is None


def test_an_emptied_cell_of_a_case_has_the_value_of_the_base_case(
    good: Edited, folder: Path
) -> None:
    emptied = [
        Mutation(*place, "")
        for spot, place in spots(good.plan).items()
        if spot.case not in ("", "base")
    ]
    found = changed(good, folder, *emptied)
    assert found.agreement is None
    assert any("-> as base" in one for one in messages(found))


WORDS = {
    "a date": (
        Spot("products.lamp.launch", "value", "base"), 46569.0,
        "assumption: products.lamp.launch, case base: 2027-04 -> 2027-07",
    ),
    "a reason": (
        Spot("adjustments.revenue", "note"), "bonus",
        "adjustment: adjustments.revenue reason: `rebate` -> `bonus`",
    ),
    "a value of a year": (
        Spot("products.lamp.unit_cost", "value", "base", 1), 59.0,
        "assumption: products.lamp.unit_cost, year 2, case base: 58 -> 59",
    ),
    "a value of a date": (
        Spot("products.lamp.units", "value", "more", 1), 2_600.0,
        "assumption: products.lamp.units, 2028-06, case more: 2500 -> 2600",
    ),
    "a date of a table": (
        Spot("products.lamp.units", "date", "more", 1), 46935.0,
        "assumption: products.lamp.units date, 2028-06, case more: 2028-06 -> 2028-07",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WORDS)
def test_words_for_assumptions(name: str, good: Edited, folder: Path) -> None:
    spot, value, said = WORDS[name]
    found = changed(good, folder, Mutation(*spots(good.plan)[spot], "", None, value))
    assert messages(found)[0] == said


def test_errors_have_one_cause(good: Edited, folder: Path) -> None:
    found = changed(good, folder, Mutation(*spots(good.plan)[PRICE], "", None, "ask Ann"))
    errors = [one for one in messages(found) if "shown: shows" in one or "error" in one]
    assert len(errors) == 1
    assert errors[0].endswith(": products.lamp.price is `ask Ann`, which is no number")


def test_text_where_a_number_belongs_is_no_assumption_to_run(good: Edited, folder: Path) -> None:
    sheet, row, column = spots(good.plan)[PRICE]
    found = changed(good, folder, Mutation(sheet, row, column, "", None, "ask Ann"))
    assert messages(found)[0].endswith("100 -> `ask Ann`")
    assert found.agreement is not None
    assert not found.sound


def test_stale_values_are_told(good: Edited, folder: Path) -> None:
    row = good.plan.rows["revenue"]
    formula = good.found.pages["Calc"].cells[row, 8].formula
    found = changed(good, folder, Mutation("Calc", row, 8, "", formula, 123.0))
    assert [one.kind for one in found.findings] == ["shown"]
    assert found.findings[0].message.startswith("shows 123, its formula gives ")
    assert found.agreement is None


def test_the_text_of_the_scenario_was_changed(good: Edited, folder: Path) -> None:
    cells = good.found.pages["Scenario"].cells
    row = next(r for (r, c), cell in cells.items() if "amount: 100k" in str(cell.value))
    text = str(cells[row, 2].value).replace("100k", "90k")
    found = changed(good, folder, Mutation("Scenario", row, 2, "", None, text))
    assert found.findings[0].kind == "scenario"
    assert any("capex.mould.amount" in one.message for one in found.findings)


def test_the_command_prints_findings_by_kind(program: Program, folder: Path, good: Edited) -> None:
    sheet, row, column = spots(good.plan)[PRICE]
    changed(good, folder, Mutation(sheet, row, column, "", None, 110.0))
    done = program("verify", folder / "changed.xlsx")
    assert done.status == 1
    assert done.out.startswith("Assumptions:\n  Inputs!")
    assert "products.lamp.price, case base: 100 -> 110\n" in done.out
    assert "with the engine run on the edited values" in done.out
    record = json.loads(program("verify", folder / "changed.xlsx", "--json").out)
    assert record["sound"] is False
    assert record["findings"][0]["kind"] == "assumption"
    assert record["agreement"]["agrees"] is True
    done = program("verify", folder / "lamp.xlsx")
    assert done.status == 0
    assert done.out.startswith("Nothing was changed in lamp.xlsx since it was exported.\nAll ")
