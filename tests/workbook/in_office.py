"""A workbook in LibreOffice, with the handles that the comparison with the engine needs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bizcase.report.workbook.addresses import Place, letters
from bizcase.report.workbook.proof.recalculate import Fault, Recalculation, Result, Typed
from bizcase.report.workbook.returned.read import workbook_in
from tests.workbook.libreoffice import ErrorValue, LibreOffice, Results


class InOffice(Recalculation):
    """As `Recalculation`, but LibreOffice calculates."""

    def __init__(self, office: LibreOffice, path: Path) -> None:
        self.office, self.path = office, path
        self.pages = workbook_in(path.read_bytes()).pages
        self.numbers = {title: number for number, title in enumerate(self.pages)}
        self.edits: dict[Place, Typed] = {}
        self.results: Results | None = None

    def set(self, place: Place, value: Typed) -> None:
        self.edits[place], self.results = value, None

    def reset(self) -> None:
        self.edits, self.results = {}, None

    def formulas(self) -> list[Place]:
        return [
            (title, *place)
            for title, page in self.pages.items()
            for place, cell in page.cells.items()
            if cell.formula is not None
        ]

    def read(self, places: Iterable[Place]) -> dict[Place, Result]:
        if self.results is None:
            edits = [(s, f"{letters(c)}{r}", value) for (s, r, c), value in self.edits.items()]
            self.results = self.office.calculate(self.path, edits)
        return {place: self.value(place) for place in places}

    def value(self, place: Place) -> Result:
        sheet, row, column = place
        assert self.results is not None
        found = self.results[sheet].get(f"{letters(column)}{row}")
        if isinstance(found, ErrorValue):
            return Fault(found.text)
        if found is not None:
            return found
        if place in self.edits:
            return self.edits[place]
        cell = self.pages[sheet].cells.get((row, column))
        return None if cell is None else cell.value
