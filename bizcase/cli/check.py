"""`bizcase check`: is everything written as it should be?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bizcase.cli.options import AsJson

if TYPE_CHECKING:
    from bizcase.engine.model import Model
    from bizcase.study.check import Checked


def command(
    files: Annotated[list[Path], typer.Argument(metavar="FILES...", help="Scenario files.")],
    as_json: AsJson = False,
) -> None:
    """Find mistakes, and what a good business case lacks.

    Shows every problem at once, each with its place and what to do. Warnings keep nothing from
    running.
    """
    from bizcase.cli.problems import counted, show
    from bizcase.study.check import check

    checked = [check(path) for path in files]
    if as_json:
        typer.echo(json.dumps(_record(checked), indent=1, ensure_ascii=False))
    problems = [problem for one in checked for problem in one.problems]
    for one in checked:
        show(one.problems)
        if one.model and one.sound and not as_json:
            typer.echo(f"{one.path}: {understood(one.model)}")
    where = f" in {len(files)} files" if len(files) > 1 else ""
    typer.echo(f"{counted(problems)}{where}", err=True)
    if not all(one.sound for one in checked):
        raise typer.Exit(1)


def understood(model: Model) -> str:
    """What a scenario says, counted."""
    products = {path.split(".")[1] for path in model.inputs if path.startswith("products.")}
    line = model.timeline
    counts = (
        (len(products), "product"), (len(model.rows), "row"), (len(model.inputs), "input"),
        (len([name for name in model.cases if name != "base"]), "case"),
    )  # fmt: skip
    parts = [f"{n} {what}{'s' * (n != 1)}" for n, what in counts if n]
    periods = f"{line.periods} {line.step}{'s' * (line.periods != 1)}"
    return f"{', '.join(parts)}; {periods}, {line.labels[1]} to {line.labels[line.periods]}"


def _record(checked: list[Checked]) -> dict[str, object]:
    from bizcase.problems.show import as_record

    return {
        "format": 1,
        "files": [
            {
                "file": str(one.path),
                "sound": one.sound,
                "understood": understood(one.model) if one.model and one.sound else None,
                "problems": [as_record(problem) for problem in one.problems],
            }
            for one in checked
        ],
    }
