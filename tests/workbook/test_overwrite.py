"""`bizcase export` does not replace what people wrote into a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizcase.report.workbook.returned.edited import edited
from bizcase.report.workbook.returned.spots import Spot, spots
from tests.cli.conftest import LAMP, Program, lamp, program
from tests.workbook.tampered import Mutation, tampered

__all__ = ["lamp", "program"]  # fixtures

PRICE = Spot("products.lamp.price", "value", "base")
# By what is edited: the cell, what is put there, and what is said of it.
EDITS = {
    "an assumption": (PRICE, 110.0, "products.lamp.price: 100 -> 110"),
    "a text in place of a number": (PRICE, "soon", "`soon` is a text, a number is meant"),
    "an adjustment": (
        Spot("adjustments.revenue", "value", "", 1), 5.0, "adjustments.revenue, 2027: - -> 5",
    ),
    "a text": (Spot("products.lamp.price", "owner"), "Ann", 'price, owner: - -> "Ann"'),
    "a label": (("Calc", 1, 1), "My case", "-> `My case`"),
    "a formula": (("Calc", 0, 8), 1.0, "-> 1 typed over it"),
}  # fmt: skip


@pytest.fixture
def workbook(program: Program, lamp: Path) -> Path:
    assert program("export", lamp).status == 0
    return lamp.with_suffix(".xlsx")


def edit(workbook: Path, at: Spot | tuple[str, int, int], value: float | str) -> None:
    plan = edited(workbook).plan
    place = spots(plan)[at] if isinstance(at, Spot) else at
    sheet, row, column = place
    mutation = Mutation(sheet, row or plan.rows["revenue"], column, "", None, value)
    workbook.write_bytes(tampered(workbook.read_bytes(), mutation))


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_workbook_is_not_replaced(program: Program, workbook: Path, name: str) -> None:
    at, value, said = EDITS[name]
    edit(workbook, at, value)
    before = workbook.read_bytes()
    done = program("export", "lamp.yaml")
    assert done.status == 1
    assert "error[workbook-edited]: `lamp.xlsx` was edited" in done.err
    assert said in done.err
    assert "bizcase import lamp.xlsx" in done.err
    assert workbook.read_bytes() == before
    if name in ("a formula", "an assumption"):
        assert program("export", "lamp.yaml", "--force").status == 0
        assert program("verify", "lamp.xlsx").status == 0


def test_a_workbook_whose_edits_came_back_is_replaced(
    program: Program, lamp: Path, workbook: Path
) -> None:
    edit(workbook, PRICE, 110.0)
    assert program("import", workbook, "--yes").status == 0
    assert program("export", lamp).status == 0
    assert program("verify", workbook).status == 0


def test_a_workbook_that_nobody_edited_is_replaced(
    program: Program, lamp: Path, workbook: Path
) -> None:
    lamp.write_text(LAMP.replace("price: 100", "price: 105"), encoding="utf-8")
    assert program("export", lamp).status == 0
    assert program("verify", workbook).status == 0


def test_a_file_of_somebody_else_is_not_replaced(program: Program, lamp: Path) -> None:
    target = lamp.with_name("notes.xlsx")
    target.write_text("what I wanted to say", encoding="utf-8")
    done = program("export", lamp, "-o", target)
    assert done.status == 1
    assert "`notes.xlsx` is no workbook of bizcase, and would be replaced" in done.err
    assert target.read_text(encoding="utf-8") == "what I wanted to say"
    assert program("export", lamp, "-o", target, "--force").status == 0
