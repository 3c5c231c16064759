"""`bizcase report`: the whole business case as one page for a board."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bizcase.cli.interrupt import before_writing
from bizcase.cli.options import (
    Against,
    AsJson,
    Force,
    OneCase,
    ScenarioOrCase,
    Settings,
    file_and_case,
    settings_in,
)
from bizcase.study.simulation.task import TRIALS

if TYPE_CHECKING:
    from bizcase.report.page.page import Page


def command(
    scenario: ScenarioOrCase,
    others: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="OTHERS...",
            help="Other options: scenario files, or cases of them as in lamp.yaml#downside.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE.html", help="Where to write it, else in this folder."
        ),
    ] = None,
    case: OneCase = "base",
    against: Against = None,
    settings: Settings = None,
    trials: Annotated[
        int, typer.Option(min=0, help="How many trials for the ranges; 0 for none.")
    ] = TRIALS,
    seed: Annotated[int, typer.Option(help="The same seed gives the same trials.")] = 1,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write the whole business case as one page that a board can be given.

    Recommendation and reasons, measures with ranges, what decides, options
    beside doing nothing, cash flows, charts, assumptions and method. It is
    one file that needs no network, and prints on A4. Its sliders recalculate
    the case, with the same figures as this program.
    """
    from bizcase.cli.problems import report
    from bizcase.cli.progress import Bar
    from bizcase.report.page.page import PAGE, report_page
    from bizcase.report.whole_file import refuse_others, refuse_place

    if against is not None and not others:
        raise typer.BadParameter("name another scenario to compare with", param_hint="--against")
    file, shown = file_and_case(scenario, case)
    target = _target(file, output)
    refuse_place(target, PAGE)
    if not force:
        refuse_others(PAGE, target)
    with before_writing(), Bar("Simulating") as bar:
        page = report_page(
            file,
            *(others or ()),
            case=shown,
            against=against,
            set=settings_in(settings),
            trials=trials,
            seed=seed,
            progress=bar,
        )
    page.save(target)
    if as_json:
        typer.echo(json.dumps(_record(page, target), ensure_ascii=False))
    else:
        _show(page, target)
    if page.findings.comparison.problems:
        report(page.findings.comparison.problems)


def _show(page: Page, target: Path) -> None:
    """What was written, and the recommendation that stands on it."""
    from bizcase.report.page.sections.recommendation import recommendation

    typer.echo(f"Wrote {target}")
    typer.echo(recommendation(page.findings).sentence)


def _target(scenario: Path, output: Path | None) -> Path:
    """Where the page goes: beside nobody's work under another suffix."""
    target = output or Path(f"{scenario.stem}.html")
    if target.suffix.lower() not in (".html", ".htm"):
        said = f"`{target.name}` does not end with .html, which a page must"
        raise typer.BadParameter(said, param_hint="--output")
    return target


def _record(page: Page, target: Path) -> dict[str, object]:
    from bizcase.problems.show import as_record
    from bizcase.report.page.sections.recommendation import recommendation

    found = recommendation(page.findings)
    return {
        "format": 1,
        "file": str(target),
        "fingerprint": page.findings.fingerprint,
        "recommendation": {
            "sentence": found.sentence,
            "reasons": [said for _, said in found.reasons],
        },
        "problems": [as_record(problem) for problem in page.findings.problems],
    }
