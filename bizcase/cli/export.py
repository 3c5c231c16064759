"""`bizcase export`: the workbook with live formulas."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bizcase.cli.options import AsJson, ScenarioFile

if TYPE_CHECKING:
    from bizcase.report.workbook.export import Export


class Tornado(StrEnum):
    """What the sheet Sensitivity does."""

    LIVE = "live"
    STATIC = "static"


def command(
    scenario: ScenarioFile,
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
    force: Annotated[
        bool, typer.Option("--force", help="Replace a workbook although somebody edited it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Write a workbook with live formulas, compared with the engine before it is handed out.

    Every row, column and measure of every case is calculated in a spreadsheet engine as well; a
    workbook that differs anywhere is not written. One that somebody has edited is not replaced
    until `bizcase import` has brought the edits into the scenario.
    """
    from bizcase.cli.problems import report
    from bizcase.report.workbook.export import exported
    from bizcase.report.workbook.file.deliver import deliver, refuse_if_hopeless
    from bizcase.report.workbook.returned.overwrite import refuse_if_edited

    target = _target(scenario, output)
    refuse_if_hopeless(target)
    export = exported(scenario, live_tornado=tornado is Tornado.LIVE, shown=case)
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
