"""`bizcase portfolio`: which options to choose when money does not reach for all."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bizcase.cli.options import AsJson, Force

if TYPE_CHECKING:
    from bizcase.report.whole_file import Kind
    from bizcase.study.portfolio.choice import Portfolio


def command(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder with one scenario for each option.")
    ],
    budget: Annotated[
        list[str] | None,
        typer.Option(
            "--budget",
            metavar="AMOUNT",
            help="The money there is: 10M at any time, or by year, as in 2027=10M,2028=5M or "
            "opening=10M. May be repeated.",
        ),
    ] = None,
    divisible: Annotated[
        bool, typer.Option("--divisible", help="Options may be taken in part.")
    ] = False,
    chart: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Draw what the best choice is worth by budget, as .png or .svg."
        ),
    ] = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Choose the best set of options under budgets.

    Shows it beside the ranking by profitability index, and what more money would be worth.

    The file portfolio.yaml in the folder may hold budgets, rules, and projects without a scenario.
    """
    from bizcase.study.portfolio.load import portfolio

    if chart is not None and chart.suffix.lower() not in (".png", ".svg"):
        raise typer.BadParameter(f"`{chart}` ends with neither .png nor .svg", param_hint="--chart")
    if chart is not None:
        _refuse(chart, force)
    found = portfolio(folder, budget or (), divisible)
    if as_json:
        from bizcase.report.records.portfolio import portfolio_record

        typer.echo(json.dumps(portfolio_record(found), allow_nan=False, ensure_ascii=False))
    else:
        _print_text(found)
    if chart is not None:
        from bizcase.report.charts.draw import draw
        from bizcase.report.charts.save import save

        save(draw(found, "budget"), chart, _kind())
        typer.echo(f"Wrote {chart}", err=True)
    if found.problems:
        from bizcase.cli.problems import report

        report(found.problems)


def _kind() -> Kind:
    """A chart whose place `--chart` names."""
    from bizcase.report.charts.save import CHART

    return replace(CHART, option="--chart")


def _refuse(chart: Path, force: bool) -> None:
    """Raises ProblemsFoundError where the chart cannot be put, before anything is computed."""
    from bizcase.report.whole_file import refuse_others, refuse_place

    refuse_place(chart, _kind())
    if not force:
        refuse_others(_kind(), chart)


def _print_text(found: Portfolio) -> None:
    from rich.text import Text

    from bizcase.cli.terminal import figures, terminal
    from bizcase.report.tables.portfolio import (
        advice,
        budgets_table,
        headline,
        options_table,
    )

    out = terminal()
    out.print(Text("\n".join((headline(found), *found.notes)) + "\n", "dim"))
    for table in (options_table(found), budgets_table(found)):
        for part in figures(table, out.width):
            out.print(part)
        out.print()
    for number, sentence in enumerate(advice(found)):
        out.print(Text(sentence, "bold" if number == 0 else ""))
