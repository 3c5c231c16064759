"""The sheet Log: what wrote the workbook and from what, what was compared, and who changed it."""

from __future__ import annotations

from collections.abc import Iterable

from bizcase import __version__
from bizcase.report.workbook.book import Area, Sheet
from bizcase.report.workbook.certificate import Certificate
from bizcase.report.workbook.dates import as_of
from bizcase.report.workbook.heading import heading
from bizcase.report.workbook.plan import HEADER, Plan

LOG = "Log"
WHAT, SAID, NOTE = 1, 2, 3
CHANGES = 20  # rows to fill in


def log_sheet(plan: Plan, certificate: Certificate | None = None) -> Sheet:
    """Lays out origin, certificate and the table of changes.

    Without a certificate its place is left out: only what was compared can be certified.
    """
    sheet = Sheet(LOG, tab="grey")
    heading(sheet, plan, "Log", "What wrote this workbook, what was compared, what was changed.")
    row = _list(sheet, HEADER, "Origin", _origin(plan, certificate))
    if certificate:
        row = _list(sheet, row + 1, "Compared before it was delivered", certificate.lines)
        seal = ("Check sum of what was compared", certificate.seal)
        sheet.names["tm_seal"] = _line(sheet, row, seal)
        row += 1
    _changes(sheet, row + 1)
    sheet.widths = {WHAT: 34, SAID: 80, NOTE: 40}
    sheet.print_columns = NOTE
    return sheet


def _origin(plan: Plan, certificate: Certificate | None) -> Iterable[tuple[str, str, str]]:
    """Label, text and the name of the cell."""
    yield "Written by", f"bizcase {__version__}", "tm_version"
    yield "Scenario", next(iter(plan.subject.files), ""), ""
    yield "As of", as_of(plan.model).isoformat(), "tm_as_of"
    yield "Case shown when it was written", plan.subject.shown, "tm_shown"
    yield "Tornado", "live" if plan.live_tornado else "static", "tm_tornado"
    # These rows are always there: other sheets refer to them.
    of_files, of_all = (certificate.scenario, certificate.fingerprint) if certificate else ("", "")
    yield "Fingerprint of the scenario", of_files, "tm_scenario_fingerprint"
    yield "Fingerprint", of_all, "tm_fingerprint"


def _list(sheet: Sheet, row: int, title: str, lines: Iterable[tuple[str, ...]]) -> int:
    """A title and lines below it; gives the row after them."""
    sheet.put(row, WHAT, title, "section")
    sheet.put_row(row, SAID, [None] * (NOTE - SAID + 1), "section")
    for line in lines:
        row += 1
        area = _line(sheet, row, line)
        if line[2:] and line[2]:
            sheet.names[line[2]] = area
    return row + 1


def _line(sheet: Sheet, row: int, line: tuple[str, ...]) -> Area:
    sheet.put(row, WHAT, line[0], "label")
    sheet.put(row, SAID, line[1] or None, "note_wrap")
    return sheet.area(row, SAID)


def _changes(sheet: Sheet, row: int) -> None:
    """The table that people fill in."""
    sheet.put(row, WHAT, "Changes by hand, to be filled in", "section")
    sheet.put_row(row, SAID, [None] * (NOTE - SAID + 1), "section")
    sheet.put_row(row + 1, WHAT, ("Date", "What was changed, and why", "Who"), "header")
    for each in range(row + 2, row + 2 + CHANGES):
        sheet.put_row(each, WHAT, [None] * 3, "input_text")
    sheet.names["tm_changes"] = sheet.area(row + 2, WHAT, row + 1 + CHANGES, NOTE)
