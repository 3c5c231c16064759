"""`bizcase simulate`: how sure the result is, and what decides it."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bizcase.cli.interrupt import before_figures, stopped
from bizcase.cli.options import AsJson, OneCase, ScenarioFile, Settings, settings_in
from bizcase.study.simulation.task import TRIALS

if TYPE_CHECKING:
    from bizcase.engine.model import Model
    from bizcase.study.indices import SobolIndices
    from bizcase.study.simulation.result import Simulation

MOST_WORKERS = 61  # Windows waits for no more at once


class Sampler(StrEnum):
    """How the trials are drawn."""

    LATIN_HYPERCUBE = "latin-hypercube"
    SOBOL = "sobol"
    RANDOM = "random"


def command(
    scenario: ScenarioFile,
    trials: Annotated[int, typer.Option(min=1, help="How many trials.")] = TRIALS,
    seed: Annotated[
        int, typer.Option(help="Where the draws begin: the same seed gives the same figures.")
    ] = 1,
    sampler: Annotated[
        Sampler, typer.Option(help="How values are drawn; sobol and random are to compare.")
    ] = Sampler.LATIN_HYPERCUBE,
    case: OneCase = "base",
    settings: Settings = None,
    measures: Annotated[
        list[str] | None,
        typer.Option(
            "--measure", metavar="NAME",
            help="A measure beside NPV, IRR, payback and peak funding, such as mirr or "
            "profitability_index. May be repeated.",
        ),
    ] = None,
    rows: Annotated[
        list[str] | None,
        typer.Option(
            "--row", metavar="NAME",
            help="A row whose percentiles over time are wanted beside those of cumulative_cash. "
            "May be repeated.",
        ),
    ] = None,
    indices: Annotated[
        bool,
        typer.Option("--indices", help="Sobol indices as well; only for independent values."),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1, max=MOST_WORKERS,
            help="Processes that share the work; by default as many as make it quicker. The "
            "figures are the same.",
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="A Dask scheduler, like tcp://10.0.0.5:8786, whose workers do the work: see "
            "docs/cluster.md.",
        ),
    ] = None,
    as_json: AsJson = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Print the percentiles of rows for every period, as CSV.")
    ] = False,
) -> None:  # fmt: skip
    """Say how sure the result is: draw every value that has a range, many times.

    Shows the odds and the size of gain and loss, the spread of the measures,
    what drives it and what that rests on, and cumulative cash over time.

    Ctrl-C stops it; the figures are then those of the trials that are done.
    """
    if as_json and as_csv:
        raise typer.BadParameter("choose one of --json and --csv", param_hint="--json")
    if workers is not None and cluster is not None:
        said = "choose one of --workers and --cluster"
        raise typer.BadParameter(said, param_hint="--workers")
    with before_figures():
        from bizcase.study.indices import refuse_correlated
        from bizcase.study.scenario import load

        model = load(scenario).model_of(case, settings_in(settings))
        if indices:
            refuse_correlated(model)
        wanted = measures or [], rows or []
        result = _simulated(model, trials, seed, sampler, workers, *wanted, cluster)
    found = _indices(model, seed) if indices and not result.interrupted else None
    if as_json:
        _print_json(result, found)
    elif as_csv:
        from bizcase.report.tables.fan_file import write_fans

        write_fans(result, sys.stdout)
    else:
        _print_text(result, found)
    if result.interrupted or (indices and found is None):
        stopped(result.trials, result.asked)


def _simulated(
    model: Model,
    trials: int,
    seed: int,
    sampler: Sampler,
    workers: int | None,
    measures: list[str],
    rows: list[str],
    cluster: str | None,
) -> Simulation:
    from bizcase.chance.draws import BLOCK
    from bizcase.cli.progress import Bar
    from bizcase.study.measures.names import NAMES
    from bizcase.study.simulate import MEASURED, ROWS, simulate
    from bizcase.study.simulation.workers import usual_workers
    from bizcase.study.verdict import rule_of

    with Bar("Simulating") as bar:
        return simulate(
            model,
            trials,
            seed,
            sampler.value,
            workers or usual_workers(-(-trials // BLOCK)),
            (*MEASURED, *(NAMES.get(name, name) for name in measures), *rule_of(model)),
            (*ROWS, *rows),
            progress=bar,
            cluster=cluster,
        )


def _indices(model: Model, seed: int) -> SobolIndices | None:
    """The Sobol indices; None where Ctrl-C was pressed meanwhile."""
    from bizcase.study.indices import indices

    try:
        return indices(model, seed=seed)
    except KeyboardInterrupt:
        return None


def _print_json(result: Simulation, indices: SobolIndices | None) -> None:
    from bizcase.report.records.simulation import simulation_record

    record = simulation_record(result, indices)
    typer.echo(json.dumps(record, allow_nan=False, ensure_ascii=False))


def _print_text(result: Simulation, indices: SobolIndices | None) -> None:
    from bizcase.cli.simulation_page import simulation_page
    from bizcase.cli.terminal import terminal

    out = terminal()
    plain = not out.encoding.startswith("utf")
    for part in simulation_page(result, indices, out.width, plain):
        out.print(part)
    if result.problems:
        from bizcase.cli.problems import report

        report(result.problems)
