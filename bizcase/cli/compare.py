"""`bizcase compare`: which of several options, why, and what would change that."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bizcase.cli.interrupt import before_figures, stopped
from bizcase.cli.options import AsJson
from bizcase.cli.run import Shown

if TYPE_CHECKING:
    from bizcase.study.comparison.result import Comparison


def command(
    options: Annotated[
        list[str],
        typer.Argument(
            metavar="OPTIONS...", help="Scenario files, or cases of them as in lamp.yaml#downside."
        ),
    ],
    against: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The option that the others are set against."),
    ] = None,
    trials: Annotated[
        int, typer.Option(min=0, help="How many trials for the chances; 0 for none.")
    ] = 10_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same trials.")] = 1,
    measures: Annotated[Shown, typer.Option(help="The main measures, or all of them.")] = (
        Shown.MAIN
    ),
    as_json: AsJson = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print all figures, an option a column, as CSV.")
    ] = False,
) -> None:
    """Compare product options: which one, why, and what would change that.

    Doing nothing is always among them. Shows the best of each measure, what an option brings
    beyond the first one (or --against), the discount rates and assumptions that would turn the
    choice and, where values have ranges, how likely each option is the best.
    """
    from bizcase.cli.progress import Bar
    from bizcase.study.comparison.asked import split

    if as_json and as_csv:
        raise typer.BadParameter("choose one of --json and --csv", param_hint="--json")
    if len(options) < 2:
        file, case = split(options[0])
        other = "its base case" if case != "base" else "one of its cases"
        example = file if case != "base" else f"{file}#downside"
        raise typer.BadParameter(
            f"name another option to compare {options[0]} with: a scenario, or {other} as in "
            f"{example}",
            param_hint="OPTIONS",
        )
    with before_figures(), Bar("Simulating") as bar:
        from bizcase.study.compare import compare

        found = compare(options, against, trials, seed, bar)
    if as_json:
        from bizcase.report.records.comparison import comparison_record

        record = comparison_record(found)
        typer.echo(json.dumps(record, allow_nan=False, ensure_ascii=False))
    elif as_csv:
        from bizcase.report.tables.comparison_csv import write_comparison

        write_comparison(found, sys.stdout)
    else:
        _print_text(found, measures)
    if found.chances and found.chances.interrupted:
        stopped(found.chances.trials, found.chances.asked)


def _print_text(found: Comparison, measures: Shown) -> None:
    from bizcase.cli.comparison_page import comparison_page
    from bizcase.cli.terminal import terminal
    from bizcase.report.tables.comparison import all_measures, main_measures

    names = all_measures(found) if measures is Shown.ALL else main_measures(found)
    out = terminal()
    for part in comparison_page(found, names, out.width):
        out.print(part)
    if found.problems:
        from bizcase.cli.problems import report

        report(found.problems)
