"""A compiled model: a flat list of array operations over tiles of trials and periods.

What does not change between trials is evaluated while compiling and enters as constants; what
does not change in time becomes one vector, computed once for a tile of trials; powers of such
a vector need one logarithm for each trial. Rows that nobody reads are not there at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np

from bizcase.engine.operations import Array, Operation


@dataclass(frozen=True, slots=True)
class Known:
    """Values that all trials share, one for each column of the segment."""

    values: bytes
    length: int

    @classmethod
    def of(cls, values: Array) -> Known:
        """A hashable copy of the values."""
        return cls(np.ascontiguousarray(values, dtype=float).tobytes(), len(values))

    @property
    def array(self) -> Array:
        """The values, (columns of the segment,)."""
        return np.frombuffer(self.values, dtype=float)


@dataclass(frozen=True, slots=True)
class Vector:
    """One value for each trial, the same in every period; known from a phase on."""

    slot: int
    phase: int = 0


@dataclass(frozen=True, slots=True)
class Temp:
    """A tile of periods x trials that lives inside one segment of one phase."""

    number: int


@dataclass(frozen=True, slots=True)
class Local:
    """One value for each trial inside a loop over periods."""

    slot: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A row that outlives its tile, read `shift` periods earlier."""

    row: str
    shift: int = 0


Operand: TypeAlias = float | Known | Vector | Temp | Local | Stored


@dataclass(slots=True)
class Instruction:
    """`operation(*arguments, out)`."""

    operation: Operation
    arguments: tuple[Operand, ...]
    out: Operand
    in_place: bool = False


@dataclass(slots=True)
class Loop:
    """Instructions carried out period by period: rows that read their own past."""

    body: list[Instruction]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of columns in which every row has one formula: opening, operating or tax only."""

    name: str
    first: int
    last: int


@dataclass(slots=True)
class Pass:
    """What is done for one segment in one phase."""

    segment: Segment
    code: list[Instruction | Loop] = field(default_factory=list)
    slots: dict[int, int] = field(default_factory=dict)  # temp -> buffer


@dataclass(slots=True)
class Phase:
    """Everything between two looks at whole rows."""

    totals: list[tuple[str, Vector]] = field(default_factory=list)
    vectors: list[Instruction] = field(default_factory=list)
    passes: list[Pass] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """What `Workspace` carries out.

    `inputs` are the paths of the inputs that vary, in the order of their vectors. `kept` rows
    are stored whole, with zero columns before and after them; `carried` ones only a tile and
    the period before it. `known` are the wanted rows that no varying input moves, `level` those
    that are the same in all columns.
    """

    columns: int
    wanted: tuple[str, ...]
    inputs: tuple[str, ...]
    known: dict[str, Array]
    kept: dict[str, tuple[int, int]] = field(default_factory=dict)
    carried: list[str] = field(default_factory=list)
    level: dict[str, Vector] = field(default_factory=dict)
    phases: list[Phase] = field(default_factory=list)
    vector_count: int = 0
    local_count: int = 0

    @property
    def buffer_count(self) -> int:
        """How many tiles must be held at the same time."""
        slots = [s for phase in self.phases for p in phase.passes for s in p.slots.values()]
        return max(slots, default=-1) + 1


def allocate(part: Pass) -> None:
    """Gives every temp of a pass a buffer, using a buffer again once its value is read last."""
    last_use: dict[Temp, int] = {}
    for i, step in enumerate(part.code):
        for used in reads(step):
            last_use[used] = i
    free: list[int] = []
    count = 0
    for i, step in enumerate(part.code):
        dying = [t for t in reads(step) if last_use[t] == i]
        early = isinstance(step, Instruction) and step.in_place
        if early:
            free.extend(part.slots[t.number] for t in dying)
        out = step.out if isinstance(step, Instruction) else None
        if isinstance(out, Temp):
            if not free:
                free.append(count)
                count += 1
            part.slots[out.number] = free.pop()
        if not early:
            free.extend(part.slots[t.number] for t in dying)
        if isinstance(out, Temp) and out not in last_use:
            free.append(part.slots[out.number])


def inner(part: Pass) -> Iterator[Instruction]:
    """All instructions of a pass, those in loops too."""
    for step in part.code:
        yield from instructions(step)


def instructions(step: Instruction | Loop) -> Sequence[Instruction]:
    """A step as instructions: those of a loop, or itself."""
    return step.body if isinstance(step, Loop) else (step,)


def reads(step: Instruction | Loop) -> list[Temp]:
    """The temps that a step reads."""
    read = (a for s in instructions(step) for a in s.arguments if isinstance(a, Temp))
    return list(dict.fromkeys(read))
