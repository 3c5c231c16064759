"""The log of a comparison: which options were compared, and what was tied out, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from bizcase import __version__
from bizcase.report.workbook.book import Book, Formula, Sheet
from bizcase.report.workbook.comparison.part import Part
from bizcase.report.workbook.comparison.side_by_side import COMPARISON, MASTER, SideBySide
from bizcase.report.workbook.layout.places import HEADER
from bizcase.report.workbook.proof.certificate import (
    FINGERPRINTS,
    LOG,
    OPTIONS,
    Certificate,
    fingerprint_of,
    fingerprint_of_files,
    mark,
)
from bizcase.report.workbook.proof.recalculate import engine_name
from bizcase.report.workbook.proof.tie_out import Compared
from bizcase.report.workbook.returned.checksum import NAME
from bizcase.report.workbook.sheets.heading import with_room
from bizcase.report.workbook.sheets.log import (
    NOTE,
    SAID,
    WHAT,
    put_certificate,
    put_list,
    put_room_for_changes,
)

_SUBTITLE = "What wrote this workbook and from what, what was compared, what was changed since."


def log_sheet(place: SideBySide, day: date, checksum: str) -> Sheet:
    """Lays out origin, certificate and the table of changes; `checksum` is of all other sheets."""
    sheet = Sheet(LOG, tab="grey")
    sheet.put(1, WHAT, "Log", "title")
    sheet.put(2, WHAT, _SUBTITLE, "note")
    sheet.heights[1] = 30
    sheet.put(1, NOTE, Formula(f"{COMPARISON}!{MASTER}"), "flag_wide")
    row = put_list(sheet, HEADER + 1, "Origin", _origin(place, day, checksum))
    row = put_certificate(sheet, row + 1)
    put_room_for_changes(sheet, row + 1)
    sheet.widths = {WHAT: 34, SAID: 84, NOTE: 32}
    sheet.print_columns, sheet.pages_tall = NOTE, 1
    return with_room(sheet)


def _origin(place: SideBySide, day: date, checksum: str) -> Iterator[tuple[str, str, str]]:
    """Label, text and the name of the cell."""
    yield "Written by", f"bizcase {__version__}", "version"
    yield "As of", day.isoformat(), "as_of"
    yield "Options", ", ".join(part.file for part in place.parts), OPTIONS
    for part in place.parts:
        fingerprint = fingerprint_of_files(part.plan.subject.files)
        said = f"{part.option.name}: {part.file}, fingerprint {fingerprint}"
        yield f"Option {part.letter}", said, f"option_{part.letter.lower()}"
    yield "Differences against", place.found.against.name, "against"
    for key, label in FINGERPRINTS.items():
        yield label.replace("scenario", "scenarios"), mark(key), key
    yield "Check sum of all sheets but this one", checksum, NAME.removeprefix("tm_")


def certificate_of(
    place: SideBySide, book: Book, each: Sequence[tuple[Part, Compared]]
) -> Certificate:
    """What was compared, for every option and of all of them together."""
    import numpy
    import numpy_financial

    files = {
        f"{part.letter}: {name}": text
        for part in place.parts
        for name, text in part.plan.subject.files.items()
    }
    formulas = sum(found.formulas for _, found in each)
    own = f"bizcase {__version__} (NumPy {numpy.__version__})"
    worst_part, worst = max(each, key=lambda one: one[1].worst)
    at = f", option {worst_part.letter}, {worst.worst_at}" if worst.worst_at else ""
    cases = sum(found.cases for _, found in each)
    return Certificate(
        {
            "scenario_fingerprint": fingerprint_of_files(files),
            "fingerprint": fingerprint_of(book, files),
            "engines": f"{own} and {engine_name()}, which calculated the {formulas:,} formulas of "
            "all options, and those that compare them",
            "rows": "; ".join(f"{part.letter}: {_rows(found)}" for part, found in each)
            + ": all agree",
            "worst": f"{worst.worst:.0e} of the row's largest value{at}" if worst.worst else "0",
            "measures": f"{each[0][1].measures} measures of {len(each)} options in {cases} cases, "
            f"and {_differences(place)}: all agree, also on which do not exist",
            "npv": f"numpy-financial {numpy_financial.__version__} finds the NPV of the cash flows "
            f"in {sum(found.npvs for _, found in each)} of {cases} cases",
            "checks": f"all checks of the options hold in {sum(found.sound for _, found in each)} "
            f"of {cases} cases, without any error",
            "missing": f"{sum(found.missing for _, found in each)} values of rows"
            if any(found.missing for _, found in each)
            else "none",
        }
    )


def _rows(found: Compared) -> str:
    cases = f"{found.cases} case{'s' * (found.cases != 1)}"
    return f"{found.rows} rows x {found.columns} columns x {cases}"


def _differences(place: SideBySide) -> str:
    count = len(place.increments)
    return f"the differences of {count} pair{'s' * (count != 1)} with their crossover rates"
