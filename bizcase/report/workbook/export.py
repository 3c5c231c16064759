"""From a scenario to a workbook that was compared with the engine before it is handed out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bizcase import __version__
from bizcase.problems import Problem, ProblemsFoundError, did_you_mean, listing
from bizcase.report.workbook.addresses import Place
from bizcase.report.workbook.book import Book, Formula, Value
from bizcase.report.workbook.file.package import cleaned, with_texts, with_values
from bizcase.report.workbook.file.write import written
from bizcase.report.workbook.layout.dates import as_of
from bizcase.report.workbook.layout.holdable import refuse_if_unholdable
from bizcase.report.workbook.layout.plan import Plan, plan_of
from bizcase.report.workbook.layout.simulated import simulated
from bizcase.report.workbook.layout.subject import BASE, Subject, subject_of
from bizcase.report.workbook.proof.agreement import disagreements
from bizcase.report.workbook.proof.certificate import (
    Certificate,
    fingerprint_of,
    fingerprint_of_files,
)
from bizcase.report.workbook.proof.expected import expected
from bizcase.report.workbook.proof.powers import roots_of_negatives
from bizcase.report.workbook.proof.recalculate import (
    Fault,
    Recalculation,
    Result,
    engine_name,
)
from bizcase.report.workbook.proof.tie_out import ROW, Compared, compared
from bizcase.report.workbook.sheets.assemble import book_of
from bizcase.study.simulation.result import Simulation

MOST_SHOWN = 10  # differences in a message
DIFFERS = "workbook-differs"


@dataclass(frozen=True, slots=True)
class Export:
    """The bytes of an .xlsx file, and what was compared."""

    content: bytes
    certificate: Certificate
    compared: Compared
    problems: tuple[Problem, ...] = ()  # warnings


def exported(
    path: str | Path,
    live_tornado: bool = True,
    shown: str = BASE,
    trials: int = 0,
    seed: int = 1,
) -> Export:
    """The workbook of a scenario that shows the case `shown` first.

    With `trials` it has a sheet with the simulation of that case.

    Raises ProblemsFoundError: for a problem in the scenario, and for a workbook that would differ
    from the engine anywhere.
    """
    subject = subject_of(path)
    if shown not in subject.cases:
        raise ProblemsFoundError([_no_case(subject, shown, str(path))])
    subject = replace(subject, shown=shown)
    simulation = simulated(subject, trials, seed) if trials else None
    return exported_subject(subject, live_tornado, str(path), simulation)


def exported_subject(
    subject: Subject, live_tornado: bool, name: str, simulation: Simulation | None = None
) -> Export:
    """The same for a scenario that was read; `name` is for messages."""
    refuse_if_unholdable(subject, name)
    plan = plan_of(subject, live_tornado, simulation)
    book = book_of(plan, as_of(plan.model))
    draft = cleaned(written(book))
    workbook = Recalculation(draft)
    found = compared(plan, subject.runs, workbook)
    wrong = found.differences or disagreements(book, workbook.read(workbook.formulas()))
    if wrong:
        roots = roots_of_negatives(subject.models, found.differing, DIFFERS, name)
        raise ProblemsFoundError(roots or [differs(wrong, name)])
    certificate = _certificate(book, plan, found)
    content = filled(draft, book, workbook, certificate)
    return Export(content, certificate, found, subject.base.problems)


def filled(draft: bytes, book: Book, workbook: Recalculation, certificate: Certificate) -> bytes:
    """The file of a book, with its certificate and with the values that programs show."""
    values = _with_texts(workbook, book, certificate)
    tables = {sheet.title: sheet.tables for sheet in book.sheets if sheet.tables}
    certified = with_texts(draft, certificate.placed)
    return with_values(certified, shown_values(book, values), tables)


def _with_texts(
    workbook: Recalculation, book: Book, certificate: Certificate
) -> dict[Place, Result]:
    """The values of all formulas once the certificate stands in its place."""
    for sheet in book.sheets:
        for place, cell in sheet.cells.items():
            if isinstance(cell.content, str) and cell.content in certificate.placed:
                workbook.set((sheet.title, *place), certificate.placed[cell.content])
    return workbook.read(workbook.formulas())


def shown_values(book: Book, values: Mapping[Place, Result]) -> dict[Place, Value]:
    """What programs show that do not calculate: values of our engine, of IronCalc elsewhere."""
    found: dict[Place, Value] = {
        place: None if isinstance(value, Fault) else value for place, value in values.items()
    }
    for sheet in book.sheets:
        for (row, column), cell in sheet.cells.items():
            if isinstance(cell.content, Formula) and cell.content.value is not None:
                found[sheet.title, row, column] = cell.content.value
    return found


def _certificate(book: Book, plan: Plan, found: Compared) -> Certificate:
    import numpy
    import numpy_financial

    cases = f"{found.cases} case{'s' * (found.cases != 1)}"
    own = f"bizcase {__version__} (NumPy {numpy.__version__})"
    texts = {
        "scenario_fingerprint": fingerprint_of_files(plan.subject.files),
        "fingerprint": fingerprint_of(book, plan.subject.files),
        "engines": f"{own} and {engine_name()}, which calculated all {found.formulas:,} formulas",
        "rows": f"{found.rows} rows x {found.columns} columns x {cases}: all agree",
        "worst": _worst(found),
        "measures": f"{found.measures} measures x {cases}: all agree{_beyond(plan)}",
        "npv": f"numpy-financial {numpy_financial.__version__} finds the NPV of the sheet's cash "
        f"flows in {found.npvs} of {cases}; largest difference {found.worst_npv:.0e} of the flows",
        "checks": f"all checks of the workbook hold in {found.sound} of {cases}, without any error",
        "missing": f"{found.missing} values of rows, which are errors or n/a in the sheet as well"
        if found.missing
        else "none",
    }
    return Certificate(texts)


def _beyond(plan: Plan) -> str:
    """What the sheet does not see although it exists."""
    runs = plan.subject.runs
    unseen = [
        run.case for run in runs if run.measures["irr"] is not None and not expected(run)["irr"]
    ]
    if not unseen:
        return ", also on which do not exist"
    return f"; the sheet shows n/a for an IRR outside of its search, in {listing(unseen)}"


def _worst(found: Compared) -> str:
    if not found.worst:
        return "0"
    at = f", in {found.worst_at}" if found.worst_at else ""
    return f"{found.worst:.0e} of the row's largest value{at}; {ROW:.0e} would be refused"


def _no_case(subject: Subject, shown: str, name: str) -> Problem:
    remedy = did_you_mean(shown, subject.cases) or f"known: {listing(subject.cases)}"
    return Problem("unknown-case", f"there is no case `{shown}`", where=name, help=remedy)


def differs(wrong: list[str], name: str) -> Problem:
    """The problem that a workbook would not say what the engine says."""
    shown = "\n".join(wrong[:MOST_SHOWN])
    more = f"\nand {len(wrong) - MOST_SHOWN} more" if len(wrong) > MOST_SHOWN else ""
    return Problem(
        DIFFERS,
        "the workbook would not say what the engine says, and was not written",
        where=name,
        help=f"this is a bug in bizcase, please report it with the scenario:\n{shown}{more}",
    )
