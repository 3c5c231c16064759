"""Shows problems on the terminal, in colour where it can, or as JSON."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Sequence

import typer

from bizcase.problems import Problem
from bizcase.problems.show import as_record, as_text

_CARETS = re.compile(r"^ *\| *\^+$")


def report(problems: Sequence[Problem], as_json: bool = False) -> None:
    """All problems in file order to the standard error; with `as_json` to the output as well."""
    if as_json:
        record = {"format": 1, "problems": [as_record(problem) for problem in problems]}
        typer.echo(json.dumps(record, indent=1))
    typer.echo("\n\n".join(map(shown, problems)), err=True)
    typer.echo(f"\n{counted(problems)}", err=True)


def shown(problem: Problem) -> str:
    """The problem as text, coloured if the standard error is a terminal that wants it."""
    text = as_text(problem)
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or not sys.stderr.isatty():
        return text
    return coloured(text, typer.colors.RED if problem.severity == "error" else typer.colors.YELLOW)


def coloured(text: str, colour: str) -> str:
    """Message and carets in the colour of the severity, place and remedy apart from them."""
    first, *rest = text.splitlines()
    head, colon, message = first.partition(": ")
    lines = [typer.style(head, fg=colour, bold=True) + colon + typer.style(message, bold=True)]
    for line in rest:
        if _CARETS.match(line):
            line = typer.style(line, fg=colour)
        elif line.lstrip().startswith("= help:"):
            line = typer.style(line, fg=typer.colors.CYAN)
        elif line.lstrip().startswith("-->"):
            line = typer.style(line, dim=True)
        lines.append(line)
    return "\n".join(lines)


def counted(problems: Sequence[Problem]) -> str:
    """How many errors and warnings there are: `2 errors, 1 warning`."""
    errors = sum(problem.severity == "error" for problem in problems)
    counts = ((errors, "error"), (len(problems) - errors, "warning"))
    return ", ".join(f"{n} {what}{'s' * (n != 1)}" for n, what in counts if n) or "no problems"
