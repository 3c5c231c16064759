"""Formulas that somebody typed over, deleted or rewrote, none of which a scenario can hold."""

from __future__ import annotations

from bizcase import __version__
from bizcase.report.workbook.addresses import Place
from bizcase.report.workbook.book import Formula
from bizcase.report.workbook.layout.places import CALC, INPUTS, SERIES
from bizcase.report.workbook.proof.recalculate import Fault
from bizcase.report.workbook.returned.changed_cells import said
from bizcase.report.workbook.returned.edited import Edited
from bizcase.report.workbook.returned.finding import Finding, joined
from bizcase.report.workbook.returned.incoming.cells import Report
from bizcase.report.workbook.returned.incoming.structure import OWN

_ELSEWHERE = "put an amount on the sheet Adjustments, or change an assumption"
_IN_USE = "the value in use follows from the yellow cells of the cases: change it there"


def check_formulas(edited: Edited, report: Report) -> None:
    """Refuses what was typed over formulas; formulas that were rewritten are told."""
    if not _is_of_this_version(edited, report):
        return
    typed, rewritten = [], []
    for place, cell in edited.original.items():
        now, written = edited.place(place), edited.cell(place)
        if now is None or not isinstance(cell.content, Formula) or cell.style[:6] == "follow":
            continue
        of = _of(edited, place)
        if written is not None and written.formula is not None:
            if not edited.same_formula(place):
                rewritten.append(Finding("formula", f"the formula{of} was changed", *now))
            continue
        value = None if written is None else written.value
        # A heading or remark on the sheets of results may be typed over.
        if place[0] in OWN or isinstance(value, float | bool | Fault):
            nothing = value is None
            words = f"the formula{of} was deleted" if nothing else (
                f"{said(value)} was typed over the formula{of}"
            )  # fmt: skip
            typed.append(Finding("formula", words, *now))
    in_use = {edited.alignment.moves[sheet].title for sheet in (INPUTS, SERIES)}
    for one in joined(typed):
        remedy = _IN_USE if one.sheet in in_use else _ELSEWHERE
        report.refuse("computed-cell", one.message, one.place, remedy)
    report.remarks += [
        f"{one.place}: {one.message}, which stays in the workbook; {_ELSEWHERE}"
        for one in joined(rewritten)
    ]


def _of(edited: Edited, place: Place) -> str:
    """What a row is called in formulas: ` of `revenue``."""
    sheet, row, _ = place
    rows = edited.plan.rows if sheet == CALC else edited.plan.inputs if sheet == INPUTS else {}
    name = next((name for name, own in rows.items() if own == row), "")
    return f" of `{name}`" if name else ""


def _is_of_this_version(edited: Edited, report: Report) -> bool:
    """Whether the formulas are those that this version writes, so that they can be compared."""
    written_by = edited.found.text("tm_version")
    if written_by in ("", f"bizcase {__version__}"):
        return True
    report.remarks.append(
        f"{written_by} wrote the workbook and this is {__version__}: "
        "whether formulas were changed cannot be told, assumptions are compared"
    )
    return False
