"""Shows problems on the terminal, in colour where it can, or as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import typer
from rich.text import Text

from bizcase.cli.terminal import terminal
from bizcase.problems import Problem
from bizcase.problems.show import as_record, as_text

_COLOURS = {"error": "red", "warning": "yellow"}


def report(problems: Sequence[Problem], as_json: bool = False) -> None:
    """All problems in file order to the standard error; with `as_json` to the output as well."""
    if as_json:
        record = {"format": 1, "problems": [as_record(problem) for problem in problems]}
        typer.echo(json.dumps(record, indent=1))
    show(problems)
    typer.echo(counted(problems), err=True)


def show(problems: Sequence[Problem]) -> None:
    """The problems as text on the standard error, in colour where it can, a gap below each."""
    err = terminal(stderr=True)
    for problem in problems:
        # Whole lines: the carets stand below what they point at.
        err.print(coloured(problem), end="\n\n", soft_wrap=True)


def coloured(problem: Problem) -> Text:
    """Message and carets in the colour of the severity, place and remedy apart from them."""
    colour = _COLOURS[problem.severity]
    text = Text(as_text(problem))
    text.highlight_regex(r"\A.*", "bold")
    text.highlight_regex(rf"\A{problem.severity}\S*?(?=:)", colour)
    for pattern, style in (
        (r"^ *-->.*", "dim"),
        (r"^ *\|( *\^+)$", colour),
        (r"^ *= help:.*", "cyan"),
    ):
        text.highlight_regex(re.compile(pattern, re.MULTILINE), style)
    return text


def counted(problems: Sequence[Problem]) -> str:
    """How many errors and warnings there are: `2 errors, 1 warning`."""
    errors = sum(problem.severity == "error" for problem in problems)
    counts = ((errors, "error"), (len(problems) - errors, "warning"))
    return ", ".join(f"{n} {what}{'s' * (n != 1)}" for n, what in counts if n) or "no problems"
