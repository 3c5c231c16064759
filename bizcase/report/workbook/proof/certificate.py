"""What was compared before a workbook was delivered, and the fingerprints of what is in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from bizcase import __version__
from bizcase.report.workbook.book import Book, Formula, Sheet

LOG = "Log"
# What the sheet Log says about each, by the end of the name of its cell.
COMPARED = {
    "engines": "Engines",
    "rows": "Rows",
    "worst": "Largest difference of a row",
    "measures": "Measures",
    "npv": "NPV once more",
    "checks": "Checks and errors",
    "missing": "Values that do not exist",
}
FINGERPRINTS = {
    "scenario_fingerprint": "Fingerprint of the scenario",
    "fingerprint": "Fingerprint",
}
SEAL = "seal"
OPTIONS = "options"  # a cell of this name has the list of options, in a workbook of several
PENDING = "pending 5b1f2c9e "  # plain letters, which no encoding alters


@dataclass(frozen=True)
class Certificate:
    """What was compared, in words, and the fingerprints of scenario and workbook, by key."""

    texts: Mapping[str, str]

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What was compared and how that went."""
        return tuple((label, self.texts[key]) for key, label in COMPARED.items())

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits over all that was exported."""
        return self.texts["fingerprint"]

    @cached_property
    def placed(self) -> dict[str, str]:
        """What stands on the sheet Log in place of each mark."""
        return {mark(key): text for key, text in {**self.texts, SEAL: self.seal}.items()}

    @property
    def seal(self) -> str:
        """A check sum of all that the certificate says."""
        return seal_of(self.texts)


def mark(key: str) -> str:
    """What stands for a text that is known only when the workbook has been calculated."""
    return f"{PENDING}{key}"


def seal_of(texts: Mapping[str, str]) -> str:
    """A check sum of the texts by key."""
    return _grouped([[key, texts.get(key, "")] for key in (*FINGERPRINTS, *COMPARED)])


def fingerprint_of_files(files: Mapping[str, str]) -> str:
    """16 hexadecimal digits over names and texts of the files of a scenario."""
    return _grouped(list(files.items()))


def fingerprint_of(book: Book, files: Mapping[str, str]) -> str:
    """16 hexadecimal digits over the files, the version and all cells but those of the log."""
    cells = [_cells(sheet) for sheet in book.sheets if sheet.title != LOG]
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
