"""What people may not change in a workbook: formulas, keys, cases, the timeline, rows."""

from __future__ import annotations

from collections.abc import Iterator

from bizcase import __version__
from bizcase.report.workbook.align import plain
from bizcase.report.workbook.book import Cell, Formula
from bizcase.report.workbook.edited import Edited
from bizcase.report.workbook.incoming.cells import Report, address, same
from bizcase.report.workbook.plan import ADJUSTMENTS, CALC, INPUTS, SERIES
from bizcase.report.workbook.read import Written
from bizcase.report.workbook.recalculate import Fault, Place
from bizcase.report.workbook.sheets.inputs import HEADINGS
from bizcase.report.workbook.spots import spots

OWN = (INPUTS, SERIES, ADJUSTMENTS, CALC)  # sheets in which nothing may be missing
_COMPUTED = "put an amount on the sheet Adjustments, or change an assumption"
_IN_USE = "the value in use follows from the yellow cells beside it: change it there"
_REMEDIES = {INPUTS: _IN_USE, SERIES: _IN_USE}
# By role: what stands in such a cell, and what to do.
_KEPT = {
    "key": ("the key", "keys stay as they are; what something is called may be changed beside it"),
    "key_total": ("the key", "keys stay as they are"),
    "fixed": ("the number", "it is changed in the scenario, and the workbook exported again"),
}


def check_structure(edited: Edited, report: Report) -> None:
    """Refuses what cannot be brought back into a scenario."""
    _check_lines(edited, report)
    _check_cases(edited, report)
    typed, other, comparable = [], [], _is_of_this_version(edited, report)
    for place, cell in edited.original.items():
        now = edited.place(place)
        if now is None:
            continue
        if not isinstance(cell.content, Formula):
            _check_kept(edited, place, now, cell, report)
        elif comparable and not cell.style.startswith("follow"):
            written = edited.cell(place)
            if written is None or written.formula is None:
                if _matters(place, written):
                    typed.append((place, now))
            elif not edited.same_formula(place):
                other.append((place, now))
    keys = {(CALC, row): f" of `{name}`" for name, row in edited.plan.rows.items()}
    for (sheet, row, _), area in _joined(typed):
        said = f"the formula{keys.get((sheet, row), '')} is no longer there"
        report.refuse("computed-cell", said, area, _REMEDIES.get(sheet, _COMPUTED))
    report.remarks += [
        f"the formula in {area} was changed, which stays in the workbook: {_COMPUTED}"
        for _, area in _joined(other)
    ]


def _is_of_this_version(edited: Edited, report: Report) -> bool:
    """Whether the formulas are those that this version writes, so that they can be compared."""
    at = edited.found.names.get("tm_version")
    cell = edited.found.pages[at.sheet].cells.get((at.row, at.column)) if at else None
    if cell is None or cell.value in ("", f"bizcase {__version__}"):
        return True
    report.remarks.append(
        f"{cell.value} wrote the workbook and this is {__version__}: "
        "whether formulas were changed cannot be told, assumptions are compared"
    )
    return False


def _matters(place: Place, written: Written | None) -> bool:
    """Whether something is lost; a heading or remark on the sheets of results may be typed over."""
    return place[0] in OWN or isinstance(getattr(written, "value", None), float | bool | Fault)


def _joined(cells: list[tuple[Place, Place]]) -> Iterator[tuple[Place, str]]:
    """Areas of cells side by side: where they began, and where they are now."""
    found: list[list[tuple[Place, Place]]] = []
    for old, now in sorted(cells, key=lambda pair: pair[1]):
        last = found[-1][-1][1] if found else None
        if last and last[:2] == now[:2] and last[2] + 1 == now[2]:
            found[-1].append((old, now))
        else:
            found.append([(old, now)])
    for area in found:
        start, end = address(area[0][1]), address(area[-1][1]).rpartition("!")[2]
        yield area[0][0], f"{start}:{end}" if len(area) > 1 else start


def _check_kept(edited: Edited, place: Place, now: Place, cell: Cell, report: Report) -> None:
    """Keys, the timeline and the numbers of the method stay as they are."""
    role = cell.style.partition("/")[0]
    if place[0] not in OWN or role not in _KEPT or cell.content in (None, ""):
        return
    was, written = plain(cell.content), edited.cell(place)
    value = written.value if written and written.formula is None else None
    if isinstance(value, bool | Fault) or not same(was, value):
        what, remedy = _KEPT[role]
        shown = f"{was:g}" if isinstance(was, float) else was
        said = f"{what} `{shown}` was changed" if value is not None else f"`{shown}` is gone"
        report.refuse("workbook-structure", said, address(now), remedy)


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
    page, row = edited.found.pages[moves.title], moves.rows.get(HEADINGS, 0)
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
