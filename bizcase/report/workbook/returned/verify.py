"""What people changed in a workbook by hand, and whether it still says what the engine says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bizcase import __version__
from bizcase.report.workbook.addresses import Place, places
from bizcase.report.workbook.layout.places import CALC
from bizcase.report.workbook.proof.agreement import agree, largest_on_calc
from bizcase.report.workbook.proof.certificate import (
    COMPARED,
    FINGERPRINTS,
    SEAL,
    fingerprint_of,
    fingerprint_of_files,
    seal_of,
)
from bizcase.report.workbook.proof.recalculate import Fault, NotCalculableError
from bizcase.report.workbook.proof.tie_out import Compared, compared
from bizcase.report.workbook.returned import changed_cells
from bizcase.report.workbook.returned.beyond.charts import changed_charts
from bizcase.report.workbook.returned.beyond.formats import changed_formats
from bizcase.report.workbook.returned.beyond.settings import changed_settings
from bizcase.report.workbook.returned.beyond.tables import changed_tables
from bizcase.report.workbook.returned.edited import Edited, edited
from bizcase.report.workbook.returned.finding import Finding, joined
from bizcase.report.workbook.returned.rerun import rerun

MOST_ROWS = 8  # in a message


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found; `compared` is None where the workbook could not be calculated."""

    findings: tuple[Finding, ...]
    agreement: Finding | None  # what differs from the engine
    compared: Compared | None
    written_by: str

    @property
    def sound(self) -> bool:
        """Whether nobody changed anything and all agrees."""
        return not self.findings and self.agreement is None and self.compared is not None


def verified(path: str | Path) -> Verification:
    """Compares a workbook with an export of the scenario in it, and with the engine.

    Raises ProblemsFoundError where the file is no workbook of ours.
    """
    return verification(edited(path))


def verification(found: Edited) -> Verification:
    """The same for a workbook that was read."""
    findings = [
        *_scenario(found),
        *changed_cells.structure(found),
        *changed_cells.assumptions(found),
        *joined(changed_cells.cells(found)),
        *_names(found),
    ]
    try:
        findings += joined(_shown(found, untouched=not findings))
        outcome: Compared | None = _compared(found)
    except NotCalculableError as error:
        findings.append(Finding("engine", f"IronCalc cannot calculate the workbook: {error}"))
        outcome = None
    findings += _beyond_cells(found)
    findings += _log(found, intact=not findings)
    differs = _against_engine(outcome) if outcome else None
    return Verification(tuple(findings), differs, outcome, found.found.text("tm_version"))


def _scenario(found: Edited) -> Iterator[Finding]:
    """Whether the text of the scenario in the workbook is that which was exported."""
    written = found.found.text("tm_scenario_fingerprint")
    if written != fingerprint_of_files(found.plan.subject.files):
        said = "the text on the sheet Scenario is not the one that was exported"
        remedy = "what follows compares with the changed text; change the scenario file instead"
        yield Finding("scenario", f"{said}; {remedy}")


def _log(found: Edited, intact: bool) -> Iterator[Finding]:
    """Whether the log says what it said, and was written by this version."""
    read = found.found
    texts = {key: read.text(f"tm_{key}") for key in (*FINGERPRINTS, *COMPARED)}
    if read.text(f"tm_{SEAL}") != seal_of(texts):
        yield Finding("log", "the fingerprints or the certificate on the sheet Log were changed")
    elif read.text("tm_version") != f"bizcase {__version__}":
        by = read.text("tm_version") or "another version"
        yield Finding("log", f"written by {by} and compared with an export of {__version__}")
    elif intact and texts["fingerprint"] != fingerprint_of(found.book, found.plan.subject.files):
        yield Finding("log", "the fingerprint is that of another export")


def _names(found: Edited) -> Iterator[Finding]:
    """Names that lead elsewhere than they did, or nowhere."""
    for sheet in found.book.sheets:
        for name, area in sheet.names.items():
            now = found.place((area.sheet, area.row, area.column))
            there = found.found.names.get(name)
            if now is None:
                continue  # the finding is the row that was deleted
            if there is None:
                yield Finding("name", f"the name {name} is gone")
            elif (there.sheet, there.row, there.column) != now:
                yield Finding("name", f"the name {name} leads to {there.text}")


def _beyond_cells(found: Edited) -> Iterator[Finding]:
    """What is shown in another way, or calculated in another way, than it was."""
    yield from joined(changed_formats(found))
    yield from changed_charts(found)
    yield from changed_tables(found)
    yield from changed_settings(found.found.raw)


