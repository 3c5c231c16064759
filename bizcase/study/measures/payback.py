"""Payback and discounted payback: the years until the money spent has come back."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.flows import RESIDUE, Flows, residue_of
from bizcase.study.measures.measure import Measure
from bizcase.study.measures.roots.columns import (
    BoolArray,
    FloatArray,
    IntArray,
    first_true,
    running_total,
)
from bizcase.study.measures.sheet_part import SheetCell, SheetPart, SheetRow, largest
from bizcase.study.measures.sheet_rows import CASH, COLUMN_END, DISCOUNTED


def ever_in_debt(flows: Flows) -> BoolArray:
    """Whether the cumulative cash is below zero at any time, but for float residue, (n,)."""
    ever: BoolArray = flows.deepest < -flows.cash_residue
    return ever


def ever_in_discounted_debt(flows: Flows) -> BoolArray:
    """The same of the cumulative discounted cash, (n,)."""
    amounts = flows.discounted_cash()
    ever: BoolArray = running_total(amounts).min(axis=0) < -residue_of(amounts)
    return ever


def lost_again(flows: Flows) -> IntArray:
    """The first column at whose end cumulative cash, once recovered, is below zero again, (n,).

    -1 where it never is, or was not recovered.
    """
    below = flows.cumulative_cash < -flows.cash_residue
    back = np.maximum.accumulate(below[:-1] & ~below[1:], axis=0)
    again = np.vstack([below[:1] & False, below[2:] & back[:-1]])
    found: IntArray = np.where(again.any(axis=0), again.argmax(axis=0) + 1, -1)
    return found


def _recovery(
    amounts: FloatArray, total: FloatArray, residue: FloatArray, column_end: FloatArray
) -> FloatArray:
    """Years until the running total of amounts (K, n) first rises to zero from below, (n,).

    Between the ends of two columns it is taken to rise in a straight line. NaN if it never does.
    """
    below = total < -residue
    recovered = below[:-1] > below[1:]
    before, trial = first_true(recovered), np.arange(amounts.shape[1])
    never = before == len(recovered)
    before[never] = 0
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.clip(-total[before, trial] / amounts[before + 1, trial], 0.0, 1.0)
    years = column_end[before] + share * np.diff(column_end)[before]
    return np.where(~never & np.isfinite(total[-1]), years, np.nan)


def _discounted(flows: Flows) -> FloatArray:
    amounts = flows.discounted_cash()
    return _recovery(amounts, running_total(amounts), residue_of(amounts), flows.column_end)


def _why(in_debt: BoolArray, trial: int) -> str:
    """Give the reason why what a trial spends is never recovered."""
    return "never pays back within the horizon" if in_debt[trial] else "nothing to pay back"


def _rows(of: str, words: str) -> tuple[SheetRow, ...]:
    """The running total of a row, whether it is below zero, and when it comes back to zero."""
    total, below, back = f"running_{of}", f"{of}_in_debt", f"{of}_back"
    share = f"MAX(0,MIN(1,-{{{total}:previous}}/{{{of}}}))"
    length = "({column_end}-{column_end:previous})"
    return (
        SheetRow(total, f"{words}, cumulative", "money", f"{{{total}:previous}}+{{{of}}}"),
        SheetRow(
            below,
            f"{words}, cumulative: below zero",
            "flag",
            f"IF({{{total}}}<-{{{RESIDUE!r}}}*{{largest_{of}}},1,0)",
        ),
        SheetRow(
            back,
            f"{words}, cumulative: back at zero",
            "flag",
            f"IF(AND({{{below}:previous}}=1,{{{below}}}=0),1,0)",
        ),
        SheetRow(
            f"{of}_payback",
            f"{words}, cumulative: back at zero after",
            "years",
            f"IF({{{back}}}=1,{{column_end:previous}}+{share}*{length},0)",
        ),
    )


def _sheet(of: str, words: str, below: tuple[SheetRow, ...]) -> SheetPart:
    """The first time at which the running total of a row comes back to zero."""
    times, found = f"{{{of}_payback:all}}", f"{{{of}_back:all}}"
    return SheetPart(
        f'IF(SUM({found})>0,INDEX({times},1,MATCH(1,{found},0)),"n/a")',
        needs=(f"largest_{of}",),
        rows=(*below, COLUMN_END, *_rows(of, words)),
        cells=(SheetCell(f"largest_{of}", f"{words}, largest", "money", largest(of)),),
    )


PAYBACK_SHEET = _sheet("cash", "Cash flow", (CASH,))

PAYBACK = Measure(
    name="payback_years",
    label="Payback",
    doc="Years from the start until cumulative cash, without terminal value, first rises to zero.",
    source="Dean 1951",
    unit="years",
    compute=lambda flows: _recovery(
        flows.cash, flows.cumulative_cash, flows.cash_residue, flows.column_end
    ),
    why=lambda flows, trial: _why(ever_in_debt(flows), trial),
    sheet=PAYBACK_SHEET,
    javascript="flows => recovery(flows.cash, flows.columnEnd)",
)

DISCOUNTED_PAYBACK = Measure(
    name="discounted_payback_years",
    label="Discounted payback",
    doc="Years from the start until cumulative discounted cash, without terminal value, first "
    "rises to zero.",
    source="Rappaport 1965",
    unit="years",
    compute=_discounted,
    why=lambda flows, trial: _why(ever_in_discounted_debt(flows), trial),
    sheet=_sheet("discounted_cash", "Discounted cash flow", DISCOUNTED),
    javascript="flows => recovery(discountedCash(flows), flows.columnEnd)",
)
