"""A workbook that people changed beside what was exported: what every cell was, and is now."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from bizcase.problems import Problem, ProblemsFoundError, Source
from bizcase.report.workbook.addresses import Place
from bizcase.report.workbook.book import Book, Cell, Formula
from bizcase.report.workbook.layout.dates import as_of, day_in, holds_day, years_of
from bizcase.report.workbook.layout.plan import Plan, plan_of
from bizcase.report.workbook.layout.simulated import simulation_said
from bizcase.report.workbook.layout.subject import BASE, Subject, subject_of
from bizcase.report.workbook.proof.certificate import OPTIONS
from bizcase.report.workbook.proof.recalculate import (
    Fault,
    NotCalculableError,
    Recalculation,
    Result,
)
from bizcase.report.workbook.returned.align import Alignment, alignment, plain
from bizcase.report.workbook.returned.calculable import calculable
from bizcase.report.workbook.returned.canonical import after, canonical
from bizcase.report.workbook.returned.checksum import was_changed
from bizcase.report.workbook.returned.read import ReadWorkbook, Written, read_workbook
from bizcase.report.workbook.returned.spots import TEXTS, Spot, spots
from bizcase.report.workbook.sheets.assemble import book_of
from bizcase.report.workbook.sheets.scenario_text import SCENARIO, files_in

Assumed: TypeAlias = float | str | bool | Fault | None


@dataclass(frozen=True, slots=True)
class Change:
    """An assumption that somebody changed; dates are years since the start.

    `new` is a text, a Fault or None (blank) where there should be a number but is none.
    """

    spot: Spot
    old: Assumed
    new: Assumed
    place: Place  # where it stands now


@dataclass(frozen=True)
class Edited:
    """A workbook, and the export built anew from the scenario in it."""

    found: ReadWorkbook
    plan: Plan
    book: Book
    alignment: Alignment

    @cached_property
    def original(self) -> dict[Place, Cell]:
        """The cells of the export."""
        return {
            (sheet.title, *place): cell
            for sheet in self.book.sheets
            for place, cell in sheet.cells.items()
        }

    @cached_property
    def calculation(self) -> Recalculation:
        """The workbook as it is, in the spreadsheet engine. Raises NotCalculableError."""
        try:
            return Recalculation(calculable(self.found.raw))
        except UnicodeDecodeError as error:  # IronCalc takes UTF-8 alone
            raise NotCalculableError(str(error)) from error

    @cached_property
    def values(self) -> Mapping[Place, Result]:
        """The values that its formulas have, by their place now."""
        return self.calculation.read(self.calculation.formulas())

    @cached_property
    def known_values(self) -> Mapping[Place, Result]:
        """The same; none where the workbook cannot be calculated."""
        try:
            return self.values
        except NotCalculableError:
            return {}

    def place(self, place: Place) -> Place | None:
        """Where a cell of the export is now; None if it was deleted."""
        return self.alignment.place(*place)

    def cell(self, place: Place) -> Written | None:
        """What now stands in a cell of the export; None if it is blank or was deleted."""
        now = self.place(place)
        return self.found.pages[now[0]].cells.get(now[1:]) if now else None

    def same_formula(self, place: Place) -> bool:
        """Whether a formula of the export is as it was, but for what has moved."""
        content, now = self.original[place].content, self.cell(place)
        if not isinstance(content, Formula) or now is None or now.formula is None:
            return False
        if content.text == now.formula and self.alignment.still:
            return True
        there = self.place(place)
        assert there is not None
        moved = after(content.text, place[0], self.alignment.moves)
        return moved == canonical(now.formula, there[0])

    def assumptions(self) -> dict[Spot, Assumed]:
        """Every assumption as the workbook has it now; those of deleted cells are missing.

        A blank cell of a case has the value of the base case.
        """
        found: dict[Spot, Assumed] = {}
        for spot, place in spots(self.plan).items():  # the base case comes first
            now = self.place(place)
            if now is not None:
                own = self._assumed(spot, place, now)
                blank = spot.case not in ("", BASE) and own in (None, "")
                found[spot] = found.get(spot.of_base) if blank else own
        return found

    def exported(self) -> dict[Spot, Assumed]:
        """Every assumption as it was exported."""
        return {
            spot: self._number(spot, place, self._shown(place))
            for spot, place in spots(self.plan).items()
        }

    @cached_property
    def changes(self) -> list[Change]:
        """The assumptions that somebody changed; not those that follow one that was changed."""
        old, new, where = self.exported(), self.assumptions(), spots(self.plan)
        found = []
        for spot, value in new.items():
            content = self.original[where[spot]].content if where[spot] in self.original else None
            if isinstance(content, Formula) and self.same_formula(where[spot]):
                continue
            if not _same(old[spot], value):
                now = self.place(where[spot])
                assert now is not None
                found.append(Change(spot, old[spot], value, now))
        return found

    def _assumed(self, spot: Spot, place: Place, now: Place) -> Assumed:
        cell = self.found.pages[now[0]].cells.get(now[1:])
        value = None if cell is None else cell.value
        if cell is not None and cell.formula is not None:
            value = self.known_values.get(now, value)
        return self._number(spot, place, value)

    def _shown(self, place: Place) -> float | str | None:
        cell = self.original.get(place)
        if cell is None:
            return None
        value = cell.content.value if isinstance(cell.content, Formula) else plain(cell.content)
        return float(value) if isinstance(value, bool) else value

    def _number(self, spot: Spot, place: Place, value: Assumed) -> Assumed:
        """The value of a cell as the model has it: days as years, blank amounts as 0."""
        if spot.part in TEXTS:
            return None if value in (None, "") else value
        if value is None and spot.path in self.plan.adjustments:
            return 0.0
        cell = self.original.get(place)
        if isinstance(value, float) and cell is not None and holds_day(cell.style):
            day = day_in(value)
            if day is None:
                return value
            return years_of(day, self.plan.model.timeline) + (value - int(value)) / 360
        return value


def _same(old: Assumed, new: Assumed) -> bool:
    if isinstance(old, float) and isinstance(new, float):
        return abs(old - new) <= 1e-14 * max(abs(old), abs(new))
    return old == new


def edited(path: str | Path) -> Edited:
    """Reads a workbook and builds its export anew. Raises ProblemsFoundError."""
    found = read_workbook(path)
    return beside_export(found, str(path))


def beside_export(found: ReadWorkbook, name: str) -> Edited:
    """The same for a workbook that was read; `name` is for messages."""
    if f"tm_{OPTIONS}" in found.names:
        raise ProblemsFoundError([_several(found, name)])
    subject = subject_in(found, name)
    shown = found.text("tm_shown")
    if shown in subject.cases:
        subject = replace(subject, shown=shown)
    live = found.text("tm_tornado") != "static"
    plan = plan_of(subject, live, simulation_said(found.text("tm_simulation"), subject, name))
    book = book_of(plan, as_of(plan.model))
    return Edited(found, plan, book, alignment(book, found))


def _several(found: ReadWorkbook, name: str) -> Problem:
    """A workbook of several options is not compared with a scenario, and goes back into none."""
    options = found.text(f"tm_{OPTIONS}")
    state = "it was changed since" if was_changed(found) else "nothing was changed in it since"
    said = f"the workbook sets options side by side ({options}); {state} it was written"
    first = options.partition(", ")[0].partition("#")[0]
    remedy = (
        f"make changes in the scenario of an option, or in a workbook of it alone, which can be "
        f"verified and imported: `bizcase export {first}`"
    )
    return Problem("not-a-workbook", said, where=name, help=remedy)


def subject_in(found: ReadWorkbook, name: str) -> Subject:
    """The scenario whose text stands in a workbook. Raises ProblemsFoundError."""
    with tempfile.TemporaryDirectory() as folder:
        files = scenario_files(found, name)
        for file, text in files.items():
            target = Path(folder, file)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        try:
            return subject_of(Path(folder, next(iter(files))))
        except ProblemsFoundError as problems:
            raise ProblemsFoundError(_in_workbook(problems, folder, name)) from None


def _in_workbook(found: ProblemsFoundError, folder: str, name: str) -> Iterator[Problem]:
    """The problems, with the workbook in place of the folder in which nobody finds anything."""
    for problem in found.problems:
        source = problem.span.source if problem.span else None
        if source and problem.span and source.name.startswith(folder):
            called = f"{name}, sheet {SCENARIO}, {Path(source.name).relative_to(folder).as_posix()}"
            span = replace(problem.span, source=Source(called, source.text))
            yield replace(problem, span=span)
        else:
            yield replace(problem, where=name if problem.where else None)


def scenario_files(found: ReadWorkbook, name: str) -> dict[str, str]:
    """The files of the scenario in a workbook, the scenario itself first."""
    at = found.names.get("tm_scenario")
    title = at.sheet if at and SCENARIO not in found.pages else SCENARIO
    page = found.pages.get(title)
    remedy = "give a workbook that `bizcase export` wrote, with its sheet Scenario"
    try:
        files = files_in({p: c.value for p, c in page.cells.items()}) if page else {}
    except ValueError:
        files = {}
    if not files:
        said = "the workbook does not hold the text of a scenario"
        raise ProblemsFoundError([Problem("not-a-workbook", said, where=name, help=remedy)])
    for file in files:
        parts = PurePosixPath(file).parts
        if (
            not parts
            or PurePosixPath(file).is_absolute()
            or {"..", "."} & set(parts)
            or (any(c in file for c in "\\:\0"))
        ):
            said = f"`{file}` is no name of a file beside the scenario"
            raise ProblemsFoundError([Problem("not-a-workbook", said, where=name, help=remedy)])
    return files
