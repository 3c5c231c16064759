"""The results that charts of one case are drawn from, each computed when a chart needs it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from bizcase.chance.draws import BLOCK
from bizcase.report.charts.tornado import Tornado, tornado_of
from bizcase.study.run import Run
from bizcase.study.simulate import simulate
from bizcase.study.simulation.interrupt import Progress
from bizcase.study.simulation.result import Simulation
from bizcase.study.simulation.task import TRIALS
from bizcase.study.simulation.workers import usual_workers

# Gives for a kind of results the results, or raises ProblemsFoundError: there are none.
Found = Mapping[type, Callable[[], object]]


def results_of(
    run: Run, trials: int = TRIALS, seed: int = 1, progress: Progress | None = None
) -> Found:
    """What can be found out about a case; a simulation is made once for all charts."""
    workers = usual_workers(-(-trials // BLOCK))
    return {
        Run: lambda: run,
        Tornado: cache(lambda: tornado_of(run)),
        Simulation: cache(
            lambda: simulate(run.model, trials, seed, workers=workers, progress=progress)
        ),
    }
