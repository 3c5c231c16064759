"""The text of formulas in a sheet, where it is easy to get wrong."""

from __future__ import annotations

import pytest

from bizcase.formula.render.excel import excel_text
from tests.formula.build import model
from tests.formula.sheet import FIRST, Layout

ROWS = {"x": "n", "y": "n"}
INPUTS = {"a": 2.0, "rates": (0.5, 0.5)}

# `x` is row 10, `y` row 11, `n` row 2, `t` row 1; column F is the first period.
TEXTS = {
    "(-x) ^ 2": "(-F10)^2",
    "-(x ^ 2)": "-(F10^2)",
    "(x ^ 2) ^ 3": "(F10^2)^3",
    "x ^ (2 ^ 3)": "F10^(2^3)",
    "x ^ -1": "F10^(-1)",
    "x - (y - 1)": "F10-(F11-1)",
    "x - y - 1": "F10-F11-1",
    "x - -y": "F10-(-F11)",
    "x * (-y)": "F10*(-F11)",
    "x / (y * 2)": "F10/(F11*2)",
    "-x + y": "-F10+F11",
    "x + 0": "F10",
    "1 * x": "F10",
    "x * a": "F10*Inputs!$B$2",
    "x * 0.1e-6": "F10*1E-7",
    "x > 0": "IF(F10>0,1,0)",
    "x <= y": "IF(F10<=F11+1E-9*ABS(F11),1,0)",
    "x == y": "IF(ABS(F10-F11)<=1E-9*ABS(F11),1,0)",
    "x != -y": "IF(ABS(F10-(-F11))>1E-9*ABS(-F11),1,0)",
    "x >= 5": "IF(F10>=5-1E-9*5,1,0)",
    "n == periods": "IF(F2=F9,1,0)",
    "and(x, y > 0) * 2": "IF(AND(F10<>0,F11>0),1,0)*2",
    "if(not(x > 0), x, -y)": "IF(NOT(F10>0),F10,-F11)",
    "if(if(x, 0, 1), 2, 3)": "IF(IF(F10<>0,0,1)<>0,2,3)",
    "(x > 0) + 1": "IF(F10>0,1,0)+1",
    "-ceil(x)": "-(-INT(-F10+MIN(0.25,1E-9*MAX(1,ABS(F10)))))",
    "previous(x) * 2": "E10*2",
    "lag(x, 1 year)": "E10",
    "lag(x, 3 years)": "IF(F2<3,0,INDEX($E10:E10,1,F2-2))",
    "lag(x, a * 1 year)": "IF(F2<ROUND(Inputs!$B$2*1,0),0,"
    "INDEX($E10:E10,1,1+F2-ROUND(Inputs!$B$2*1,0)))",
    "cumulative(x)": "SUM($E10:F10)",
    "sum_last(x, 2 years)": 'SUMIFS($E10:F10,$E2:F2,">"&MAX(0,F2-2))',
    "sum_next(x, 2 years)": 'SUMIFS($E$10:$I$10,$E$2:$I$2,">"&F2,$E$2:$I$2,"<="&F2+2)',
    "total(x)": "SUM($E$10:$I$10)",
    "next(x)": "SUM(G10)",
    "spread(x, rates)": "SUMPRODUCT(Inputs!$E$3:$F$3,"
    'SUMIF($E2:E2,">="&F2-Inputs!$E$1:$F$1,$E10:E10)'
    '-SUMIF($E2:E2,">="&F2-(Inputs!$E$1:$F$1-1),$E10:E10))',
}  # fmt: skip
OPENING = {
    "previous(x) + 1": "0+1",
    "lag(x, 3 years)": "0",
    "spread(x, rates)": "0",
    "cumulative(x)": "SUM($E10:E10)",
    "sum_last(x, 2 years)": 'SUMIFS($E10:E10,$E2:E2,">"&MAX(0,E2-2))',
    "next(x)": "SUM(F10)",
}


def text(formula: str, column: int) -> str:
    case = model({**ROWS, "z": formula}, INPUTS)
    layout = Layout(case)
    layout.column = FIRST + column
    return excel_text(case.rows["z"].formula, layout, opening=column == 0)


@pytest.mark.parametrize("formula", TEXTS)
def test_text(formula: str) -> None:
    assert text(formula, 1) == TEXTS[formula]


@pytest.mark.parametrize("formula", OPENING)
def test_text_in_the_opening_column(formula: str) -> None:
    assert text(formula, 0) == OPENING[formula]
