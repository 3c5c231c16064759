"""A simulation for a file, a picture or a page: of all trials that were asked for, or none."""

from __future__ import annotations

from collections.abc import Sequence

from bizcase.chance.draws import BLOCK
from bizcase.engine.model import Model
from bizcase.study.simulate import MEASURED, simulate
from bizcase.study.simulation.interrupt import Progress
from bizcase.study.simulation.result import Simulation
from bizcase.study.simulation.workers import usual_workers


def all_trials(
    model: Model,
    trials: int,
    seed: int,
    progress: Progress | None = None,
    measures: Sequence[str] = MEASURED,
) -> Simulation:
    """Simulates on as many processes as help. KeyboardInterrupt if Ctrl-C came before the end.

    Raises ProblemsFoundError if nothing is uncertain.
    """
    workers = usual_workers(-(-trials // BLOCK))
    found = simulate(model, trials, seed, workers=workers, measures=measures, progress=progress)
    if found.interrupted:
        raise KeyboardInterrupt
    return found
