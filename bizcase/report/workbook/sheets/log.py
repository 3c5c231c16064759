"""The sheet Log: what wrote the workbook and from what, what was compared, and who changed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bizcase import __version__
from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.book import Sheet
from bizcase.report.workbook.layout.dates import as_of
from bizcase.report.workbook.layout.places import HEADER
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.look.paper import ROW_HEIGHT
from bizcase.report.workbook.proof.certificate import COMPARED, FINGERPRINTS, LOG, SEAL, mark
from bizcase.report.workbook.sheets.heading import heading

WHAT, SAID, NOTE = 1, 2, 3
_FIRST = HEADER + 1
CHANGES = 8  # rows to fill in
_IN_A_LINE = 120  # characters
_LONG = ("worst", "missing")  # with names of rows in them, which may take a second line


def log_sheet(plan: Plan) -> Sheet:
    """Lays out origin, certificate and the table of changes.

    What is known only after the workbook has been calculated stands there as a mark.
    """
    sheet = Sheet(LOG, tab="grey")
    subtitle = "What wrote this workbook and from what, what was compared, what was changed since."
    heading(sheet, plan, "Log", subtitle)
    row = put_list(sheet, _FIRST, "Origin", _origin(plan))
    row = put_certificate(sheet, row + 1)
    put_room_for_changes(sheet, row + 1)
    sheet.widths = {WHAT: 34, SAID: 84, NOTE: 32}
    sheet.print_columns, sheet.pages_tall = NOTE, 1
    return sheet


def put_certificate(sheet: Sheet, row: int) -> int:
    """The marks of what was compared; gives the row after them."""
    compared = [(label, mark(key), key) for key, label in COMPARED.items()]
    seal = ("Check sum of this list", mark(SEAL), SEAL)
    title = "Compared before the workbook was delivered"
    return put_list(sheet, row, title, [*compared, seal])


def fingerprint_area(plan: Plan) -> Area:
    """The cell with the fingerprint."""
    keys = [key for _, _, key in _origin(plan)]
    row = _FIRST + 1 + keys.index("fingerprint")
    return Area(LOG, row, SAID, row, SAID)


def _origin(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Label, text and the name of the cell."""
    yield "Written by", f"bizcase {__version__}", "version"
    yield "Scenario", next(iter(plan.subject.files), ""), "file"
    yield "As of", as_of(plan.model).isoformat(), "as_of"
    yield "Case shown when it was written", plan.subject.shown, "shown"
    yield "Tornado", "live" if plan.live_tornado else "static", "tornado"
    if plan.simulation:
        said = f"{plan.simulation.trials:,} trials, seed {plan.simulation.seed}"
        yield "Simulation", said, "simulation"
    for key, label in FINGERPRINTS.items():
        yield label, mark(key), key


def put_list(sheet: Sheet, row: int, title: str, lines: Iterable[tuple[str, str, str]]) -> int:
    """A title and lines below it; gives the row after them."""
    sheet.put(row, WHAT, title, "section")
    sheet.put_row(row, SAID, [None] * (NOTE - SAID + 1), "section")
    for label, text, key in lines:
        row += 1
        sheet.put(row, WHAT, label, "label_middle")
        sheet.put_row(row, SAID, (text, *[None] * (NOTE - SAID)), "text_line")
        sheet.merged.append(sheet.area(row, SAID, row, NOTE))
        if key in _LONG or len(text) > _IN_A_LINE:
            sheet.heights[row] = 2 * ROW_HEIGHT
        sheet.names[f"tm_{key}"] = sheet.area(row, SAID)
    return row + 1


def put_room_for_changes(sheet: Sheet, row: int) -> None:
    """The table that people fill in."""
    sheet.put(row, WHAT, "Changes by hand, to be filled in", "section")
    sheet.put_row(row, SAID, [None] * (NOTE - SAID + 1), "section")
    sheet.put_row(row + 1, WHAT, ("Date", "What was changed, and why", "Who"), "header")
    for each in range(row + 2, row + 2 + CHANGES):
        sheet.put_row(each, WHAT, [None] * 3, "input_text")
    sheet.names["tm_changes"] = sheet.area(row + 2, WHAT, row + 1 + CHANGES, NOTE)
