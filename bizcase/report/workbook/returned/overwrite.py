"""Whether a workbook that would be replaced holds work of people that the scenario lacks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bizcase import __version__
from bizcase.problems import Problem, ProblemsFoundError
from bizcase.report.whole_file import of_somebody_else
from bizcase.report.workbook.file.deliver import WORKBOOK
from bizcase.report.workbook.proof.certificate import OPTIONS, fingerprint_of_files
from bizcase.report.workbook.returned import changed_cells
from bizcase.report.workbook.returned.checksum import was_changed
from bizcase.report.workbook.returned.edited import Edited, beside_export
from bizcase.report.workbook.returned.finding import joined
from bizcase.report.workbook.returned.incoming.cells import Report, address, readings
from bizcase.report.workbook.returned.incoming.changes import wishes
from bizcase.report.workbook.returned.incoming.merge import merged
from bizcase.report.workbook.returned.incoming.target import Target
from bizcase.report.workbook.returned.incoming.wording import part_of, shown
from bizcase.report.workbook.returned.read import ReadWorkbook, read_workbook
from bizcase.report.workbook.returned.spots import spots

MOST_SHOWN = 5  # findings in the message
_OF_OPTIONS = (
    "it sets options side by side: make the edits in their scenarios, write to another place with "
    "-o, or over them with --force"
)


def refuse_if_edited(target: Path, scenario: Path, fresh: bytes) -> None:
    """Raises ProblemsFoundError where `fresh` would replace what people wrote into a workbook.

    What the scenario says by now is not lost. A file that is no workbook of ours, and not empty,
    is somebody's as well.
    """
    if not target.is_file():
        return
    try:
        if target.read_bytes() in (b"", fresh):
            return
        found = _ours(target)
    except OSError:  # one that cannot be read may be anybody's
        found = None
    if found is None:
        raise ProblemsFoundError([of_somebody_else(WORKBOOK, target)])
    said = f"`{target.name}` was edited, and would be replaced by one without these edits"
    if f"tm_{OPTIONS}" in found.names:
        if was_changed(found):
            raise ProblemsFoundError(
                [Problem("workbook-edited", said, where=str(target), help=_OF_OPTIONS)]
            )
        return
    lost = _lost(found, target, Target(scenario))
    if not lost:
        return
    more = [f"and {len(lost) - MOST_SHOWN} more"] if len(lost) > MOST_SHOWN else []
    remedy = [
        f"bring them into the scenario first: `bizcase import {target}`",
        "or write to another place with -o, or over them with --force; edited:",
        *lost[:MOST_SHOWN],
        *more,
    ]
    problem = Problem("workbook-edited", said, where=str(target), help="\n".join(remedy))
    raise ProblemsFoundError([problem])


def _ours(target: Path) -> ReadWorkbook | None:
    """The workbook, if it is one of ours. Raises OSError."""
    try:
        found = read_workbook(target)
    except ProblemsFoundError:
        return None
    return found if found.text("tm_version") or "tm_scenario" in found.names else None


def _lost(found: ReadWorkbook, workbook: Path, target: Target) -> list[str]:
    """In words, all that would be lost."""
    try:
        book = beside_export(found, str(workbook))
    except ProblemsFoundError as problems:
        return [f"it cannot be told what was: {problems.problems[0].message}"]
    return [*_assumptions(book, target, workbook.name), *_others(book)]


def _assumptions(book: Edited, target: Target, name: str) -> Iterator[str]:
    """Yellow cells that say what the scenario does not say, and those that make no sense."""
    report = Report(name)
    wanted = wishes(book, readings(book, report), report)
    yield from (f"{problem.where}: {problem.message}" for problem in report.problems)
    try:
        left = merged(target, book.plan.subject, wanted, name).wishes
    except ProblemsFoundError:  # an import will say why
        left = tuple(wanted)
    for wish in left:
        values = (wish.old or None if wish.column is not None else wish.old, wish.change.value)
        old, new = (shown(target, wish, value) for value in values)
        of = part_of(target, wish)
        yield f"{wish.address}: {wish.change.path}{', ' if of else ''}{of}: {old} -> {new}"


def _others(book: Edited) -> Iterator[str]:
    """Formulas, texts, sheets and rows; those of another version of bizcase cannot be told."""
    read = book.found
    if read.text("tm_version") not in ("", f"bizcase {__version__}"):
        return
    written = read.text("tm_scenario_fingerprint")
    if written != fingerprint_of_files(book.plan.subject.files):
        yield "the text on the sheet Scenario"
    yellow = {address(now) for now in map(book.place, spots(book.plan).values()) if now}
    findings = [*changed_cells.structure(book), *changed_cells.cells(book)]
    for one in joined(one for one in findings if one.place not in yellow):
        yield f"{one.place}: {one.message}" if one.place else one.message
