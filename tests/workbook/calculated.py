"""A workbook of a scenario, calculated by IronCalc, in which cells can be changed and read."""

from __future__ import annotations

import datetime
from functools import cached_property
from pathlib import Path

from bizcase.report.workbook.addresses import Area, Place
from bizcase.report.workbook.book import Book, Sheet
from bizcase.report.workbook.file.package import cleaned
from bizcase.report.workbook.file.write import written
from bizcase.report.workbook.layout.places import OPENING, TOTAL
from bizcase.report.workbook.layout.plan import Plan, plan_of
from bizcase.report.workbook.layout.subject import subject_of
from bizcase.report.workbook.proof.recalculate import Recalculation, Result, Typed
from bizcase.report.workbook.sheets.assemble import book_of

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "scenarios").glob("*.yaml"))
TEMPLATES = sorted((ROOT / "bizcase" / "cli" / "templates").glob("*.yaml"))
PUBLISHED = sorted((ROOT / "tests" / "cases").glob("*.yaml"))


class Calculated:
    """One scenario; changes last until `reset`."""

    def __init__(self, path: Path) -> None:
        self.plan: Plan = plan_of(subject_of(path), live_tornado=False)
        self.book: Book = book_of(self.plan, datetime.date(2026, 1, 1))
        self.file = cleaned(written(self.book))

    @cached_property
    def engine(self) -> Recalculation:
        """The engine with the workbook in it."""
        return Recalculation(self.file)

    def sheet(self, title: str) -> Sheet:
        """A sheet as it was laid out."""
        return next(sheet for sheet in self.book.sheets if sheet.title == title)

    def choose(self, case: str) -> None:
        """Chooses a case in the drop-down."""
        self.put(self.plan.case_cell, case)

    def put(self, area: Area, value: Typed) -> None:
        """Types a value over a cell."""
        self.engine.set(place(area), value)

    def put_in_row(self, name: str, column: int, value: Typed) -> None:
        """Types a value over the cell of a row of the case; column 0 is the opening."""
        row = self.plan.row(name)
        self.engine.set((row.sheet, row.row, OPENING + column), value)

    def reset(self) -> None:
        """Takes all changes back."""
        self.engine.reset()

    def value(self, area: Area) -> Result:
        """What stands in a cell."""
        return self.engine.read([place(area)])[place(area)]

    def result(self, name: str) -> Result:
        """A measure, or what stands beside the measures."""
        return self.value(self.plan.measure_cell(name))

    def number(self, name: str) -> float:
        """The same, where it is a number."""
        found = self.result(name)
        assert isinstance(found, float), f"{name} is {found}"
        return found

    def cell(self, name: str) -> Result:
        """A single cell behind a measure."""
        row = self.plan.returns.cells[name]
        return self.value(Area("Returns", row, TOTAL, row, TOTAL))

    def column(self, name: str) -> list[Result]:
        """A column of a table behind a measure."""
        at = self.plan.returns.columns[name]
        places = [("Returns", row, OPENING + at.offset) for row in range(at.first, at.last + 1)]
        return list(self.engine.read(places).values())


def place(area: Area) -> Place:
    """A single cell."""
    return area.sheet, area.row, area.column
