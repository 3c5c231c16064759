"""What people wrote beside the tables of assumptions, where no import looks for it."""

from __future__ import annotations

from bizcase.report.workbook.layout.places import ADJUSTMENTS, INPUTS, SERIES
from bizcase.report.workbook.returned.changed_cells import said
from bizcase.report.workbook.returned.edited import Edited
from bizcase.report.workbook.returned.finding import Finding, joined
from bizcase.report.workbook.returned.incoming.cells import Report, address
from bizcase.report.workbook.returned.spots import spots

# By sheet: what a number there is not, and where it belongs.
_REMEDIES = {
    INPUTS: (
        "no assumption",
        "a new assumption is written into the scenario, and the workbook exported again",
    ),
    SERIES: (
        "no value of a series",
        "a new step of a series is written into the scenario, and the workbook exported again",
    ),
    ADJUSTMENTS: (
        "no adjustment",
        "write it into the yellow cells of a line and a period",
    ),
}


def check_outside(edited: Edited, report: Report) -> None:
    """Refuses keys and numbers outside of the tables; texts are remarks, and formulas are told."""
    known = {edited.place(place) for place in spots(edited.plan).values()}
    known |= {
        edited.place(place)
        for place, cell in edited.original.items()
        if cell.content not in (None, "")
    }
    for sheet, (nothing, remedy) in _REMEDIES.items():
        moves = edited.alignment.moves.get(sheet)
        if moves is None or moves.title is None:
            continue
        keys = _new_keys(edited, report) if sheet == INPUTS else set()
        found = []
        for (row, column), cell in sorted(edited.found.pages[moves.title].cells.items()):
            place = moves.title, row, column
            if place in known or row in keys or not isinstance(cell.value, float):
                continue
            if cell.formula is None:
                words = f"{said(cell.value)} stands outside of the table and is {nothing}"
                found.append(Finding("value", words, *place))
            else:
                report.remarks.append(f"{address(place)}: this formula is {nothing}: {remedy}")
        for one in joined(found):
            report.refuse("workbook-structure", one.message, one.place, f"{remedy}, or delete it")


def _new_keys(edited: Edited, report: Report) -> set[int]:
    """The rows of Inputs with a key that the scenario does not have; they are refused."""
    moves = edited.alignment.moves[INPUTS]
    assert moves.title is not None
    cells = edited.found.pages[moves.title].cells
    key = moves.columns.get(edited.plan.input_columns.key, 0)
    rows = {row for row in moves.new_rows if (row, key) in cells}
    for row in sorted(rows):
        words = f"`{cells[row, key].value}` is no assumption of the scenario"
        place = address((moves.title, row, key))
        report.refuse("workbook-structure", words, place, _REMEDIES[INPUTS][1])
    return rows
