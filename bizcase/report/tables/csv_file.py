"""Rows and periods as comma-separated values that a spreadsheet can open without danger."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from math import isnan
from typing import TextIO

from bizcase.study.run import Run

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_rows(runs: Sequence[Run], file: TextIO) -> None:
    """Writes one line for each row of each run; a missing value is an empty cell."""
    csv.writer(file, lineterminator="\n").writerows(_lines(runs))


def _lines(runs: Sequence[Run]) -> Iterator[list[object]]:
    yield list(map(safe, ("case", "row", "unit", *runs[0].periods)))
    for run in runs:
        for name, values in run.rows.items():
            unit = run.model.rows[name].unit.text(run.model.currency)
            yield [*map(safe, (run.case, name, unit)), *numbers(values)]


def numbers(values: Iterable[float | None]) -> Iterator[object]:
    """Numbers with all their digits; an empty text for what is missing."""
    return ("" if value is None or isnan(value) else repr(value) for value in values)


def safe(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
