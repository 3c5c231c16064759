"""Shows problems on the terminal, in colour where it can, or as JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence

import typer

from bizcase.cli.output import wants_colour
from bizcase.problems import Problem
from bizcase.problems.show import as_record, as_text
from bizcase.report.paint import paint

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
    if not wants_colour(sys.stderr):
        return text
    return coloured(text, "red" if problem.severity == "error" else "yellow")


def coloured(text: str, colour: str) -> str:
    """Message and carets in the colour of the severity, place and remedy apart from them."""
    first, *rest = text.splitlines()
    head, colon, message = first.partition(": ")
    lines = [paint(head, f"bold {colour}") + colon + paint(message, "bold")]
    for line in rest:
        if _CARETS.match(line):
            line = paint(line, colour)
        elif line.lstrip().startswith("= help:"):
            line = paint(line, "cyan")
        elif line.lstrip().startswith("-->"):
            line = paint(line, "dim")
        lines.append(line)
    return "\n".join(lines)


def counted(problems: Sequence[Problem]) -> str:
    """How many errors and warnings there are: `2 errors, 1 warning`."""
    errors = sum(problem.severity == "error" for problem in problems)
    counts = ((errors, "error"), (len(problems) - errors, "warning"))
    return ", ".join(f"{n} {what}{'s' * (n != 1)}" for n, what in counts if n) or "no problems"
