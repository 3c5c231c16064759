"""What rounding leaves of an amount is shown as a dash on Calc, and everything else as it is."""

from __future__ import annotations

import pytest

from bizcase.report.workbook.layout.places import OPENING
from bizcase.report.workbook.look.styles import highlight_style, number_format
from bizcase.units import MONEY
from tests.workbook.calculated import ROOT, Calculated

APP = ROOT / "scenarios" / "scheduling_app.yaml"


@pytest.fixture(scope="module")
def book() -> Calculated:
    return Calculated(APP)


def test_every_amount_and_nothing_else_has_the_dash(book: Calculated) -> None:
    areas = [h.area for h in book.sheet("Calc").highlights if h.role == "residue"]
    covered = [row for area in areas for row in range(area.row, area.last_row + 1)]
    rows = book.plan.model.rows
    assert sorted(covered) == sorted(book.plan.rows[n] for n, r in rows.items() if r.unit == MONEY)
    assert {area.last_column for area in areas} == {book.plan.last}
    assert max(area.column for area in areas) < OPENING


def test_condition_holds_for_a_residue_alone(book: Calculated) -> None:
    (rule,) = [
        h for h in book.sheet("Calc").highlights
        if h.role == "residue" and h.area.row <= book.plan.rows["book_value"] <= h.area.last_row
    ]  # fmt: skip
    cell = ("Log", 100, 20)
    formula = rule.formula.replace("ROUND(D", "ROUND(Log!T").replace(str(rule.area.row), "100")
    judge = ("Log", 101, 20)
    with book.engine:
        book.engine.model.set_user_input(book.engine.numbers["Log"], 101, 20, f"={formula}")
        for value, holds in ((-1e-12, True), (0.0, True), (0.4, True), (-1.0, False), (7.0, False)):
            book.engine.set(cell, value)
            assert book.engine.read([judge])[judge] is holds, value


def test_dash_has_no_sign() -> None:
    shown = highlight_style("residue").numFmt.formatCode.split(";")
    dash = number_format("formula/money").split(";")[2]
    assert shown == [dash] * 3


def test_residue_is_there(book: Calculated) -> None:
    """Else the scenario would show nothing."""
    values = book.plan.run.rows["book_value"]
    assert any(v is not None and 0 < abs(v) < 1e-6 for v in values)
