"""Carries out a plan for a tile of trials, in buffers that are kept between calls."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from bizcase.engine.memory import aligned
from bizcase.engine.operations import OPERATIONS, Array, IntArray
from bizcase.engine.plan import (
    Instruction,
    Known,
    Local,
    Loop,
    Operand,
    Pass,
    Plan,
    Segment,
    Stored,
    Temp,
    Vector,
)
from bizcase.engine.settle import Step, quiet
from bizcase.engine.tiles import tiles_of

# NumPy takes two to five times as long for them with a number as with an array.
_SLOW_WITH_NUMBERS = (np.minimum, np.maximum)
NUMBERS_IN_A_TILE = 24_576  # several tiles fit into the second-level cache


class Workspace:
    """Buffers for `trials` trials and the plan bound to them as a flat list of calls."""

    def __init__(self, plan: Plan, trials: int) -> None:
        self.plan = plan
        self.trials = trials
        self.periods = max(1, min(plan.columns, NUMBERS_IN_A_TILE // trials))
        self.vectors = aligned(max(plan.vector_count, 1), trials)
        self.locals = aligned(plan.local_count, trials)
        self.buffers = aligned(plan.buffer_count, self.periods, trials)
        self.kept = {
            name: _zeros(before + plan.columns + after, trials)
            for name, (before, after) in plan.kept.items()
        }
        self.carried_rows = _zeros(len(plan.carried), 1 + self.periods, trials)
        self.carried: dict[str, Array] = dict(zip(plan.carried, self.carried_rows, strict=True))
        self.numbers: dict[float, Array] = {}
        self.idle: dict[str, set[int]] = defaultdict(set)  # columns of kept rows that are always 0
        self.steps = self._bound()

    def run(self, inputs: Array) -> None:
        """Evaluates the plan for inputs (paths, trials); `row` then gives the rows."""
        self.vectors[: len(self.plan.inputs)] = inputs
        quiet(self.steps)

    def row(self, name: str) -> Array:
        """A wanted row, (columns, trials), or (columns, 1) if it is the same in all trials."""
        if name in self.plan.known:
            return self.plan.known[name][:, None]
        if name in self.plan.level:
            values = self.vectors[self.plan.level[name].slot]
            level: Array = np.broadcast_to(values, (self.plan.columns, self.trials))
            return level
        before = self.plan.kept[name][0]
        kept: Array = self.kept[name][before : before + self.plan.columns]
        return kept

    def active(self, name: str) -> IntArray:
        """The columns of a row in which it may be other than 0 in some trial."""
        idle = self.idle.get(name, ())
        return np.array([c for c in range(self.plan.columns) if c not in idle], dtype=np.intp)

    def _bound(self) -> list[Step]:
        steps: list[Step] = []
        rows = self.carried_rows
        for phase, tiles in zip(self.plan.phases, tiles_of(self.plan, self.periods), strict=True):
            for name, vector in phase.totals:
                steps.append((_total, [self.row(name)], self.vectors[vector.slot]))
            for instruction in phase.vectors:
                arguments = [self._vector(a) for a in instruction.arguments]
                assert isinstance(instruction.out, Vector)
                steps.append((instruction.operation, arguments, self.vectors[instruction.out.slot]))
            length = 0
            for tile in tiles:
                if length and any(row.shift and row.row in self.carried for row in tile.read):
                    steps.append((np.positive, [rows[:, length]], rows[:, 0]))
                length = tile.length
                steps.extend(self._tile(tile.part, tile.first, tile.last))
        return steps

    def _vector(self, operand: Operand) -> float | Array:
        if isinstance(operand, Vector):
            return _row(self.vectors, operand.slot)
        assert isinstance(operand, float)
        return operand

    def _tile(self, part: Pass, first: int, last: int) -> list[Step]:
        steps: list[Step] = []
        for item in part.code:
            if isinstance(item, Instruction):
                step = self._step(item, part, first, last)
                row = item.out.row if isinstance(item.out, Stored) else ""
                value = step[1][0] if step[0] is np.positive else None
                if row not in self.kept or not isinstance(value, float):
                    steps.append(step)
                    continue
                step[2][...] = value  # nothing else writes there: once is enough
                if value == 0.0:
                    self.idle[row].update(range(first, last + 1))
            elif isinstance(item, Loop):
                for column in range(first, last + 1):
                    steps.extend(self._step(i, part, first, column, column) for i in item.body)
        return steps

    def _step(
        self, instruction: Instruction, part: Pass, first: int, last: int, column: int | None = None
    ) -> Step:
        arguments = [self._view(a, part, first, last, column) for a in instruction.arguments]
        out = self._view(instruction.out, part, first, last, column)
        assert isinstance(out, np.ndarray)
        if instruction.operation is OPERATIONS["if"] and isinstance(arguments[0], float):
            taken = arguments[1 if arguments[0] else 2]  # in one column a condition may be known
            return np.positive, [np.nan if np.isnan(arguments[0]) else taken], out
        if instruction.operation in _SLOW_WITH_NUMBERS:
            arguments = [self._row_of(a) if isinstance(a, float) else a for a in arguments]
        return instruction.operation, arguments, out

    def _row_of(self, number: float) -> Array:
        """A number for every trial."""
        if number not in self.numbers:
            self.numbers[number] = np.full(self.trials, number)
        return self.numbers[number]

    def _view(
        self, operand: Operand, part: Pass, first: int, last: int, column: int | None
    ) -> float | Array:
        """An operand in the columns `first` to `last`, or in a single one."""
        if isinstance(operand, float):
            return operand
        if isinstance(operand, Vector):
            return _row(self.vectors, operand.slot)
        if isinstance(operand, Local):
            return _row(self.locals, operand.slot)
        if isinstance(operand, Known):
            return _known(operand, part.segment, first, last, column)
        view = self._tile_of(operand, part, first, last if column is None else column)
        return view if column is None else _row(view, column - first)

    def _tile_of(self, operand: Temp | Stored, part: Pass, first: int, last: int) -> Array:
        length = last - first + 1
        if isinstance(operand, Temp):
            return self.buffers[part.slots[operand.number], :length]
        if operand.row in self.carried:
            start = 1 - operand.shift
            return self.carried[operand.row][start : start + length]
        start = self.plan.kept[operand.row][0] + first - operand.shift
        return self.kept[operand.row][start : start + length]


def _zeros(*shape: int) -> Array:
    zeros = aligned(*shape)
    zeros[...] = 0.0
    return zeros


def _row(arrays: Array, number: int) -> Array:
    row: Array = arrays[number]
    return row


def _known(
    operand: Known, segment: Segment, first: int, last: int, column: int | None
) -> float | Array:
    if column is not None:
        return float(operand.array[column - segment.first])
    return operand.array[first - segment.first : last + 1 - segment.first, None]


def _total(row: Array, out: Array) -> Array:
    total: Array = np.add.reduce(row, axis=0, out=out)
    return total
