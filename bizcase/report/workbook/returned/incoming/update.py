"""From an edited workbook and the scenario on the disk to new texts of the scenario's files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bizcase.problems import Problem, ProblemsFoundError
from bizcase.report.workbook.returned.edited import Edited, edited, scenario_files
from bizcase.report.workbook.returned.incoming.cells import Report, readings
from bizcase.report.workbook.returned.incoming.changes import Wish, wishes
from bizcase.report.workbook.returned.incoming.formulas import check_formulas
from bizcase.report.workbook.returned.incoming.merge import merged
from bizcase.report.workbook.returned.incoming.structure import check_structure
from bizcase.report.workbook.returned.incoming.target import Target
from bizcase.scenario.load import load_cases
from bizcase.study.run import Run, run


@dataclass(frozen=True)
class Update:
    """What a workbook brings: changes, the new texts that make them, and what to know of it."""

    target: Target
    wishes: tuple[Wish, ...]
    texts: dict[Path, str]
    remarks: tuple[str, ...]

    def effect(self) -> list[tuple[Run, Run]]:
        """Every case before and after the changes; the scenario need not be written for it."""
        new = {path.resolve(): text for path, text in self.texts.items()}
        after = load_cases(self.target.path, new)
        return [(run(model), run(after[case])) for case, model in self.target.models.items()]


def update_from(workbook: Path, into: Path | None = None) -> Update:
    """Reads an edited workbook beside the scenario from which it was exported.

    `into` is the file of the scenario, by default the one that the workbook names, beside it or
    in the current folder. Nothing is written. Raises ProblemsFoundError with everything that
    keeps the changes from being written.
    """
    book = edited(workbook)
    return update_of(book, Target(into or _scenario_of(book, workbook)), workbook.name)


def update_of(book: Edited, target: Target, name: str) -> Update:
    """The same for a workbook that was read; `name` is for messages."""
    report = Report(name)
    check_structure(book, report)
    check_formulas(book, report)
    wanted = wishes(book, readings(book, report), report)
    try:
        merge = merged(target, book.plan.subject, wanted, name)
    except ProblemsFoundError as found:
        raise ProblemsFoundError([*report.problems, *found.problems]) from None
    if report.problems:
        raise ProblemsFoundError(report.problems)
    return Update(target, merge.wishes, merge.texts, tuple(report.remarks))


def _scenario_of(book: Edited, workbook: Path) -> Path:
    """The file of the scenario: beside the workbook, or in the current folder."""
    name = next(iter(scenario_files(book.found, str(workbook))))
    places = [workbook.parent / name, Path(PurePosixPath(name))]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        said = f"there is no file `{name}` beside the workbook or in this folder"
        remedy = "say where the scenario is: --into path/to/scenario.yaml"
        raise ProblemsFoundError(
            [Problem("file-not-found", said, where=str(workbook), help=remedy)]
        )
    return found
