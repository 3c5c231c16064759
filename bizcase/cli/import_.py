"""`bizcase import`: the assumptions of an edited workbook, back into the scenario."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bizcase.cli.options import AsJson

if TYPE_CHECKING:
    from bizcase.report.tables.changes import ShownChange
    from bizcase.report.workbook.returned.incoming.update import Update


def command(
    workbook: Annotated[
        Path, typer.Argument(metavar="WORKBOOK", help="The edited workbook, such as lamp.xlsx.")
    ],
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="SCENARIO",
            help="The scenario file; else the one that the workbook names, beside it or here.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the changes and write nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring the edited assumptions of a workbook back into the scenario.

    Shows every change, asks, and writes each value where it stands: comments and everything else
    stay as they are. Refuses what a scenario cannot hold, such as numbers typed over formulas,
    and what somebody has changed in the scenario since the export.
    """
    from bizcase.report.tables.changes import shown_changes
    from bizcase.report.workbook.returned.incoming.update import update_from
    from bizcase.scenario.rewriting.rewrite import save

    found = update_from(workbook, into)
    changes = list(shown_changes(found))
    if not as_json:
        _show(found, changes)
    write = bool(changes) and not dry_run and (yes or (not as_json and _agreed(found, changes)))
    if write:
        save(found.texts)
    if as_json:
        typer.echo(json.dumps(_record(found, changes, write), allow_nan=False, ensure_ascii=False))
    elif write:
        _show_written(found)
    elif changes and not dry_run:
        asked = _on_a_terminal()
        remedy = "." if asked else " yet: add --yes to write it."
        typer.echo(f"Nothing is written{remedy}", err=True)


def _show(found: Update, changes: Sequence[ShownChange]) -> None:
    """The changes as a table, and what else there is to know."""
    from bizcase.cli.changes import show_changes

    if not changes:
        typer.echo(f"No changes: the workbook and {found.target.path} say the same.")
    else:
        show_changes(changes)
    for remark in found.remarks:
        typer.echo(f"note: {remark}", err=True)


def _agreed(found: Update, changes: Sequence[ShownChange]) -> bool:
    """Whether somebody says yes."""
    if not _on_a_terminal():
        return False
    return typer.confirm(f"Write {counted(len(changes))} to {_files(found)}?", err=True)


def _on_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def counted(number: int) -> str:
    """`1 change`, `3 changes`."""
    return f"{number} change{'s' * (number != 1)}"


def _files(found: Update) -> str:
    return " and ".join(path.name for path in found.texts)


def _show_written(found: Update) -> None:
    from bizcase.report.tables.changes import effects

    typer.echo(f"Wrote {counted(len(found.wishes))} to {_files(found)}.")
    for line in effects(found.effect()):
        typer.echo(line)


def _record(found: Update, changes: Sequence[ShownChange], written: bool) -> dict[str, object]:
    return {
        "format": 1,
        "scenario": str(found.target.path),
        "written": written,
        "files": [str(path) for path in found.texts],
        "changes": [
            {
                "path": change.path, "part": change.part, "case": change.case or None,
                "old": wish.old, "new": wish.change.value, "old_text": change.old,
                "new_text": change.new, "file": change.file, "line": change.line,
                "cell": change.cell or None,
            }
            for change, wish in zip(changes, found.wishes, strict=True)
        ],
        "npv": [
            {"case": old.case, "before": old.measures["npv"], "after": new.measures["npv"]}
            for old, new in found.effect()
        ],
        "remarks": list(found.remarks),
    }  # fmt: skip