def _shown(found: Edited, untouched: bool) -> Iterator[Finding]:
    """Values in the file that are not those which its formulas have.

    Data tables are calculated by Excel alone: what they show is known while nothing has changed.
    """
    tables = {p for sheet in found.book.sheets for t in sheet.tables for p in places(t.area)}
    bodies = {found.place(place) for place in tables}
    if untouched:
        yield from _in_tables(found, tables)
    calc = found.alignment.moves[CALC].title
    largest = largest_on_calc(found.values, calc or CALC)
    blank: list[Place] = []
    faulty: list[Finding] = []
    others: list[Finding] = []
    # Other programs round what tables show, and what is as large as another one changes places.
    rounded = {place[0] for place in bodies if place} if _are_rounded(found, tables) else set()
    for place, value in found.values.items():
        sheet, row, column = place
        cell = found.found.pages[sheet].cells.get((row, column))
        if cell is None or place in bodies or sheet in rounded:
            continue
        if cell.value is None and value not in (None, ""):
            blank.append(place)
        elif not agree(cell.value, value, largest):
            shown, real = changed_cells.said(cell.value), changed_cells.said(value)
            one = Finding("shown", f"shows {shown}, its formula gives {real}", *place)
            errors = isinstance(value, Fault) or isinstance(cell.value, Fault)
            (faulty if errors else others).append(one)
    yield from _shown_otherwise(found, faulty, others)
    if blank:
        said = f"{len(blank)} formulas show no value until the file is opened and saved in Excel"
        yield Finding("shown", said)


def _shown_otherwise(
    found: Edited, faulty: list[Finding], others: list[Finding]
) -> Iterator[Finding]:
    """Errors that follow from each other are one finding, with what they come from if known.

    What programs make of an error differs: then the numbers beside it say nothing.
    """
    causes = [
        f"{change.spot.path} is {changed_cells.said(change.new)}"
        for change in found.changes
        if change.spot.part in ("value", "date") and not isinstance(change.new, float)
    ]
    count = f"{len(faulty)} cells have an error"
    if faulty and causes:
        more = f", {len(others)} more depend on it" if others else ""
        yield Finding("shown", f"{count}{more}: {causes[0]}, which is no number")
        return
    yield from others
    if len(faulty) > 1:
        first = faulty[0]
        yield Finding("shown", f"{count}; the first is {first.place}: {first.message}")
    else:
        yield from faulty


def _are_rounded(found: Edited, tables: set[Place]) -> bool:
    """Whether a table shows other numbers than were exported, be it in the last digits."""
    for place in tables:
        content = found.original[place].content if place in found.original else None
        now = found.cell(place)
        if isinstance(content, float) and (now is None or now.value != content):
            return True
    return False


def _in_tables(found: Edited, tables: set[Place]) -> Iterator[Finding]:
    """What tables show that is not what the engine gives.

    Where they show nothing at all they are calculated when the file is opened.
    """
    numbers = {
        place: cell.content
        for place in sorted(tables)
        if (cell := found.original.get(place)) and isinstance(cell.content, float)
    }
    values = {place: now.value if (now := found.cell(place)) else None for place in numbers}
    if all(value in (None, "") for value in values.values()):
        return
    for place, content in numbers.items():
        value, there = values[place], found.place(place)
        if there and not agree(content, value, abs(content)):
            shown, real = changed_cells.said(value), changed_cells.said(content)
            yield Finding("shown", f"shows {shown}, the engine gives {real}", *there)


def _compared(found: Edited) -> Compared:
    """The workbook as it stands beside the engine on its own assumptions."""
    unusable = []
    numbers = {}
    was = found.exported()
    for spot, value in found.assumptions().items():
        if spot.part not in ("value", "date"):
            continue
        if isinstance(value, float):
            if value != was[spot]:
                numbers[spot] = value
        elif value is not None or was[spot] is not None:
            unusable.append(f"{spot.path} is {changed_cells.said(value)}, which is no number")
    outcome = compared(found.plan, rerun(found.plan, numbers), found.calculation, found.place)
    outcome.differences[:0] = unusable
    return outcome


def _against_engine(outcome: Compared) -> Finding | None:
    if not outcome.differences:
        return None
    rows = list(outcome.differing)
    said = f"{len(rows)} of {outcome.rows} rows differ from the engine run on the edited values"
    if not rows:
        count = len(outcome.differences)
        other = "one other thing differs" if count == 1 else f"{count} other things differ"
        said = f"all rows are those of the engine run on the edited values, but {other}"
    else:
        more = " ..." if len(rows) > MOST_ROWS else ""
        said += f" ({', '.join(rows[:MOST_ROWS])}{more})"
    return Finding("engine", f"{said}; first: {outcome.differences[0]}")
