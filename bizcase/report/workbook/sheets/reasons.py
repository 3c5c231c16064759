"""Why a measure is n/a: what the engine said of every case when the file was written."""

from __future__ import annotations

from collections.abc import Iterator

from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.book import Formula, Sheet
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.proof.expected import expected
from bizcase.report.workbook.sheets.tiles import HEADLINES
from bizcase.study.measures.registry import MEASURES
from bizcase.study.run import Run

OUTPUTS = "Outputs"
TILES = 4  # the row of the tiles on Outputs
FIRST = TILES + 3  # the row of the headings of the measures below them
REASONS = FIRST + len(MEASURES) + 2
CASE, WORDS, LAST = 1, 2, 5  # columns
_IN_A_LINE = 58  # characters
_NONE = "none of the headline figures"
_UNKNOWN = "n/a: does not exist for the values in use"


def reason(run: Run) -> str:
    """Each measure of the tiles that the sheet does not show, with its reason; else empty."""
    by_reason: dict[str, list[str]] = {}
    missing = _missing(run)
    for name, label in HEADLINES.items():
        if name in missing:
            by_reason.setdefault(missing[name], []).append(label)
    return "; ".join(f"{', '.join(labels)}: {why}" for why, labels in by_reason.items())


def put_reasons(sheet: Sheet, plan: Plan) -> int:
    """The reasons below the measures, where there are any; gives the next row that is free."""
    lines = [*_of_cases(plan).items()]
    others = "Other measures"
    for text in _others(plan):
        lines.append((others, text))
        others = ""
    if not lines:
        return REASONS - 1
    row = REASONS
    sheet.put_row(row, CASE, ("Why n/a", "When written"), "header")
    sheet.put_row(row, WORDS + 1, [None] * (LAST - WORDS), "header")
    for label, text in lines:
        # Rows keep their height, since charts stand beside them: long texts take several.
        first, row = row + 1, row + _lines(text)
        for line in range(first, row + 1):
            sheet.put_row(line, CASE, [None] * LAST, "note_wrap")
        sheet.put_row(first, CASE, (label or None, text), "note_wrap")
        sheet.merged.append(sheet.area(first, WORDS, row, LAST))
    return row + 1


def put_reason_in_use(sheet: Sheet, plan: Plan, row: int, last: int) -> None:
    """Live, below tiles up to the column `last`: what was said of the case in use if one is n/a."""
    tiles = sheet.area(row - 1, CASE, row - 1, last).text.partition("!")[2]
    said = f'"{_UNKNOWN}"'
    if found := _of_cases(plan):
        end = REASONS + sum(map(_lines, found.values()))
        # With the headings: spreadsheets differ in what a search in a single cell finds.
        cases = Area(OUTPUTS, REASONS, CASE, end, CASE).text
        texts = Area(OUTPUTS, REASONS, WORDS, end, WORDS).text
        said = f'"n/a when written: "&INDEX({texts},MATCH({plan.case_cell.text},{cases},0),1)'
    sheet.put(row, CASE, Formula(f'IF(COUNTIF({tiles},"n/a")=0,"",{said})'), "note")


def _missing(run: Run) -> dict[str, str]:
    """The measures that the sheet does not show, each with its reason."""
    unseen = "beyond the rates that this workbook searches"
    return {n: run.why_null.get(n, unseen) for n, v in expected(run).items() if v is None}


def _of_cases(plan: Plan) -> dict[str, str]:
    """The text of every case; none at all where no case lacks a measure of the tiles."""
    found = {run.case: reason(run) for run in plan.subject.runs}
    return {case: text or _NONE for case, text in found.items()} if any(found.values()) else {}


def _others(plan: Plan) -> Iterator[str]:
    """What the cases lack of the other measures, each with its reason once."""
    found: dict[tuple[str, str], list[str]] = {}
    for run in plan.subject.runs:
        for name, why in _missing(run).items():
            if name not in HEADLINES:
                found.setdefault((name, why), []).append(run.case)
    for (name, why), cases in found.items():
        where = "" if len(cases) == len(plan.subject.cases) else f" ({', '.join(cases)})"
        yield f"{MEASURES[name].label}: {why}{where}"


def _lines(text: str) -> int:
    return 1 + len(text) // _IN_A_LINE
