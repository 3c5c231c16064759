"""`bizcase goal-seek`: at which value a target is reached."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bizcase.cli.options import AsJson, OneCase, ScenarioFile, Settings, settings_in

if TYPE_CHECKING:
    from rich.console import RenderableType

    from bizcase.engine.model import Model
    from bizcase.study.goal_seek.result import GoalSeek


def command(
    scenario: ScenarioFile,
    vary: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="The driver, by its path or an end of it. Needed."),
    ] = None,
    target: Annotated[
        str,
        typer.Option(
            metavar="WHAT=VALUE",
            help="npv=1.2M, irr=15%, payback=3 years, or a row: ebit@2029=0.",
        ),
    ] = "npv=0",
    case: OneCase = "base",
    settings: Settings = None,
    between: Annotated[
        str | None,
        typer.Option(metavar="LOW,HIGH", help="Where to search, else within what makes sense."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Find the value of a driver that reaches a target, all such values.

    Varies a number, a date, or all values of a series together. A row is added up over all periods,
    or over a year (@2029) or period (@2029-Q3). Prints the command that runs the scenario with each
    value; what is shown of it has been read from such a run. A date is sought to the day.

    For example: bizcase goal-seek my_product.yaml --vary lamp.price --target irr=15%

    Exit status 1 if no value reaches the target: then the nearest result is shown.
    """
    from bizcase.study.scenario import load

    changes = settings_in(settings)
    ends = _ends(between) if between is not None else None
    loaded = load(scenario)
    if vary is None:
        typer.echo(_no_driver(loaded.model, scenario), err=True)
        raise typer.Exit(2)
    found = loaded.goal_seek(vary, target, between=ends, case=case, set=changes)
    commands = [
        None if one.text is None else _again(scenario, case, changes, found.driver.path, one.text)
        for one in found.solutions
    ]
    if as_json:
        from bizcase.report.records.goal_seek import goal_record

        record = goal_record(found, commands)
        typer.echo(json.dumps(record, allow_nan=False, ensure_ascii=False))
    else:
        _print(found, commands)
    if not found.solutions:
        raise typer.Exit(1)


def _no_driver(model: Model, scenario: Path) -> str:
    """Says which drivers there are, those with a range first."""
    from bizcase.problems import listing
    from bizcase.study.naming import short_names
    from bizcase.study.sensitivity.drivers import drivers_of
    from bizcase.study.sensitivity.factors import with_factors

    drivers = sorted(drivers_of(with_factors(model)), key=lambda one: not one.own)
    names = list(short_names([one.path for one in drivers if one.varies]).values())
    start = "Missing option '--vary', the value that is sought"
    if not names:
        return f"{start}: nothing in this scenario can vary"
    example = f"bizcase goal-seek {shlex.quote(str(scenario))} --vary {names[0]} --target npv=0"
    return f"{start}, for example\n\n  {example}\n\nThere are {listing(names)}"


def _print(found: GoalSeek, commands: list[str | None]) -> None:
    from bizcase.cli.problems import report
    from bizcase.cli.terminal import terminal

    out = terminal()
    for part in _page(found, out.width):
        out.print(part)
    _print_commands(found, commands)
    if found.model.problems:
        report(found.model.problems)


def _page(found: GoalSeek, width: int) -> Iterator[RenderableType]:
    from bizcase.cli.page import rules, title
    from bizcase.cli.terminal import figures
    from bizcase.report.tables.goal_seek import goal_table
    from bizcase.study.naming import short_name
    from bizcase.study.run import run

    now = run(found.model)
    yield rules(now)
    yield title(now)
    name = short_name(found.driver.path, found.model.inputs)
    yield from figures(goal_table(found, now, name), width, even=False)


def _print_commands(found: GoalSeek, commands: list[str | None]) -> None:
    """The commands in whole lines, so that they can be copied."""
    from bizcase.report.tables.goal_seek import multiplied

    for one, again in zip(found.solutions, commands, strict=True):
        typer.echo(f"\n{again}" if again else f"\nTo see it, {multiplied(found, one)}.")


def _again(scenario: Path, case: str, changes: Mapping[str, object], path: str, text: str) -> str:
    """The command that runs the scenario with a solution."""
    words = ["bizcase", "run", str(scenario)]
    words += [] if case == "base" else ["--case", case]
    for place, value in {**changes, path: text}.items():
        words += ["--set", f"{place}={value}"]
    return shlex.join(words)


def _ends(written: str) -> tuple[str, str]:
    """The two ends of a search. Raises typer.BadParameter."""
    low, comma, high = written.partition(",")
    if not comma or not low.strip() or not high.strip() or "," in high:
        raise typer.BadParameter(
            f"`{written}` is not LOW,HIGH; write for example 100,200", param_hint="--between"
        )
    return low, high
