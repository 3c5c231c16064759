"""`bizcase export`: the workbook with live formulas."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bizcase.cli.interrupt import before_writing
from bizcase.cli.options import Against, AsJson, ForceEdited, file_and_case

if TYPE_CHECKING:
    from bizcase.report.workbook.export import Export


class Tornado(StrEnum):
    """What the sheet Sensitivity does."""

    LIVE = "live"
    STATIC = "static"


def command(
    scenarios: Annotated[
        list[str],
        typer.Argument(
            metavar="SCENARIO...",
            help="The scenario file. Several, or cases as in lamp.yaml#downside, become one "
            "workbook with all of them side by side.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE.xlsx", help="Where to write it, else in this folder."
        ),
    ] = None,
    tornado: Annotated[
        Tornado,
        typer.Option(help="Whether Sensitivity follows in Excel (live) or stays as it is."),
    ] = Tornado.LIVE,
    case: Annotated[
        str, typer.Option("--case", metavar="NAME", help="The case that is shown first.")
    ] = "base",
    against: Against = None,
    trials: Annotated[
        int,
        typer.Option(min=0, help="Add a sheet with a simulation of so many trials, such as 10000."),
    ] = 0,
    seed: Annotated[int, typer.Option(help="The same seed gives the same trials.")] = 1,
    force: ForceEdited = False,
    as_json: AsJson = False,
) -> None:
    """Write a workbook with live formulas, compared with the engine before it is handed out.

    Of several scenarios it sets the options side by side, with what each brings beyond the first.

    Every row, column and measure of every case is calculated in a spreadsheet engine as well; a
    workbook that differs anywhere is not written. One that somebody has edited is not replaced
    until `bizcase import` has brought the edits into the scenario.
    """
    from bizcase.cli.problems import report
    from bizcase.report.workbook.file.deliver import deliver, refuse_if_hopeless
    from bizcase.report.workbook.returned.overwrite import refuse_if_edited

    several = len(scenarios) > 1
    if several:
        _refuse_of_one(tornado, case, trials)
    elif against is not None:
        raise typer.BadParameter("name another scenario to compare with", param_hint="--against")
    scenario, shown = file_and_case(scenarios[0], case)
    target = _target(Path("comparison") if several else scenario, output)
    refuse_if_hopeless(target)
    with before_writing():
        if several:
            from bizcase.report.workbook.comparison.exported import exported_comparison

            export = exported_comparison(scenarios, against)
        else:
            from bizcase.report.workbook.export import exported

            export = exported(scenario, tornado is Tornado.LIVE, shown, trials, seed)
        if not force:
            refuse_if_edited(target, scenario, export.content)
    deliver(export.content, target)
    if as_json:
        typer.echo(json.dumps(_record(export, target), ensure_ascii=False))
        return
    typer.echo(f"Wrote {target}")
    _show(export)
    if export.problems:
        report(export.problems)


def _refuse_of_one(tornado: Tornado, case: str, trials: int) -> None:
    """Options that mean nothing where several scenarios are set side by side."""
    if case != "base":
        said = "write the case behind the scenario that it is of, as in lamp.yaml#downside"
        raise typer.BadParameter(said, param_hint="--case")
    if tornado is not Tornado.LIVE:
        said = "a workbook of several scenarios has no sheet Sensitivity"
        raise typer.BadParameter(said, param_hint="--tornado")
    if trials:
        said = "chances of several scenarios are in `bizcase compare`, not in their workbook"
        raise typer.BadParameter(said, param_hint="--trials")


def _show(export: Export) -> None:
    """What was compared; a long text goes on below itself."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from bizcase.cli.terminal import BETWEEN, INDENT, terminal

    grid = Table.grid(padding=(0, BETWEEN, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    for label, text in (
        *export.certificate.lines,
        ("Fingerprint", export.certificate.fingerprint),
    ):
        grid.add_row(label, Text(text))
    terminal().print(Padding.indent(grid, INDENT))


def _target(scenario: Path, output: Path | None) -> Path:
    """Where the workbook goes: beside nobody's work under another suffix."""
    target = output or Path(f"{scenario.stem}.xlsx")
    if target.suffix.lower() != ".xlsx":
        said = f"`{target.name}` does not end with .xlsx, which a workbook must"
        raise typer.BadParameter(said, param_hint="--output")
    return target


def _record(export: Export, target: Path) -> dict[str, object]:
    from bizcase.problems.show import as_record

    found = export.compared
    return {
        "format": 1,
        "file": str(target),
        "fingerprint": export.certificate.fingerprint,
        "compared": {
            "engines": export.certificate.texts["engines"],
            "rows": found.rows,
            "columns": found.columns,
            "cases": found.cases,
            "formulas": found.formulas,
            "measures": found.measures,
            "missing_values": found.missing,
            "largest_difference": found.worst,
            "largest_difference_at": found.worst_at or None,
            "npv_by_numpy_financial": found.npvs,
        },
        "problems": [as_record(problem) for problem in export.problems],
    }
