"""`bizcase verify`: what somebody changed in a workbook, and whether it still says the truth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bizcase.cli.options import AsJson

if TYPE_CHECKING:
    from bizcase.report.workbook.returned.verify import Verification

MOST_SHOWN = 20  # findings of a kind; --json has them all


def command(
    workbook: Annotated[
        Path, typer.Argument(metavar="FILE.xlsx", help="A workbook that `bizcase export` wrote.")
    ],
    as_json: AsJson = False,
) -> None:
    """Say what was changed by hand in a workbook, and whether it agrees with the engine.

    Needs only the workbook: it is compared with a new export of the scenario in it, and calculated
    anew beside the engine run on its own assumptions. Exit status 1 if anything was changed.
    """
    from bizcase.report.workbook.returned.verify import verified

    found = verified(workbook)
    if as_json:
        typer.echo(json.dumps(_record(found, workbook), ensure_ascii=False))
    else:
        for line in _lines(found, workbook):
            typer.echo(line)
    if not found.sound:
        raise typer.Exit(1)


def _lines(found: Verification, workbook: Path) -> list[str]:
    from bizcase.report.workbook.returned.finding import TITLES

    lines = []
    for kind, title in TITLES.items():
        members = [one for one in found.findings if one.kind == kind]
        if members:
            lines.append(f"{title}:")
        for one in members[:MOST_SHOWN]:
            lines.append(f"  {one.place}: {one.message}" if one.place else f"  {one.message}")
        if len(members) > MOST_SHOWN:
            lines.append(f"  and {len(members) - MOST_SHOWN} more; --json lists all of them")
    if not found.findings:
        lines.append(f"Nothing was changed in {workbook.name} since it was exported.")
    return [*lines, _agreement(found)]


def _agreement(found: Verification) -> str:
    """One sentence on the workbook beside the engine."""
    if found.agreement:
        return f"Does not agree: {found.agreement.message}"
    if found.compared is None:
        return "Whether it agrees with the engine is not known: it cannot be calculated."
    values = "the edited values" if found.findings else "the same values"
    rows, cases = found.compared.rows, found.compared.cases
    where = f" in {cases} cases" if cases > 1 else ""
    return f"All {rows} rows agree{where} with the engine run on {values}."


def _record(found: Verification, workbook: Path) -> dict[str, object]:
    rows = found.compared
    return {
        "format": 1,
        "file": str(workbook),
        "sound": found.sound,
        "written_by": found.written_by,
        "findings": [
            {"kind": one.kind, "place": one.place or None, "message": one.message}
            for one in found.findings
        ],
        "agreement": {
            "agrees": rows is not None and not rows.differences,
            "rows": rows.rows if rows else None,
            "cases": rows.cases if rows else None,
            "differing_rows": list(rows.differing) if rows else None,
            "differences": rows.differences if rows else None,
        },
    }
