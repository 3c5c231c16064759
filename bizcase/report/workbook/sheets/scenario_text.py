"""The sheet Scenario: every file of the scenario as it was read, from which it can be had again."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from bizcase.report.workbook.book import Sheet
from bizcase.report.workbook.layout.places import HEADER
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.sheets.heading import heading

SCENARIO = "Scenario"
NUMBER, TEXT, MARK = 1, 2, 3
HEADINGS = ("Line", "Text", "How it is written")
FILE, CRLF = "File", "line breaks: CR LF"
CONTINUED, ESCAPED = "continues the line above", "as JSON"
_IN_A_LINE, _LINE, _HIGHEST = 120, 12.0, 409.0  # characters; points, the last one Excel's
LONGEST = 16_000  # characters; Excel holds 32,767, and counts some characters twice

# What a cell would not give back as it is.
_ALTERED = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_LONE_BREAK = re.compile(r"(?<!\r)\n|\r(?!\n)")


def scenario_sheet(plan: Plan) -> Sheet:
    """Lays out the files, each with its name above its lines."""
    sheet = Sheet(SCENARIO, tab="grey")
    subtitle = "The files that were read. `bizcase verify` builds the workbook anew from them."
    heading(sheet, plan, "Scenario", subtitle, MARK)
    sheet.put_row(HEADER, NUMBER, HEADINGS, "header")
    row = HEADER + 1
    for name, text in plan.subject.files.items():
        for number, line, mark in _lines(name, text):
            is_file = number == FILE
            sheet.put(row, NUMBER, number, "section" if is_file else "note_wrap/whole")
            sheet.put(row, TEXT, line or None, "section" if is_file else "code")
            sheet.put(row, MARK, mark or None, "section" if is_file else "note")
            lines = -(-len(line) // _IN_A_LINE)
            if lines > 1:
                sheet.heights[row] = min(lines * _LINE + 3, _HIGHEST)
            row += 1
    sheet.names["tm_scenario"] = sheet.area(HEADER, NUMBER)
    sheet.widths = {NUMBER: 7, TEXT: 117, MARK: 20}
    sheet.freeze = (HEADER + 1, NUMBER)
    sheet.repeat_rows = (HEADER, HEADER)
    return sheet


def _lines(name: str, text: str) -> Iterator[tuple[str | float, str, str]]:
    """What stands in the three columns for one file."""
    windows = "\r\n" in text and not _LONE_BREAK.search(text)
    yield FILE, name, CRLF if windows else ""
    for number, line in enumerate(text.split("\r\n" if windows else "\n"), 1):
        mark = ""
        if _ALTERED.search(line):
            line, mark = json.dumps(line).replace("_x", r"_\u0078"), ESCAPED
        yield float(number), line[:LONGEST], mark
        for start in range(LONGEST, len(line), LONGEST):
            yield float(number), line[start : start + LONGEST], CONTINUED


def files_in(cells: Mapping[tuple[int, int], object]) -> dict[str, str]:
    """The text of each file by its name, from the values of the cells of the sheet.

    The columns are found by their headings. ValueError where a line cannot be read.
    """
    columns = _columns(cells)
    found: dict[str, str] = {}
    name, end = "", "\n"
    pieces: list[tuple[str, str]] = []
    for row in sorted({row for row, _ in cells}):
        number, text, mark = (cells.get((row, column)) for column in columns)
        if number == FILE:
            if name:
                found[name] = _joined(pieces, end)
            name, pieces, end = str(text), [], "\r\n" if mark == CRLF else "\n"
        elif name and isinstance(number, float):
            pieces.append(("" if text is None else _as_text(text), str(mark or "")))
    if name:
        found[name] = _joined(pieces, end)
    return found


def _columns(cells: Mapping[tuple[int, int], object]) -> tuple[int, int, int]:
    """The columns of number, text and mark."""
    for row in sorted({row for row, _ in cells}):
        here = {cells[place]: place[1] for place in cells if place[0] == row}
        if HEADINGS[0] in here and HEADINGS[1] in here:
            return here[HEADINGS[0]], here[HEADINGS[1]], here.get(HEADINGS[2], 0)
    return NUMBER, TEXT, MARK


def _as_text(value: object) -> str:
    """A line that somebody typed anew may have become a number."""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _joined(pieces: list[tuple[str, str]], end: str) -> str:
    lines: list[tuple[str, str]] = []
    for text, mark in pieces:
        if mark == CONTINUED and lines:
            lines[-1] = lines[-1][0] + text, lines[-1][1]
        else:
            lines.append((text, mark))
    return end.join(json.loads(text) if mark == ESCAPED else text for text, mark in lines)
