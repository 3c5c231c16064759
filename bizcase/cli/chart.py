"""`bizcase chart`: the pictures of a case, as PNG and SVG."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bizcase.cli.options import AsJson, ScenarioFile, Settings, settings_in
from bizcase.study.simulation.task import TRIALS

if TYPE_CHECKING:
    from bizcase.problems import Problem
    from bizcase.report.charts.files import Drawn


class Format(StrEnum):
    """What kind of files."""

    PNG = "png"
    SVG = "svg"
    BOTH = "both"


def command(
    scenario: ScenarioFile,
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Charts, such as cash or waterfall; else all."),
    ] = None,
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="DIR", help="The folder; made if it is not there."),
    ] = Path("charts"),
    formats: Annotated[
        Format, typer.Option("--format", help="PNG for slides and texts, SVG for any size.")
    ] = Format.PNG,
    case: Annotated[
        str, typer.Option("--case", metavar="NAME", help="A case of the scenario.")
    ] = "base",
    settings: Settings = None,
    trials: Annotated[
        int, typer.Option(min=1, help="How many trials, for charts that need a simulation.")
    ] = TRIALS,
    seed: Annotated[int, typer.Option(help="Where the draws begin.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Draw a case: cash, adoption, revenue and costs, NPV and its odds.

    Each chart is a file SCENARIO-CHART.png, with the case in its name if
    it is not the base. Charts for which the case has nothing to show are
    left out, and why; if one was asked for by name, the exit status is 1.
    """
    from bizcase.cli.progress import Bar
    from bizcase.report.charts.draw import refuse_unknown
    from bizcase.report.charts.files import Wish, draw_files
    from bizcase.study.run import run
    from bizcase.study.scenario import load

    refuse_unknown(names or ())
    model = load(scenario).model_of(case, settings_in(settings))
    suffixes = ("png", "svg") if formats is Format.BOTH else (formats.value,)
    with Bar("Simulating") as bar:
        wish = Wish(tuple(names or ()), output, scenario.stem, suffixes, trials, seed)
        drawn = draw_files(run(model), wish, progress=bar)
    refused = [one.problem for one in drawn if one.problem is not None]
    problems = [*model.problems, *(refused if names else ())]
    if as_json:
        typer.echo(json.dumps(_record(drawn, problems), ensure_ascii=False))
    else:
        _show(drawn, output)
    if problems:
        from bizcase.cli.problems import report

        report(problems)
    if names and refused:
        raise typer.Exit(1)


def _show(drawn: Sequence[Drawn], folder: Path) -> None:
    """The files, each with its title below; then what could not be drawn, and why."""
    from rich.padding import Padding
    from rich.text import Text

    from bizcase.cli.terminal import INDENT, terminal

    out = terminal()
    for heading, shown in (
        (f"Wrote to {folder}", [(_names(one.files), one.title) for one in drawn if one.files]),
        ("Nothing to draw", [(one.name, one.problem.message) for one in drawn if one.problem]),
    ):
        if shown:
            out.print(heading, soft_wrap=True)
        for name, words in shown:
            out.print(Padding.indent(Text(name), INDENT), soft_wrap=True)
            out.print(Padding.indent(Text(words, "dim"), 2 * INDENT))


def _names(files: Sequence[Path]) -> str:
    """`lamp-cash.png, .svg`: files that differ in their suffix."""
    return ", ".join([files[0].name, *(file.suffix for file in files[1:])])


def _record(drawn: Sequence[Drawn], problems: Sequence[Problem]) -> dict[str, object]:
    from bizcase.problems.show import as_record

    return {
        "format": 1,
        "charts": [
            {
                "name": one.name,
                "title": one.title or None,
                "files": [str(file) for file in one.files],
                "why_null": one.problem.message if one.problem else None,
            }
            for one in drawn
        ],
        "problems": [as_record(problem) for problem in problems],
    }
