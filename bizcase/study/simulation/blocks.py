"""Computes blocks of trials: any range of them, on any machine, to the same last bit.

`computed` is what a worker or a cluster is asked for: it takes the numbers of some blocks and gives
small values, which `bizcase.study.simulate` reduces in the order of the blocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pickle import loads
from threading import get_ident

import numpy as np

from bizcase.chance.assumed import laws_of
from bizcase.chance.correlation import Group, correlate, groups
from bizcase.chance.draws import BLOCK, Draws
from bizcase.chance.laws import Law
from bizcase.engine.evaluate import Trials
from bizcase.engine.operations import Array
from bizcase.study.flows_of import flows_of, rows_for
from bizcase.study.measures.flows import Flows
from bizcase.study.measures.registry import MEASURES
from bizcase.study.requirements import BoolArray, Requirements, requirements_of
from bizcase.study.simulation.memory import keep_freed_memory
from bizcase.study.simulation.missing import reasons
from bizcase.study.simulation.rule import can_judge, passing
from bizcase.study.simulation.task import BLOCKS_FOR_ROWS, Task


@dataclass(frozen=True, slots=True)
class Block:
    """The trials of one block: a value of every measure for each, NaN where it does not exist."""

    number: int
    values: Array  # (measures, trials)
    missing: Mapping[str, Counter[str]]  # for each measure how often it is missing for what reason
    passes: Array  # whether the rule is passed, (trials,), if it is judged: see `passing`
    # Of the first blocks: the wanted rows over time, (columns, trials), and the uncertain inputs.
    rows: Mapping[str, Array] = field(default_factory=dict)
    inputs: Array = field(default_factory=lambda: np.empty((0, 0)))


class Blocks:
    """Draws and evaluates the blocks of a task; keeps its plan and its buffers."""

    def __init__(self, task: Task) -> None:
        keep_freed_memory()
        self.task = task
        self.plans: dict[tuple[str, ...], Trials] = {}
        # As many blocks in each tile, for one that is not full costs as much.
        tiles = -(-task.blocks // max(1, task.tile // BLOCK))
        self.together = -(-task.blocks // tiles)

    # What follows is not made before it is needed: other processes are starting meanwhile.

    @cached_property
    def laws(self) -> dict[str, Law]:
        """The laws of the uncertain inputs. Raises ProblemsFoundError."""
        return laws_of(self.task.model)

    @cached_property
    def required(self) -> Requirements:
        """What a trial may break: then it has no measures."""
        return requirements_of(self.task.model, self.laws)

    @cached_property
    def draws(self) -> Draws:
        """Where their normal scores come from."""
        inputs = self.task.model.inputs
        keys = [inputs[path].key for path in self.laws]
        return Draws(keys, self.task.seed, self.task.sampler)

    @cached_property
    def groups(self) -> list[Group]:
        """Those that are correlated."""
        return groups(list(self.laws), self.task.model.correlations)

    def scores(self, number: int) -> Array:
        """The normal scores of a block, correlated, (uncertain inputs, trials)."""
        scores = self.draws.block(number, self.task.count(number))
        correlate(scores, self.groups, by_ranks=self.task.sampler == "latin-hypercube")
        return scores

    def inputs(self, numbers: Sequence[int]) -> Array:
        """The values of the uncertain inputs in some blocks, as quoted, (inputs, trials)."""
        values = np.concatenate([self.scores(number) for number in numbers], axis=1)
        for row, law in zip(values, self.laws.values(), strict=True):
            row[:] = law.value(row)
        return values

    def computed(self, first: int, last: int) -> Generator[Block, None, None]:
        """The blocks `first` to `last - 1`, as many of them together as fit into a tile."""
        while first < last:
            switch = BLOCKS_FOR_ROWS if first < BLOCKS_FOR_ROWS else last
            until = min(first + self.together, last, switch)
            yield from self._together(first, until)
            first = until

    def npv_at(self, values: Array) -> Array:
        """The NPV where the uncertain inputs have values as quoted, (inputs, n) -> (n,)."""
        rows = self.trials(self.task.rows).of_width(values.shape[1]).rows(values)
        flows = flows_of(self.task.model, rows, values.shape[1], self.task.view)
        broken = self.required.broken(rows, values.shape[1]).any(axis=0)
        return np.where(broken, np.nan, flows.net_present_value())

    def _together(self, first: int, until: int) -> Iterator[Block]:
        numbers = range(first, until)
        values = self.inputs(numbers)
        wanted = self.task.rows if first < BLOCKS_FOR_ROWS else ()
        rows, count = self._rows(values, wanted), values.shape[1]
        among = self.trials(wanted).active("terminal_value")
        flows = flows_of(self.task.model, rows, count, self.task.view, among)
        broken = self.required.broken(rows, count)
        found, passes = self._measured(flows, np.logical_or.reduce(broken))
        for place, number in enumerate(numbers):
            start = place * BLOCK
            part = slice(start, start + self.task.count(number))
            missing = self._missing(flows, found, broken, part)
            block = Block(number, found[:, part], missing, passes[part])
            if number < BLOCKS_FOR_ROWS:
                kept = {name: _whole(rows[name], count)[:, part].copy() for name in wanted}
                block = replace(block, rows=kept, inputs=values[:, part])
            yield block

    def _rows(self, values: Array, wanted: tuple[str, ...]) -> dict[str, Array]:
        """The rows of some blocks, (columns, trials) or (columns, 1)."""
        trials, count = self.trials(wanted), values.shape[1]
        if count <= trials.width:
            return trials.rows(values)
        whole: dict[str, Array] = {}
        for start in range(0, count, trials.width):
            tile = trials.rows(values[:, start : start + trials.width])
            for name, row in tile.items():
                width = count if row.shape[1] > 1 else 1
                place = whole.setdefault(name, np.empty((len(row), width)))
                place[:, start : start + row.shape[1]] = row
        return whole

    def trials(self, wanted: tuple[str, ...]) -> Trials:
        """What evaluates the wanted rows and those that the measures need, a tile at a time."""
        if wanted not in self.plans:
            own = rows_for(self.task.measures)
            names = dict.fromkeys((*own, *self.required.said, *wanted))
            # In a tile one trial wide every row would look like one that all trials share.
            width = min(max(2, self.task.tile), self.together * BLOCK, self.task.trials)
            self.plans[wanted] = Trials(self.required.model, names, self.laws, width)
        return self.plans[wanted]

    def _measured(self, flows: Flows, broken: BoolArray) -> tuple[Array, Array]:
        """The measures of some trials, (measures, n), and whether they pass the rule, (n,)."""
        task = self.task
        found = np.empty((len(task.measures), len(broken)))
        with np.errstate(all="ignore"):  # what overflows is missing
            for values, name in zip(found, task.measures, strict=True):
                values[:] = MEASURES[name].compute(flows)
        found[:, broken] = np.nan
        if not can_judge(task.model, task.measures):
            return found, np.empty(0)
        passes = passing(task.model, flows, dict(zip(task.measures, found, strict=True)))
        passes[broken] = np.nan
        return found, passes

    def _missing(
        self, flows: Flows, found: Array, broken: BoolArray, part: slice
    ) -> dict[str, Counter[str]]:
        """For each measure how often it is missing in a part of the trials for what reason.

        found: (measures, trials); broken: (requirements, trials).
        """
        there = np.isfinite(found[:, part])
        missing: dict[str, Counter[str]] = {name: Counter() for name in self.task.measures}
        if there.all():
            return missing
        wrong = np.logical_or.reduce(broken[:, part])
        for k in np.flatnonzero(wrong).tolist():
            why = self.required.first(broken, part.start + k)
            for name in missing:
                missing[name][why] += 1
        for name, here in zip(self.task.measures, there, strict=True):
            lacking = part.start + np.flatnonzero(~here & ~wrong)
            if len(lacking):
                missing[name] += reasons(name, flows, lacking)
        return missing


def _whole(row: Array, count: int) -> Array:
    """A row for every trial, (columns, count)."""
    return np.broadcast_to(row, (len(row), count))


_begun: dict[int, tuple[str, Blocks]] = {}  # by thread, for each needs buffers of its own


def computed(name: str, packed: bytes, first: int, last: int) -> list[Block]:
    """The blocks `first` to `last - 1` of a task, given as `Task.packed` says.

    The thread keeps what it has made for the task until it is asked for another one.
    """
    thread = get_ident()
    if thread not in _begun or _begun[thread][0] != name:
        _begun[thread] = name, Blocks(loads(packed))
    return list(_begun[thread][1].computed(first, last))


def forget() -> None:
    """Gives back the memory of what was made for tasks."""
    _begun.clear()
