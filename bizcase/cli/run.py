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
    """Say what a product is worth: NPV, IRR, payback.

    Shows the conventions, the measures, the yearly figures, unit economics and a verdict.

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
    else:
        _print_text(runs, measures, together=case == "all")


def _print_json(runs: Sequence[Run], whole: bool) -> None:
    from bizcase.report.records.run import cases_record, run_record

    record = cases_record(runs) if whole else run_record(runs[0])
    typer.echo(json.dumps(record, allow_nan=False, ensure_ascii=False))


def _print_text(runs: Sequence[Run], measures: Shown, together: bool) -> None:
    from bizcase.cli.page import cases_page, run_page
    from bizcase.cli.terminal import terminal
    from bizcase.report.tables.measures import SHORT_LIST, all_measures

    names = all_measures(runs[0]) if measures is Shown.ALL else SHORT_LIST
    out = terminal()
    page = cases_page(runs, names, out.width) if together else run_page(runs[0], names, out.width)
    for part in page:
        out.print(part)
    if runs[0].problems:
        from bizcase.cli.problems import report

        report(runs[0].problems)
