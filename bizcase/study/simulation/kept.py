"""What is kept of the blocks of a simulation, and the result that is made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from bizcase.chance.assumed import held
from bizcase.engine.operations import Array
from bizcase.problems import Problem
from bizcase.study.simulation.blocks import Block, Blocks
from bizcase.study.simulation.drivers import Driver, drivers
from bizcase.study.simulation.fans import KeptRow
from bizcase.study.simulation.histogram import histogram
from bizcase.study.simulation.moments import Moments
from bizcase.study.simulation.quantiles import Quantiles
from bizcase.study.simulation.result import WORST, Simulation, Spread
from bizcase.study.simulation.rule import RuleChance
from bizcase.study.simulation.task import BLOCKS_FOR_ROWS, Task

SHARES = (0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99)
# So many values are kept as they are; of more the percentiles come from bins.
EXACT_VALUES = 1_000_000
_BINS = 2**16


class Kept:
    """Takes the blocks of a task in their order; its size does not depend on their number."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.trials = 0
        count = len(task.measures)
        self.npv = task.measures.index("npv")
        self.moments = [Moments() for _ in range(count)]
        self.gains, self.gain, self.loss = Moments(), Moments(), Moments()
        self.passes, self.unclear = Moments(), 0
        self.quantiles = Quantiles(count, EXACT_VALUES // count, _BINS, tails=True)
        self.missing: list[Counter[str]] = [Counter() for _ in range(count)]
        self.rows = {name: KeptRow(task.model, name) for name in task.rows}
        self.first_npvs: list[Array] = []
        self.first_inputs: list[Array] = []

    def add(self, block: Block) -> int:
        """Takes the next block; gives how many trials there are now."""
        npv = block.values[self.npv]
        Moments.add_all(self.moments, block.values)
        found = np.where(np.isfinite(npv), npv, np.nan)
        gain, loss = np.maximum(found, 0.0), np.maximum(-found, 0.0)
        Moments.add_all((self.gains, self.gain, self.loss), np.array([np.sign(gain), gain, loss]))
        self.passes.add((block.passes == 1).astype(float))
        self.unclear += int(np.isnan(block.passes).sum())
        self.quantiles.add(block.values)
        for counted, name in zip(self.missing, self.task.measures, strict=True):
            counted.update(block.missing[name])
        for name, values in block.rows.items():
            self.rows[name].add(values)
        if block.number < BLOCKS_FOR_ROWS:
            self.first_npvs.append(npv)
            self.first_inputs.append(block.inputs)
        self.trials += len(npv)
        return self.trials

    def result(self, own: Blocks, remarks: Sequence[Problem] = ()) -> Simulation:
        """What the blocks say; `own` are those of this process, `remarks` are further warnings."""
        task = self.task
        inputs = np.concatenate(self.first_inputs, axis=1)
        base, at_means = _base_and_means(own, inputs)
        return Simulation(
            model=task.model,
            asked=task.trials,
            trials=self.trials,
            seed=task.seed,
            sampler=task.sampler,
            measures=self._spreads(),
            gain_chance=self.gains.share,
            rule=self._rule(),
            expected_loss=self.loss.estimate,
            value_of_information=min(self.gain.mean, self.loss.mean),
            tail_mean=self.quantiles.mean_below(self.npv, WORST),
            histogram=histogram(self.quantiles, self.npv),
            npv_at_means=at_means,
            below_base=self.quantiles.shares_below(self.npv, [base])[0],
            drivers=self._drivers(own, inputs),
            fans={name: kept.fan for name, kept in self.rows.items()},
            problems=(*task.model.problems, *held(task.model), *remarks),
        )

    def _spreads(self) -> dict[str, Spread]:
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

    def _rule(self) -> RuleChance | None:
        if not self.passes.count:
            return None
        return RuleChance(self.passes.share, self.unclear / self.trials)

    def _drivers(self, own: Blocks, inputs: Array) -> tuple[Driver, ...]:
        npv = np.concatenate(self.first_npvs)
        there = np.isfinite(npv)
        return drivers(self.task.model, list(own.laws), inputs[:, there], npv[there])


def _base_and_means(own: Blocks, inputs: Array) -> tuple[float, float]:
    """The NPV where every uncertain input is as written, and as the mean of its draws, (k, n)."""
    base = [own.task.model.value(path) for path in own.laws]
    at_base, at_means = own.npv_at(np.stack([base, inputs.mean(axis=1)], axis=1)).tolist()
    return at_base, at_means
