"""The results that charts are drawn from: those of a case, each computed when a chart needs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from bizcase.engine.model import Model
from bizcase.report.all_trials import all_trials
from bizcase.report.charts.tornado import Tornado, tornado_of
from bizcase.study.compare import compare
from bizcase.study.comparison.result import Comparison
from bizcase.study.portfolio.choice import Portfolio
from bizcase.study.run import Run
from bizcase.study.sensitivity.drivers import Driver, drivers_of
from bizcase.study.sensitivity.explore import sensitivity
from bizcase.study.sensitivity.factors import with_factors
from bizcase.study.sensitivity.pairs import main_pair, pair_named, two_way
from bizcase.study.sensitivity.result import Sensitivity
from bizcase.study.simulation.interrupt import Progress
from bizcase.study.simulation.result import Simulation
from bizcase.study.simulation.task import TRIALS

# Gives for a kind of results the results, or raises ProblemsFoundError: there are none.
Found = Mapping[type, Callable[[], object]]


# What other kinds of results are those of, and how one asks for their charts.
ONE_CASE = ("one scenario", "name no other one")
DRAWN_OF: dict[type, tuple[str, str]] = {
    Comparison: ("several scenarios", "name them: bizcase chart lamp.yaml lamp.yaml#downside"),
    Portfolio: ("a portfolio", "bizcase portfolio DIR --budget 10M --chart FILE.png"),
}
_STEPS = 7  # values of either driver in a heat map


def results_of(
    run: Run,
    trials: int = TRIALS,
    seed: int = 1,
    progress: Progress | None = None,
    *,
    ranges_of: Model | None = None,
    table: tuple[str, str] | None = None,
) -> Found:
    """What can be found out about a case; each study is made once for all charts.

    `ranges_of` is the case of the scenario with the ranges that this one may have lost; `table`
    names the drivers of the heat map, else they are the two that matter most. Raises
    ProblemsFoundError if one of these does not exist.
    """
    varied, ranges = (model and with_factors(model) for model in (run.model, ranges_of))
    pair = pair_named(drivers_of(varied, ranges), table) if table and varied else None
    return {
        Run: lambda: run,
        Tornado: cache(lambda: tornado_of(run, ranges_of)),
        Sensitivity: cache(lambda: _explored(run, ranges_of, pair)),
        Simulation: cache(lambda: all_trials(run.model, trials, seed, progress)),
    }


def results_of_options(
    options: Sequence[str],
    against: str | None = None,
    trials: int = TRIALS,
    seed: int = 1,
    progress: Progress | None = None,
) -> Comparison:
    """What can be found out about options beside each other. Raises ProblemsFoundError."""
    found = compare(options, against, trials, seed, progress)
    if found.chances and found.chances.trials < trials:
        raise KeyboardInterrupt
    return found


def _explored(run: Run, ranges_of: Model | None, pair: tuple[Driver, Driver] | None) -> Sensitivity:
    found = sensitivity(run.model, ranges_of)
    chosen = pair or main_pair(found)
    return replace(found, table=two_way(found, chosen, _STEPS)) if chosen else found
