"""Simulates a case: many trials with drawn inputs, and what they say about the decision."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence

from bizcase.engine.model import Model
from bizcase.study.simulation.blocks import Block, Blocks
from bizcase.study.simulation.interrupt import Progress, take
from bizcase.study.simulation.kept import Kept
from bizcase.study.simulation.result import Simulation
from bizcase.study.simulation.task import TILE, TRIALS, Task
from bizcase.study.simulation.wishes import refuse_unknown, uneven_points
from bizcase.study.simulation.workers import blocks_in_order

MEASURED = ("npv", "irr", "payback_years", "peak_funding")
ROWS = ("cumulative_cash",)


def simulate(
    model: Model,
    trials: int = TRIALS,
    seed: int = 1,
    sampler: str = "latin-hypercube",
    workers: int = 1,
    measures: Sequence[str] = MEASURED,
    rows: Sequence[str] = ROWS,
    tile: int = TILE,
    progress: Progress | None = None,
    cluster: str | None = None,
) -> Simulation:
    """Evaluates a model for `trials` draws of its uncertain inputs.

    `sampler` is `latin-hypercube`, `random` or `sobol`; `rows` are those whose percentiles over
    time are wanted. The same seed gives the same figures, to the last bit, for any number of
    `workers` (processes) and any `tile` (trials evaluated together). `cluster` is the address of a
    Dask scheduler, whose workers then do it all. Ctrl-C ends it after a block: the result says on
    how many trials it rests. Raises ProblemsFoundError if nothing is uncertain, a range has no law
    within its bounds, or the cluster cannot be used.
    """
    wanted = tuple(dict.fromkeys(["npv", *measures]))
    for name, number in (("trials", trials), ("tile", tile), ("workers", workers)):
        if number < 1:
            raise ValueError(f"{name} is at least 1, not {number}")
    refuse_unknown(model, wanted, rows)
    task = Task(model, trials, seed, sampler, wanted, tuple(dict.fromkeys(rows)), tile)
    own = Blocks(task)
    kept = Kept(task)
    remarks = uneven_points(task)

    def blocks(stop: Callable[[], bool]) -> Generator[Block, None, None]:
        if cluster is None:
            return blocks_in_order(task, own, workers)
        from bizcase.study.simulation.cluster import blocks_on_cluster

        return blocks_on_cluster(task, cluster, stop, remarks.append)

    take(blocks, kept.add, trials, progress)
    return kept.result(own, remarks)
