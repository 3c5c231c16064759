"""What no spreadsheet holds is a problem before anything is written; residues are no revenue."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizcase.problems import Problem, ProblemsFoundError
from bizcase.report.workbook.export import exported
from bizcase.report.workbook.returned.read import workbook_in
from tests.cli.conftest import LAMP

LONG = "x" * 40_000
PRICE = "price: 100"
UNHOLDABLE = {
    "name": (("name: Lamp", f"name: {LONG}"), "the name has 40,000 characters"),
    "source": ((PRICE, f"price: {{base: 100, source: {LONG}}}"), "the source of `products.lamp."),
    "owner": ((PRICE, f"price: {{base: 100, owner: {LONG}}}"), "the owner of `products.lamp.price"),
    "note": ((PRICE, f"price: {{base: 100, note: {LONG}}}"), "the note of `products.lamp.price`"),
    "reason": (
        ("cases:", f"adjustments:\n  tax: {{2028: 5, reason: {LONG}}}\ncases:"),
        "the reason of `adjustments.tax` has 40,000 characters, a cell holds 32,767",
    ),
    "case": (("downside:", f"? {LONG}\n  :"), "the name of a case has 40,000 characters"),
    "start": (("2027-01", "1899-06"), "the timeline starts in 1899-06"),
    "amount": ((PRICE, "price: 1e170"), "`lamp.revenue` goes beyond 1e+100"),
}


def problem(text: str, folder: Path) -> Problem:
    (folder / "lamp.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFoundError) as found:
        exported(folder / "lamp.yaml")
    (one,) = found.value.problems
    return one


@pytest.mark.parametrize("name", UNHOLDABLE)
def test_what_no_cell_holds_is_told_with_a_remedy(name: str, tmp_path: Path) -> None:
    (old, new), said = UNHOLDABLE[name]
    found = problem(LAMP.replace(old, new), tmp_path)
    assert found.code == "workbook-not-written"
    assert found.message.startswith(said)
    assert found.help
    assert found.span or found.where


def test_what_rounding_leaves_of_revenue_has_no_margin(tmp_path: Path) -> None:
    none = "revenue: {a: {opening: -0.3, by_year: [0.1, 0.2, 0, 0]}}\n"
    start = LAMP.index("products:")
    text = LAMP[:start] + none + LAMP[LAMP.index("capex:") : LAMP.index("cases:")]
    (tmp_path / "lamp.yaml").write_text(text, encoding="utf-8")
    cells = workbook_in(exported(tmp_path / "lamp.yaml").content).pages["Annual"].cells
    (row,) = [r for (r, c), cell in cells.items() if c == 1 and cell.value == "EBITDA margin"]
    shown = [cells[row, c].value for c in range(4, 12) if (row, c) in cells]
    assert shown == [None, None, 1.0, 1.0, None, None]
