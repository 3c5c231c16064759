"""What people may not change in a workbook: keys, cases, the timeline, rows."""

from __future__ import annotations

from bizcase.report.workbook.addresses import Place
from bizcase.report.workbook.book import Cell, Formula
from bizcase.report.workbook.layout.places import ADJUSTMENTS, CALC, INPUT_HEADINGS, INPUTS, SERIES
from bizcase.report.workbook.proof.certificate import PENDING, fingerprint_of_files
from bizcase.report.workbook.proof.recalculate import Fault
from bizcase.report.workbook.returned.align import plain
from bizcase.report.workbook.returned.beyond.settings import days_from_1904
from bizcase.report.workbook.returned.edited import Edited
from bizcase.report.workbook.returned.incoming.cells import Report, address, same
from bizcase.report.workbook.returned.incoming.outside import check_outside
from bizcase.report.workbook.returned.spots import spots
from bizcase.report.workbook.sheets.scenario_text import SCENARIO

OWN = (INPUTS, SERIES, ADJUSTMENTS, CALC)  # sheets in which nothing may be missing
# By role: what stands in such a cell, and what to do.
_KEPT = {
    "key": ("the key", "keys stay as they are; what something is called may be changed beside it"),
    "key_total": ("the key", "keys stay as they are"),
    "unit": ("the unit", "units are changed in the scenario, and the workbook exported again"),
    "fixed": ("the number", "it is changed in the scenario, and the workbook exported again"),
}


def check_structure(edited: Edited, report: Report) -> None:
    """Refuses what cannot be brought back into a scenario, but for formulas."""
    _check_text(edited, report)
    _check_days(edited, report)
    _check_lines(edited, report)
    _check_cases(edited, report)
    check_outside(edited, report)
    for place, cell in edited.original.items():
        now = edited.place(place)
        if now is not None and not isinstance(cell.content, Formula):
            _check_kept(edited, place, now, cell, report)


def _check_kept(edited: Edited, place: Place, now: Place, cell: Cell, report: Report) -> None:
    """Keys, the timeline and the numbers of the method stay as they are."""
    role = cell.style.partition("/")[0]
    if place[0] not in OWN or role not in _KEPT or cell.content in (None, ""):
        return
    # Beside formulas and above the table, what looks like a unit is words.
    if role == "unit" and (place[0] == CALC or (place[0] == INPUTS and place[1] < INPUT_HEADINGS)):
        return
    was, written = plain(cell.content), edited.cell(place)
    value = written.value if written and written.formula is None else None
    if isinstance(value, bool | Fault) or not same(was, value):
        what, remedy = _KEPT[role]
        shown = f"{was:g}" if isinstance(was, float) else was
        said = f"{what} `{shown}` was changed" if value is not None else f"`{shown}` is gone"
        report.refuse("workbook-structure", said, address(now), remedy)


def _check_text(edited: Edited, report: Report) -> None:
    """The text of the scenario in the workbook, with which everything is compared."""
    written = edited.found.text("tm_scenario_fingerprint")
    known = written and not written.startswith(PENDING)
    if known and written != fingerprint_of_files(edited.plan.subject.files):
        said = "the text of the scenario was changed"
        report.refuse("workbook-structure", said, SCENARIO, "change the scenario file itself")


def _check_days(edited: Edited, report: Report) -> None:
    """Numbers of days mean the days that they meant."""
    if days_from_1904(edited.found.raw):
        said = "the workbook counts its days from 1904, so that every date is four years later"
        remedy = "turn off 'Use 1904 date system' in the options of Excel, look at all dates, save"
        report.refuse("workbook-structure", said, "its settings", remedy)


def _check_lines(edited: Edited, report: Report) -> None:
    """No sheet, row or column of the assumptions and the calculation may be missing."""
    used: dict[tuple[str, int], str] = {}  # rows, with what stands in them
    columns: set[tuple[str, int]] = set()
    for spot, (sheet, row, column) in spots(edited.plan).items():
        used[sheet, row] = spot.path
        columns.add((sheet, column))
    used |= {(CALC, row): name for name, row in edited.plan.rows.items()}
    remedy = "take the workbook as it was exported, and make the other changes in it again"
    for sheet in OWN:
        moves = edited.alignment.moves.get(sheet)
        if moves is None:
            continue
        if moves.title is None:
            report.refuse("workbook-structure", f"there is no sheet {sheet} any more", "", remedy)
            continue
        for row in moves.lost_rows:
            if (sheet, row) in used:
                said = f"the row of `{used[sheet, row]}` was deleted"
                report.refuse("workbook-structure", said, moves.title, remedy)
        for column in moves.lost_columns:
            if (sheet, column) in columns:
                said = f"a column was deleted: {_heading(edited, sheet, column)}"
                report.refuse("workbook-structure", said, moves.title, remedy)


def _heading(edited: Edited, sheet: str, column: int) -> str:
    """What stood at the top of a column."""
    tops = sorted((p, c) for p, c in edited.original.items() if p[0] == sheet and p[2] == column)
    texts = [c.content for _, c in tops if c.style.startswith("header") and c.content]
    return f"`{texts[0]}`" if texts else f"number {column}"


def _check_cases(edited: Edited, report: Report) -> None:
    """The cases are those of the scenario, under their names."""
    columns, moves = edited.plan.input_columns, edited.alignment.moves.get(INPUTS)
    if moves is None or moves.title is None:
        return
    page, row = edited.found.pages[moves.title], moves.rows.get(INPUT_HEADINGS, 0)
    remedy = "a case is added or renamed in the scenario, and the workbook exported again"
    for i, case in enumerate(edited.plan.subject.cases):
        column = moves.columns.get(columns.first_case + i, 0)
        cell = page.cells.get((row, column))
        if row and column and (cell is None or cell.value != case):
            said = f"the heading of the case `{case}` was changed"
            report.refuse("workbook-structure", said, address((moves.title, row, column)), remedy)
    ends = [moves.columns.get(column, 0) for column in (columns.first_case, columns.low)]
    for column in moves.new_columns:
        cell = page.cells.get((row, column))
        if cell is not None and all(ends) and ends[0] < column < ends[1]:
            said = f"`{cell.value}` is no case of the scenario"
            report.refuse("workbook-structure", said, address((moves.title, row, column)), remedy)
