"""How sure a choice is: options simulated together, on common random numbers, block by block."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from bizcase.chance.assumed import uncertain
from bizcase.engine.operations import Array
from bizcase.study.comparison.common_draws import CommonDraws, common_draws
from bizcase.study.comparison.option import NOTHING, Option
from bizcase.study.run import Run
from bizcase.study.simulation.blocks import Blocks
from bizcase.study.simulation.interrupt import Progress, take
from bizcase.study.simulation.moments import Estimate, Moments
from bizcase.study.simulation.quantiles import Quantiles
from bizcase.study.simulation.rule import RuleChance
from bizcase.study.simulation.task import Task
from bizcase.study.verdict import rule_of
from bizcase.study.view import AS_IT_IS

SHARES = (0.10, 0.50, 0.90)
_SAME = 1e-9  # relative: a difference below is rounding
_EXACT, _BINS = 1_000_000, 2**14

Pair = tuple[str, str]


@dataclass(frozen=True)
class Chances:
    """What `trials` trials say of the options by name, doing nothing among them.

    `best` is how likely each has the most of `measure`, ties divided; `regret` what is missed by
    choosing it, on average, beside the best of the trial (Savage 1951); `beats` how likely the
    first of a pair has more than the second, `ties` how likely both have the same; `percentiles`
    are those of the first less the second. `left_out` is the share of trials in which an option
    has no value. `rule` is how likely the option that is recommended passes the rule of its
    scenario, None where none is or that is not asked.
    """

    measure: str
    asked: int
    trials: int
    seed: int
    left_out: float
    mean: Mapping[str, Estimate]
    best: Mapping[str, Estimate]
    regret: Mapping[str, Estimate]
    beats: Mapping[Pair, Estimate]
    ties: Mapping[Pair, float]
    difference: Mapping[Pair, Estimate]
    percentiles: Mapping[Pair, Mapping[float, float]]
    spread: Mapping[str, Mapping[float, float]]
    draws: CommonDraws
    rule: RuleChance | None = None

    @property
    def interrupted(self) -> bool:
        """Whether it was ended before all trials were done."""
        return self.trials < self.asked

    @property
    def value_of_information(self) -> float:
        """What it would be worth, at most, to know the trial before choosing: the least regret."""
        return min((found.value for found in self.regret.values()), default=0.0)


def chances(
    options: Sequence[Option],
    measure: str,
    trials: int,
    seed: int,
    with_nothing: bool = True,
    progress: Progress | None = None,
    judged: Run | None = None,
) -> Chances | None:
    """Simulates the options trial by trial; None where nothing is uncertain.

    `judged` is the run of one of them whose rule is applied to every trial. Raises
    ProblemsFoundError if a range has no law within its bounds.
    """
    models = [one.run.model for one in options if one.run]
    if not any(uncertain(model) for model in models):
        return None
    tasks = [
        Task(model, trials, seed, "latin-hypercube", (measure,), (), view=one.view)
        for model, one in zip(models, options, strict=True)
    ]
    judge = next((n for n, one in enumerate(options) if one.run and one.run is judged), None)
    if judge is not None:
        # The rule judges the option as it is: where it is seen otherwise, that is one more task.
        task = tasks[judge]
        needed = tuple(dict.fromkeys((measure, *rule_of(task.model))))
        with_rule = replace(task, measures=needed, view=AS_IT_IS)
        if task.view.is_own:
            tasks[judge] = with_rule
        else:
            judge = len(tasks)
            tasks.append(with_rule)
    parts = [Blocks(task) for task in tasks]
    names = [one.name for one in options]
    kept = _Kept([*names, *([NOTHING] if with_nothing else [])])
    take(lambda _stop: _together(parts, len(names), judge), kept.add, trials, progress)
    return kept.result(measure, trials, seed, common_draws(names, models, parts[: len(names)]))


def _together(
    parts: Sequence[Blocks], options: int, judge: int | None
) -> Generator[tuple[Array, Array], None, None]:
    """The values of each block, (options, trials), and whether each trial passes the rule.

    One block of each part is held at a time; `judge` is the part that has the rule.
    """
    streams = [part.computed(0, part.task.blocks) for part in parts]
    for blocks in zip(*streams, strict=True):
        values = np.stack([block.values[0] for block in blocks[:options]])
        yield values, np.empty(0) if judge is None else blocks[judge].passes


class _Kept:
    """Sums over the blocks, which come in their order."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.pairs = list(combinations(range(len(names)), 2))
        self.trials = self.used = 0
        count = len(names)
        self.mean, self.best, self.regret = ([Moments() for _ in range(count)] for _ in range(3))
        self.above, self.below, self.difference = (
            [Moments() for _ in self.pairs] for _ in range(3)
        )
        self.passes, self.unclear = Moments(), 0
        self.quantiles, self.own = (
            Quantiles(n, _EXACT // max(1, n), _BINS) for n in (len(self.pairs), count)
        )

    def add(self, block: tuple[Array, Array]) -> int:
        """Takes a block, (options, trials), without the one that is always 0.

        Beside it stands what passes the rule. Gives how many trials there are now.
        """
        values, passes = block
        self.passes.add((passes == 1).astype(float))
        self.unclear += int(np.isnan(passes).sum())
        self.trials += values.shape[1]
        found = values[:, np.isfinite(values).all(axis=0)]
        self.used += found.shape[1]
        if not found.shape[1]:
            return self.trials
        nothing = np.zeros((len(self.names) - len(found), found.shape[1]))
        whole = np.concatenate([found, nothing])
        most = whole.max(axis=0)
        top = whole >= most - _SAME * np.abs(most)
        shares = top / top.sum(axis=0)
        for place, row in enumerate(whole):
            self.mean[place].add(row)
            self.best[place].add(shares[place])
            self.regret[place].add(most - row)
        gaps = np.stack([whole[i] - whole[j] for i, j in self.pairs])
        sizes = np.stack([np.maximum(np.abs(whole[i]), np.abs(whole[j])) for i, j in self.pairs])
        gaps[np.abs(gaps) <= _SAME * sizes] = 0.0
        for place, gap in enumerate(gaps):
            self.above[place].add((gap > 0).astype(float))
            self.below[place].add((gap < 0).astype(float))
            self.difference[place].add(gap)
        self.quantiles.add(gaps)
        self.own.add(whole)
        return self.trials

    def result(self, measure: str, asked: int, seed: int, draws: CommonDraws) -> Chances:
        """What the blocks say."""

        def named(moments: Sequence[Moments]) -> dict[str, Estimate]:
            return {name: m.estimate for name, m in zip(self.names, moments, strict=True)}

        beats: dict[Pair, Estimate] = {}
        ties: dict[Pair, float] = {}
        difference: dict[Pair, Estimate] = {}
        percentiles: dict[Pair, Mapping[float, float]] = {}
        quantiles = self.quantiles.quantiles(SHARES) if self.used else np.empty((0, 0))
        own = self.own.quantiles(SHARES).tolist() if self.used else []
        for place, (i, j) in enumerate(self.pairs if self.used else ()):
            one, other = self.names[i], self.names[j]
            above, below = self.above[place].estimate, self.below[place].estimate
            gap, found = self.difference[place].estimate, quantiles[place].tolist()
            beats[one, other], beats[other, one] = above, below
            ties[one, other] = ties[other, one] = max(0.0, 1.0 - above.value - below.value)
            difference[one, other] = gap
            difference[other, one] = Estimate(-gap.value, gap.standard_error)
            percentiles[one, other] = _by_share(found)
            mirrored = [-value for value in reversed(found)]  # shares lie evenly about the middle
            percentiles[other, one] = _by_share(mirrored)
        return Chances(
            measure=measure,
            asked=asked,
            trials=self.trials,
            seed=seed,
            left_out=1.0 - self.used / self.trials,
            mean=named(self.mean),
            best=named(self.best),
            regret=named(self.regret),
            beats=beats,
            ties=ties,
            difference=difference,
            percentiles=percentiles,
            spread=dict(zip(self.names, map(_by_share, own), strict=True)) if self.used else {},
            draws=draws,
            rule=self._rule(),
        )

    def _rule(self) -> RuleChance | None:
        if not self.passes.count:
            return None
        return RuleChance(self.passes.share, self.unclear / self.trials)


def _by_share(values: Sequence[float]) -> dict[float, float]:
    return dict(zip(SHARES, values, strict=True))
