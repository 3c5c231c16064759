"""Whether the values that a book states beside its formulas are those that the formulas have."""

from __future__ import annotations

from collections.abc import Mapping

from bizcase.report.workbook.addresses import Place, letters, quoted
from bizcase.report.workbook.book import Book, Formula
from bizcase.report.workbook.layout.places import CALC
from bizcase.report.workbook.proof.recalculate import Fault, Result

CLOSE = 1e-6  # as far as a payback may be off; rows are compared more strictly elsewhere
# Of the largest number on Calc: what rounding leaves where a rate is sought at which worth is 0.
RESIDUE = 1e-10


def disagreements(book: Book, values: Mapping[Place, Result]) -> list[str]:
    """In words, the formulas whose stated value is not the recalculated one."""
    found = []
    largest = largest_on_calc(values)
    for sheet in book.sheets:
        for (row, column), cell in sheet.cells.items():
            if not isinstance(cell.content, Formula) or cell.content.value is None:
                continue
            stated, value = cell.content.value, values.get((sheet.title, row, column))
            if not agree(stated, value, largest):
                at = f"{quoted(sheet.title)}!{letters(column)}{row}"
                theirs = value.text if isinstance(value, Fault) else repr(value)
                found.append(f"{at}: {theirs} in the sheet, {stated!r} in the engine")
    return found


def largest_on_calc(values: Mapping[Place, Result], calc: str = CALC) -> float:
    """The largest number in the rows of the case, without its sign; `calc` is their sheet."""
    rows = (value for (sheet, _, _), value in values.items() if sheet == calc)
    return max((abs(value) for value in rows if isinstance(value, float)), default=0.0)


def agree(stated: Result, value: Result, largest: float) -> bool:
    """Whether a stated value is the recalculated one; `largest`: see above."""
    if isinstance(stated, Fault) or isinstance(value, Fault):
        return isinstance(stated, Fault) and isinstance(value, Fault)
    if isinstance(stated, str | None) or isinstance(value, str | None):
        return (stated or None) == (value or None)
    return abs(stated - value) <= max(CLOSE * abs(stated), RESIDUE * largest)
