"""Formulas in one spelling, also after rows and columns have moved."""

from __future__ import annotations

from bizcase.report.workbook.returned.canonical import Moves, after, canonical, skeleton
from bizcase.report.workbook.returned.shared_formulas import moved


def test_formulas_in_one_spelling() -> None:
    assert canonical("sum( $a$1:B2 )*1e-9", "Calc") == "SUM(Calc!$A$1:B2)*1e-09"
    assert canonical('IF(Inputs!C4="a b","x","")', "Calc") == 'IF(Inputs!C4="a b","x","")'
    assert canonical("'My sheet'!A1+LOG10(2)", "Calc") == "My sheet!A1+LOG10(2.0)"
    assert skeleton("SUM(Calc!$A$1:B2)*'x y'!C3") == "SUM(@)*@"


def test_formulas_after_rows_moved() -> None:
    rows = {1: 1, 2: 4, 3: 0, 4: 5}
    moves = {"Calc": Moves("Rows", rows, {1: 1, 2: 3})}
    assert after("A2+$B$4", "Calc", moves) == "Rows!A4+Rows!$C$5"
    assert after("A3*2", "Calc", moves) == "#REF!*2.0"
    assert after("SUM(A1:A3)", "Calc", moves) == "SUM(Rows!A1:A4)"
    assert after("Inputs!A3", "Calc", moves) == "Inputs!A3"


def test_shared_formulas_are_spelled_out() -> None:
    assert moved('A1+$B1+C$2&"A1"', 2, 1) == 'B3+$B3+D$2&"A1"'
    assert moved("'A1 x'!A1+LOG10(B2)", 1, 0) == "'A1 x'!A2+LOG10(B3)"
