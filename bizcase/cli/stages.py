"""`bizcase stages`: is each step of the development worth its cost and its risk?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import typer

from bizcase.cli.options import AsJson, CaseName, ScenarioFile, Settings, settings_in

if TYPE_CHECKING:
    from bizcase.study.run import Run


def command(
    scenario: ScenarioFile,
    case: CaseName = "base",
    settings: Settings = None,
    as_json: AsJson = False,
) -> None:
    """Say what a product is worth when its development may fail.

    Shows the risk-adjusted NPV, the expected commercial value, every stage with its chance and the
    decision at its gate, the tree of all paths, the outcome of the rule, and the advice.
    """
    from bizcase.study.scenario import load

    changes = settings_in(settings)
    found = load(scenario)
    if not found.model.stages:
        from bizcase.cli.problems import report
        from bizcase.problems import Problem

        said = "this scenario has no `stages:`"
        remedy = (
            "write for example stages: {prototype: {cost: 400k, success: 60%, decided: launch}}"
        )
        report([Problem("missing-key", said, help=remedy, where=str(scenario))], as_json)
        raise typer.Exit(1)
    runs = [found.run(name, changes) for name in (found.cases if case == "all" else (case,))]
    if as_json:
        from bizcase.report.records.stages import stages_record

        records = [stages_record(run) for run in runs]
        whole = records[0] if case != "all" else {"format": 1, "cases": records}
        typer.echo(json.dumps(whole, allow_nan=False, ensure_ascii=False))
    else:
        _print_text(runs)


def _print_text(runs: list[Run]) -> None:
    from bizcase.cli.stages_page import stages_page
    from bizcase.cli.terminal import terminal
    from bizcase.study.lint.outcome_before_gate import problems_of

    out = terminal()
    for number, run in enumerate(runs):
        if number:
            out.print()
        for part in stages_page(run, out.width):
            out.print(part)
    if found := problems_of(runs[0]):
        from bizcase.cli.problems import report

        report(found)
