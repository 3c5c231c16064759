"""`bizcase run`: what a scenario is worth."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bizcase.cli.options import AsJson, CaseName, ScenarioFile, Settings, settings_in

if TYPE_CHECKING:
    from bizcase.study.run import Run


class Shown(StrEnum):
    """How many measures are shown."""

    MAIN = "main"
    ALL = "all"


def command(
    scenario: ScenarioFile,
    case: CaseName = "base",
    settings: Settings = None,
    measures: Annotated[Shown, typer.Option(help="The main measures, or all of them.")] = (
        Shown.MAIN
    ),
    as_json: AsJson = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print every row for every period, as CSV.")
    ] = False,
) -> None:
    """Say what a product is worth: NPV, IRR, payback, yearly figures, a verdict.

    With --case all the cases stand side by side, with the NPV weighted by their probabilities.
    """
    from bizcase.study.scenario import load

    if as_json and as_csv:
        raise typer.BadParameter("choose one of --json and --csv", param_hint="--json")
    changes = settings_in(settings)
    found = load(scenario)
    names = found.cases if case == "all" else (case,)
    runs = [found.run(name, changes) for name in names]
    if as_json:
        _print_json(runs, whole=case == "all")
    elif as_csv:
        from bizcase.report.tables.csv_file import write_rows

        write_rows(runs, sys.stdout)
    elif case == "all":
        _print_cases(runs, measures)
    else:
        _print_run(runs[0], measures)


def _print_json(runs: Sequence[Run], whole: bool) -> None:
    from bizcase.report.records.run import cases_record, run_record

    record = cases_record(runs) if whole else run_record(runs[0])
    typer.echo(json.dumps(record, allow_nan=False, ensure_ascii=False))


def _print_run(run: Run, measures: Shown) -> None:
    from bizcase.cli.console import console, say
    from bizcase.report.tables.conventions import conventions
    from bizcase.report.tables.measures import SHORT_LIST, all_measures, measures_table
    from bizcase.report.tables.statement import statement
    from bizcase.report.tables.terminal import show_facts, show_figures
    from bizcase.report.tables.unit_economics import unit_economics_table
    from bizcase.study.verdict import verdict

    out = console()
    say(out, conventions(run), "dim")
    out.print()
    out.print(_title(run), style="bold")
    names = all_measures() if measures is Shown.ALL else SHORT_LIST
    show_facts(measures_table(run, names), out)
    for table in (statement(run), unit_economics_table(run)):
        if table:
            out.print()
            show_figures(table, out)
    out.print()
    judged = verdict(run)
    colour = {True: "green", False: "red", None: "yellow"}[judged.passes]
    say(out, judged.sentence, f"bold {colour}")
    _print_warnings(run)


def _print_cases(runs: Sequence[Run], measures: Shown) -> None:
    from bizcase.cli.console import console, say
    from bizcase.report.tables.cases import cases_table
    from bizcase.report.tables.conventions import conventions
    from bizcase.report.tables.measures import SHORT_LIST, all_measures
    from bizcase.report.tables.terminal import show_figures
    from bizcase.study.verdict import verdict

    out = console()
    say(out, conventions(runs[0]), "dim")
    out.print()
    out.print(runs[0].model.name, style="bold")
    names = all_measures() if measures is Shown.ALL else SHORT_LIST
    show_figures(cases_table(runs, names), out)
    out.print()
    for run in runs:
        say(out, f"{run.case}: {verdict(run).sentence}")
    _print_warnings(runs[0])


def _title(run: Run) -> str:
    return run.model.name if run.case == "base" else f"{run.model.name}, case {run.case}"


def _print_warnings(run: Run) -> None:
    if run.problems:
        from bizcase.cli.problems import report

        report(run.problems)
