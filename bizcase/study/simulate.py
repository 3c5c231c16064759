"""Simulates a case: many trials with drawn inputs, and what they say about the decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, suppress

import numpy as np

from bizcase.chance.assumed import held, uncertain
from bizcase.engine.model import Model
from bizcase.engine.operations import Array
from bizcase.problems import Problem, ProblemsFoundError, did_you_mean, listing
from bizcase.study.measures.registry import MEASURES
from bizcase.study.simulation.blocks import Block, Blocks
from bizcase.study.simulation.cluster import blocks_on_cluster
from bizcase.study.simulation.drivers import Driver, drivers
from bizcase.study.simulation.interrupt import Interrupt
from bizcase.study.simulation.moments import Moments
from bizcase.study.simulation.quantiles import Quantiles
from bizcase.study.simulation.result import WORST, Fan, Simulation, Spread
from bizcase.study.simulation.task import BLOCKS_FOR_ROWS, TILE, TRIALS, Task
from bizcase.study.simulation.workers import blocks_in_order

MEASURED = ("npv", "irr", "payback_years", "peak_funding")
ROWS = ("cumulative_cash",)
SHARES = (0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99)
FAN_SHARES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
# So many values are kept as they are; of more the percentiles come from bins.
EXACT_VALUES = 1_000_000
_EXACT_IN_ROW = 2_000_000  # of a row over time
_BINS, _BINS_OF_ROW = 2**16, 2**12

# Told after every block how many trials are done, and of how many.
Progress = Callable[[int, int], None]


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
    _check(model, trials, tile, workers, wanted, rows)
    task = Task(model, trials, seed, sampler, wanted, tuple(dict.fromkeys(rows)), tile)
    own = Blocks(task)
    kept = _Kept(task)
    remarks: list[Problem] = []
    with Interrupt() as interrupt, suppress(KeyboardInterrupt):
        if cluster is None:
            blocks = blocks_in_order(task, own, workers)
        else:
            blocks = blocks_on_cluster(task, cluster, lambda: interrupt.asked, remarks.append)
        with closing(blocks):
            for block in blocks:
                kept.add(block)
                if progress is not None:
                    progress(kept.trials, trials)
                if interrupt.asked:
                    break
    if not kept.trials:
        raise KeyboardInterrupt
    return kept.result(own, remarks)


def _check(
    model: Model,
    trials: int,
    tile: int,
    workers: int,
    measures: Sequence[str],
    rows: Sequence[str],
) -> None:
    for name, number in (("trials", trials), ("tile", tile), ("workers", workers)):
        if number < 1:
            raise ValueError(f"{name} is at least 1, not {number}")
    problems = []
    for kind, asked, known in (
        ("measure", measures, [*MEASURES]),
        ("row", rows, [*model.rows]),
    ):
        for name in asked:
            if name not in known:
                remedy = did_you_mean(name, known) or f"for example {listing(known, 6)}"
                problems.append(
                    Problem("unknown-name", f"there is no {kind} `{name}`", help=remedy)
                )
    if not uncertain(model):
        said = "no value has a range: every trial would be the same"
        remedy = "say how sure you are: price: {base: 100, low: 90, high: 120}"
        problems.append(Problem("no-range", said, help=remedy))
    if problems:
        raise ProblemsFoundError(problems)


class _Kept:
    """What is kept of the blocks, which come in their order."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.trials = self.blocks = 0
        count = len(task.measures)
        self.moments = [Moments() for _ in range(count)]
        self.gains, self.gain, self.loss = Moments(), Moments(), Moments()
        self.quantiles = Quantiles(count, EXACT_VALUES // count, _BINS, tails=True)
        self.missing: list[Counter[str]] = [Counter() for _ in range(count)]
        columns = task.model.timeline.columns
        room = _EXACT_IN_ROW // columns
        self.rows = {name: Quantiles(columns, room, _BINS_OF_ROW) for name in task.rows}
        self.first_npvs: list[Array] = []
        self.first_inputs: list[Array] = []

    def add(self, block: Block) -> None:
        npv = block.values[self.task.measures.index("npv")]
        for moments, values in zip(self.moments, block.values, strict=True):
            moments.add(values)
        found = npv[np.isfinite(npv)]
        self.gains.add((found > 0).astype(float))
        self.gain.add(np.maximum(found, 0.0))
        self.loss.add(np.maximum(-found, 0.0))
        self.quantiles.add(block.values)
        for counted, name in zip(self.missing, self.task.measures, strict=True):
            counted.update(block.missing[name])
        for name, values in block.rows.items():
            self.rows[name].add(values)
        if block.number < BLOCKS_FOR_ROWS:
            self.first_npvs.append(npv)
            self.first_inputs.append(block.inputs)
        self.trials += len(npv)
        self.blocks += 1

    def result(self, own: Blocks, remarks: Sequence[Problem]) -> Simulation:
        task = self.task
        npv = task.measures.index("npv")
        return Simulation(
            model=task.model,
            asked=task.trials,
            trials=self.trials,
            seed=task.seed,
            sampler=task.sampler,
            measures=self.spreads(),
            gain_chance=self.gains.estimate,
            expected_loss=self.loss.estimate,
            value_of_information=min(self.gain.mean, self.loss.mean),
            tail_mean=self.quantiles.mean_below(npv, WORST),
            drivers=self.drivers(own),
            fans=self.fans(),
            problems=(*task.model.problems, *held(task.model), *remarks),
        )

    def spreads(self) -> dict[str, Spread]:
        quantiles = self.quantiles.quantiles(SHARES).tolist()
        return {
            name: Spread(
                mean=moments.estimate,
                deviation=moments.deviation,
                percentiles=dict(zip(SHARES, values, strict=True)),
                missing=(self.trials - moments.count) / self.trials,
                why={reason: n / self.trials for reason, n in sorted(counted.items())},
            )
            for name, moments, values, counted in zip(
                self.task.measures, self.moments, quantiles, self.missing, strict=True
            )
        }

    def fans(self) -> dict[str, Fan]:
        trials = min(self.trials, sum(map(len, self.first_npvs)))
        return {
            name: Fan(FAN_SHARES, np.ascontiguousarray(kept.quantiles(FAN_SHARES).T), trials)
            for name, kept in self.rows.items()
        }

    def drivers(self, own: Blocks) -> tuple[Driver, ...]:
        npv = np.concatenate(self.first_npvs)
        inputs = np.concatenate(self.first_inputs, axis=1)
        there = np.isfinite(npv)
        return drivers(self.task.model, list(own.laws), inputs[:, there], npv[there])
