"""What `bizcase run` prints, as lines: conventions, measures, tables, the verdict."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from bizcase.report.paint import paint
from bizcase.report.tables.cases import cases_table
from bizcase.report.tables.conventions import conventions
from bizcase.report.tables.measures import measures_table
from bizcase.report.tables.statement import statement
from bizcase.report.tables.terminal import facts, figures
from bizcase.report.tables.unit_economics import unit_economics_table
from bizcase.study.run import Run
from bizcase.study.verdict import verdict

_COLOURS = {True: "green", False: "red", None: "yellow"}


def run_lines(run: Run, measures: tuple[str, ...], width: int) -> Iterator[str]:
    """One case, fitted to a width in characters."""
    name = run.model.name if run.case == "base" else f"{run.model.name}, case {run.case}"
    yield from sentence(conventions(run), width, "dim")
    yield ""
    yield paint(name, "bold")
    yield from facts(measures_table(run, measures), width)
    for table in (statement(run), unit_economics_table(run)):
        if table:
            yield ""
            yield from figures(table, width)
    yield ""
    judged = verdict(run)
    yield from sentence(judged.sentence, width, f"bold {_COLOURS[judged.passes]}")


def cases_lines(runs: Sequence[Run], measures: tuple[str, ...], width: int) -> Iterator[str]:
    """All cases side by side, fitted to a width in characters."""
    yield from sentence(conventions(runs[0]), width, "dim")
    yield ""
    yield paint(runs[0].model.name, "bold")
    yield from figures(cases_table(runs, measures), width)
    yield ""
    for run in runs:
        judged = verdict(run)
        yield from sentence(f"{run.case}: {judged.sentence}", width, _COLOURS[judged.passes])


def sentence(text: str, width: int, style: str = "") -> Iterator[str]:
    """A sentence in lines of at most `width` characters."""
    for line in textwrap.wrap(text, width, break_on_hyphens=False):
        yield paint(line, style)
