"""What `bizcase run` prints: conventions, measures, tables, the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from bizcase.cli.terminal import facts, figures
from bizcase.report.tables.adjustments import adjusted_by_hand
from bizcase.report.tables.cases import cases_table
from bizcase.report.tables.conventions import conventions
from bizcase.report.tables.measures import measures_table
from bizcase.report.tables.statement import statement
from bizcase.report.tables.unit_economics import unit_economics_table
from bizcase.study.run import Run
from bizcase.study.verdict import verdict

COLOURS = {True: "green", False: "red", None: "yellow"}


def run_page(run: Run, measures: tuple[str, ...], width: int) -> Iterator[RenderableType]:
    """One case, its tables fitted to a width in characters."""
    yield rules(run)
    yield title(run)
    yield facts(measures_table(run, measures))
    for table in (statement(run), unit_economics_table(run)):
        if table:
            yield ""
            yield from figures(table, width)
    yield ""
    judged = verdict(run)
    yield Text(judged.sentence, f"bold {COLOURS[judged.passes]}")


def cases_page(
    runs: Sequence[Run], measures: tuple[str, ...], width: int
) -> Iterator[RenderableType]:
    """All cases side by side, their table fitted to a width in characters."""
    yield rules(runs[0])
    yield Text(runs[0].model.name, "bold")
    yield from figures(cases_table(runs, measures), width)
    yield ""
    for run in runs:
        judged = verdict(run)
        yield Text(f"{run.case}: {judged.sentence}", COLOURS[judged.passes])


def title(run: Run) -> Text:
    """The name of the scenario, and of its case."""
    name = run.model.name if run.case == "base" else f"{run.model.name}, case {run.case}"
    return Text(name, "bold")


def rules(run: Run, *further: str) -> Text:
    """On what the figures rest: the conventions, what was adjusted by hand, and `further`."""
    lines = (conventions(run), adjusted_by_hand(run.model), *further)
    return Text("\n".join(line for line in lines if line) + "\n", "dim")
