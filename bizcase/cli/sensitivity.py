"""`bizcase sensitivity`: what decides, and at which value."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from bizcase.cli.options import (
    AsJson,
    OneCase,
    ScenarioFile,
    Settings,
    settings_in,
    two_drivers,
)

_MOST_STEPS = 41


def command(
    scenario: ScenarioFile,
    case: OneCase = "base",
    settings: Settings = None,
    measure: Annotated[
        str, typer.Option(metavar="NAME", help="What is shown: npv, irr, payback, ...")
    ] = "npv",
    everything: Annotated[
        bool, typer.Option("--all", help="Show every driver, also the small ones.")
    ] = False,
    spider: Annotated[
        bool, typer.Option("--spider", help="Show the measure at five values of each driver.")
    ] = False,
    table: Annotated[
        str | None,
        typer.Option(
            metavar="A,B", help="Show a table of two drivers instead: price,adoption.market."
        ),
    ] = None,
    steps: Annotated[
        int, typer.Option(min=3, max=_MOST_STEPS, help="Values of each in a table, odd.")
    ] = 5,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the drivers as CSV.")] = False,
) -> None:
    """Say what decides: each driver alone at its low and high value, and where the NPV is zero.

    Every figure is a computation of the whole case. Shows the drivers with the greatest swing, the
    values at which the NPV is zero, and what turns the verdict within its range.

    A driver may be named by an end of its path that no other has: thermostat.price.
    """
    from bizcase.study.measures.names import measure_named
    from bizcase.study.scenario import load

    if as_json and as_csv:
        raise typer.BadParameter("choose one of --json and --csv", param_hint="--json")
    if steps % 2 == 0:
        raise typer.BadParameter(f"{steps} is not odd: the base stands in the middle",
                                 param_hint="--steps")  # fmt: skip
    found = load(scenario).sensitivity(
        case,
        settings_in(settings),
        measure=measure_named(measure),
        table=two_drivers(table) if table is not None else None,
        steps=steps,
    )
    if as_json:
        from bizcase.report.records.sensitivity import sensitivity_record

        record = sensitivity_record(found)
        typer.echo(json.dumps(record, allow_nan=False, ensure_ascii=False))
    elif as_csv:
        from bizcase.report.tables.sensitivity_file import write_drivers, write_table

        if found.table is not None:
            write_table(found.table, sys.stdout)
        else:
            write_drivers(found, sys.stdout)
    else:
        from bizcase.cli.problems import report
        from bizcase.cli.sensitivity_page import sensitivity_page
        from bizcase.cli.terminal import terminal
        from bizcase.report.tables.sensitivity import SHOWN

        out = terminal()
        plain = not out.encoding.startswith("utf")
        most = None if everything else SHOWN
        for part in sensitivity_page(found, out.width, most, spider, plain):
            out.print(part)
        if found.model.problems:
            report(found.model.problems)
