"""`bizcase chart`: the pictures of a case, or of several side by side, as PNG and SVG."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bizcase.cli.interrupt import before_writing
from bizcase.cli.options import (
    Against,
    AsJson,
    Force,
    Settings,
    file_and_case,
    settings_in,
    two_drivers,
)
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
    scenario: Annotated[
        str,
        typer.Argument(metavar="SCENARIO", help="The scenario file, such as my_product.yaml."),
    ],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SCENARIO|NAME",
            help="More scenarios to set beside it, or cases of it as in lamp.yaml#downside; and "
            "charts, such as cash or waterfall, else all.",
        ),
    ] = None,
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="DIR", help="The folder; made if it is not there."),
    ] = Path("charts"),
    formats: Annotated[
        Format, typer.Option("--format", help="PNG for slides and texts, SVG for any size.")
    ] = Format.PNG,
    case: Annotated[
        str | None, typer.Option("--case", metavar="NAME", help="A case of the scenario.")
    ] = None,
    settings: Settings = None,
    table: Annotated[
        str | None,
        typer.Option(
            metavar="A,B",
            help="The two drivers of the heat map, as in price,adoption.market; else the two "
            "that matter most.",
        ),
    ] = None,
    against: Against = None,
    trials: Annotated[
        int, typer.Option(min=1, help="How many trials, for charts that need a simulation.")
    ] = TRIALS,
    seed: Annotated[int, typer.Option(help="Where the draws begin.")] = 1,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Draw a case: cash, adoption, NPV, what decides, how sure it is; or options side by side.

    Each chart is a file SCENARIO-CHART.png, with the case in its name if
    it is not the base. Charts for which there is nothing to show are
    left out, and why; if one was asked for by name, the exit status is 1.

    With several scenarios it draws what `bizcase compare` says of them.
    """
    from bizcase.cli.progress import Bar
    from bizcase.report.charts.draw import refuse_unknown
    from bizcase.report.charts.files import Wish, draw_files, stem, stem_of_options, write_files
    from bizcase.report.charts.results import Found, results_of, results_of_options
    from bizcase.study.comparison.result import Comparison
    from bizcase.study.run import run
    from bizcase.study.scenario import load

    options, names = _told_apart(scenario, words or ())
    refuse_unknown(names)
    suffixes = ("png", "svg") if formats is Format.BOTH else (formats.value,)
    found: Found
    with before_writing(), Bar("Simulating") as bar:
        if len(options) > 1:
            _refuse("is for a single scenario", {"--set": settings, "--table": table})
            _refuse("is for a single scenario; write FILE#CASE", {"--case": case})
            compared = results_of_options(options, against, trials, seed, bar)
            found, start = {Comparison: lambda: compared}, stem_of_options(options)
            warned = compared.problems
        else:
            _refuse("is for several scenarios", {"--against": against})
            file, shown = file_and_case(scenario, case or "base")
            read = load(file)
            done = run(read.model_of(shown, settings_in(settings)))
            pair = two_drivers(table) if table is not None else None
            found = results_of(done, trials, seed, bar, ranges_of=read.model, table=pair)
            start, warned = stem(file, done.case), tuple(done.model.problems)
        drawn = draw_files(found, Wish(names, output, start, suffixes))
    write_files(drawn, output, force)
    refused = [one.problem for one in drawn if one.problem is not None]
    problems = [*warned, *(refused if names else ())]
    if as_json:
        typer.echo(json.dumps(_record(drawn, problems), ensure_ascii=False))
    else:
        _show(drawn, output)
    if problems:
        from bizcase.cli.problems import report

        report(problems)
    if names and refused:
        raise typer.Exit(1)


def _told_apart(first: str, words: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """The scenarios and the names of charts among the words of a command."""
    from bizcase.problems import Problem, ProblemsFoundError
    from bizcase.report.charts.registry import CHARTS
    from bizcase.study.comparison.asked import split

    if Path(first).is_dir():
        said, remedy = f"`{first}` is a folder", f"bizcase portfolio {first} --chart FILE.png"
        raise ProblemsFoundError([Problem("file-not-readable", said, help=remedy)])

    def is_scenario(word: str) -> bool:
        file = split(word)[0]
        return word not in CHARTS and (file.suffix in (".yaml", ".yml") or file.is_file())

    scenarios = [first, *filter(is_scenario, words)]
    return scenarios, tuple(word for word in words if not is_scenario(word))


def _refuse(why: str, given: Mapping[str, object]) -> None:
    """Raises typer.BadParameter for an option that says nothing of so many scenarios."""
    for option, value in given.items():
        if value:
            raise typer.BadParameter(f"{option} {why}", param_hint=option)


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
