"""Cuts the passes of a plan into tiles of a few periods, each with only the code it needs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from bizcase.engine.operations import OPERATIONS
from bizcase.engine.plan import (
    Instruction,
    Known,
    Loop,
    Pass,
    Phase,
    Plan,
    Stored,
    inner,
    instructions,
)
from bizcase.engine.simplify import folded, simplified, without_dead_code


@dataclass(frozen=True, slots=True)
class Tile:
    """The code of a pass for the columns `first` to `last`."""

    part: Pass
    first: int
    last: int

    @property
    def length(self) -> int:
        """How many columns it has."""
        return self.last - self.first + 1

    @property
    def read(self) -> set[Stored]:
        """The stored rows that it reads, with how much earlier."""
        return {o for step in inner(self.part) for o in step.arguments if isinstance(o, Stored)}


def tiles_of(plan: Plan, periods: int) -> list[list[Tile]]:
    """The tiles of each phase in their order, of so many periods each.

    What is only needed in the last period (a terminal value) is not computed in the others, nor
    what only that reads.
    """
    asked: dict[str, set[int]] = defaultdict(set)  # columns of rows that are read later
    for name in (*plan.wanted, *(name for phase in plan.phases for name, _ in phase.totals)):
        asked[name].update(range(plan.columns))
    found = [_tiles_of(phase, periods, plan, asked) for phase in reversed(plan.phases)]
    return found[::-1]


def _tiles_of(phase: Phase, periods: int, plan: Plan, asked: dict[str, set[int]]) -> list[Tile]:
    found = []
    for part in reversed(phase.passes):
        segment = part.segment
        for first in reversed(range(segment.first, segment.last + 1, periods)):
            last = min(first + periods - 1, segment.last)
            tile = Tile(
                _needed(_specialised(part, first, last), first, last, plan, asked), first, last
            )
            for row in tile.read:
                asked[row.row].update(range(first - row.shift, last + 1 - row.shift))
            found.append(tile)
    return found[::-1]


def _specialised(part: Pass, first: int, last: int) -> Pass:
    """The pass for the columns `first` to `last`, where more conditions may be known."""
    code: list[Instruction | Loop] = []
    for step in part.code:
        if isinstance(step, Instruction) and step.operation is OPERATIONS["if"]:
            condition = step.arguments[0]
            if isinstance(condition, Known):
                offset = part.segment.first
                inside = folded(condition.array[first - offset : last + 1 - offset])
                arm = simplified("if", (inside, *step.arguments[1:]))
                if arm is not None:
                    step = Instruction(np.positive, (arm,), step.out)
        code.append(step)
    special = Pass(part.segment, code, part.slots)
    without_dead_code(special)
    return special


def _needed(part: Pass, first: int, last: int, plan: Plan, asked: dict[str, set[int]]) -> Pass:
    """The pass without what it stores for nobody."""
    columns = range(first, last + 1)
    here: set[str] = set()  # rows that are read in the tile itself
    code: list[Instruction | Loop] = []
    for step in reversed(part.code):
        out = step.out if isinstance(step, Instruction) else None
        row = out.row if isinstance(out, Stored) else ""
        if row in plan.kept and row not in here and asked[row].isdisjoint(columns):
            continue
        read = (o for s in instructions(step) for o in s.arguments)
        here.update(o.row for o in read if isinstance(o, Stored))
        code.append(step)
    needed = Pass(part.segment, code[::-1], part.slots)
    without_dead_code(needed)
    return needed
