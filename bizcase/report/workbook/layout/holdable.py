"""What a scenario may say and a spreadsheet cannot hold: found before a workbook is laid out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bizcase.problems import Problem, ProblemsFoundError, Span
from bizcase.report.workbook.contents import LONGEST_TEXT
from bizcase.report.workbook.layout.dates import FIRST_YEAR
from bizcase.report.workbook.layout.subject import Subject

CODE = "workbook-not-written"
LARGEST = 1e100  # a spreadsheet has no squares and no products of much larger amounts


def refuse_if_unholdable(subject: Subject, name: str) -> None:
    """Raises ProblemsFoundError with all that no cell holds; `name` of the file."""
    problems = [*_texts(subject, name), *_days(subject, name), *_amounts(subject, name)]
    if problems:
        raise ProblemsFoundError(problems)


def _texts(subject: Subject, name: str) -> Iterator[Problem]:
    """Texts that are longer than a cell, each once."""
    remedy = "shorten it; long texts belong in a file beside the scenario"
    told: set[tuple[str, str]] = set()
    for what, text, span in _said(subject):
        if len(text) > LONGEST_TEXT and (what, text) not in told:
            told.add((what, text))
            said = f"{what} has {len(text):,} characters, a cell holds {LONGEST_TEXT:,}"
            yield Problem(CODE, said, span, remedy, where=None if span else name)


def _said(subject: Subject) -> Iterator[tuple[str, str, Span | None]]:
    """The texts of a scenario, in words what each one is, and where it stands."""
    yield "the name", subject.base.name, None
    for model in subject.models:
        yield "the name of a case", model.case, None
        for path, given in model.inputs.items():
            for part in ("source", "owner", "note"):
                span = getattr(given.places, part) or given.span
                called = "reason" if part == "note" and path.startswith("adjustments.") else part
                yield f"the {called} of `{path}`", getattr(given.origin, part), span


def _days(subject: Subject, name: str) -> Iterator[Problem]:
    """A start of which spreadsheets know nothing."""
    start = subject.base.timeline.start
    if start and start[0] < FIRST_YEAR:
        said = f"the timeline starts in {start[0]}-{start[1]:02}"
        remedy = f"spreadsheets know no dates before {FIRST_YEAR}: start later, or without a date"
        yield Problem(CODE, said, None, remedy, where=name)


def _amounts(subject: Subject, name: str) -> Iterator[Problem]:
    """A row of which a spreadsheet could not compute what is made of it: the first one will do."""
    for found in subject.runs:
        for row, values in found.arrays.items():
            if np.nanmax(np.abs(values), initial=0.0) > LARGEST:
                said = f"`{row}` goes beyond {LARGEST:.0e}"
                remedy = "spreadsheets cannot compute with such numbers: look for one mistyped"
                yield Problem(CODE, said, None, remedy, where=name)
                return
