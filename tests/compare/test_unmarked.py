"""A measure that one option alone has: none is the best by it, and the table says why."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizcase.report.tables.comparison import UNMARKED, main_measures, options_table
from bizcase.study.compare import compare
from tests.cli.conftest import LAMP

NEVER = "bizcase: 1\nextends: lamp.yaml\nname: Never\nproducts: {lamp: {price: %s}}\n"


@pytest.mark.parametrize(("price", "alone"), [("80", True), ("90", False)])
def test_none_is_marked_where_one_has_it_alone(tmp_path: Path, price: str, alone: bool) -> None:
    lamp, never = tmp_path / "lamp.yaml", tmp_path / "never.yaml"
    lamp.write_text(LAMP, encoding="utf-8")
    never.write_text(NEVER % price, encoding="utf-8")
    found = compare([lamp, never], trials=0)
    table = options_table(found, main_measures(found))
    line = next(line for line in table.lines if line.label == "Payback")
    assert (line.cells[1] == "none") is alone
    assert any(cell.startswith("* ") for cell in line.cells) is not alone
    assert table.notes[0] == ("* the best" + f"; {UNMARKED}" * alone)
