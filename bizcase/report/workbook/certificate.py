"""What was compared before a workbook was delivered, and the fingerprints of what is in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bizcase import __version__
from bizcase.report.workbook.book import Book, Formula, Sheet


@dataclass(frozen=True, slots=True)
class Certificate:
    """The lines that say what was compared, and the fingerprints of scenario and workbook."""

    lines: tuple[tuple[str, str], ...]  # what, result
    scenario: str
    fingerprint: str

    @property
    def seal(self) -> str:
        """A check sum of all that the certificate says."""
        return _grouped([*self.lines, (self.scenario, self.fingerprint)])


def fingerprint_of_files(files: Mapping[str, str]) -> str:
    """16 hexadecimal digits over names and texts of the files of a scenario."""
    return _grouped(list(files.items()))


def fingerprint_of(book: Book, files: Mapping[str, str]) -> str:
    """16 hexadecimal digits over the files, the version and all cells but those of the log."""
    cells = [_cells(sheet) for sheet in book.sheets if sheet.title != "Log"]
    return _grouped([__version__, list(files.items()), cells])


def _cells(sheet: Sheet) -> list[object]:
    """Title and contents; values of formulas are left out: they follow from the rest."""

    def told(content: object) -> object:
        if isinstance(content, Formula):
            return "=", content.text
        # Numbers that the engine reckoned may differ in their last digits between machines.
        return f"{content:.10g}" if isinstance(content, float) else str(content)

    found = [(*place, told(sheet.cells[place].content)) for place in sorted(sheet.cells)]
    return [sheet.title, found]


def _grouped(what: Iterable[object]) -> str:
    digits = hashlib.sha256(json.dumps(what).encode()).hexdigest()[:16]
    return " ".join(digits[start : start + 4] for start in range(0, 16, 4))
