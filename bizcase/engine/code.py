"""Adds operations to the code of a pass, each simplified and put where it is done least often."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from bizcase.engine.model import Row
from bizcase.engine.operations import (
    IN_PLACE,
    OPERATIONS,
    Array,
    Operation,
    log_of_base,
    power_of_positive,
    power_over_time,
)
from bizcase.engine.plan import (
    Instruction,
    Known,
    Local,
    Operand,
    Pass,
    Plan,
    Segment,
    Stored,
    Temp,
    Vector,
)
from bizcase.engine.proportional import Multiple
from bizcase.engine.settle import quiet
from bizcase.engine.simplify import Constant, combined, folded, simplified, with_constant
from bizcase.formula.nodes import Reference


class Whole(Protocol):
    """What a pass needs to know of the compilation as a whole."""

    plan: Plan
    rows: dict[str, Row]
    groups: list[list[str]]
    phase_of: dict[str, int]

    def known(self, reference: Reference) -> Array | None:
        """The columns of a row, series or timeline row that all trials share, or a table."""

    def multiple(self, reference: Reference) -> Multiple | None:
        """What the row is a multiple of, if it is one."""

    def input(self, path: str) -> Operand:
        """A varying input as a vector, another one as a number."""

    def vector(self, key: object, operation: Operation, arguments: tuple[Operand, ...]) -> Vector:
        """The vector of an operation on vectors, computed once."""

    def total(self, row: str) -> Vector:
        """The total of a row."""


@dataclass(slots=True)
class Body:
    """The inside of a loop over periods."""

    members: set[str]
    code: list[Instruction] = field(default_factory=list)
    seen: dict[object, Operand] = field(default_factory=dict)


class Code:
    """The code of a pass, and what is known of the values that it computes."""

    def __init__(self, whole: Whole, segment: Segment) -> None:
        self.whole = whole
        self.segment = segment
        self.part = Pass(segment)
        self.seen: dict[object, Operand] = {}  # operations that have been compiled
        self.chains: dict[Temp, tuple[str, Operand, Constant]] = {}
        self.positive: set[Operand] = set()  # missing or above zero in every trial
        self.temps = 0

    def apply(
        self,
        symbol: str,
        operands: tuple[Operand, ...],
        body: Body | None,
        operation: Operation | None = None,
    ) -> Operand:
        """Where the value of an operation is found, in a loop's body or before it."""
        simple = simplified(symbol, operands)
        if simple is not None:
            return simple
        operation = operation or OPERATIONS[symbol]
        if all(isinstance(o, Constant) for o in operands):
            return self.now(operation, operands)
        if symbol == "*" and 0.0 in operands and self.is_input(operands):
            return 0.0
        if all(isinstance(o, float | Vector) for o in operands):
            return self.whole.vector((symbol, operands), operation, operands)
        if body:
            return self.add_to(body, symbol, operation, operands)
        return self.add(symbol, operation, operands)

    def moved(self, temp: Temp, stored: Stored) -> None:
        """Notes that a value was put where a row is kept."""
        self.seen.update({k: stored for k, v in self.seen.items() if v == temp})
        if temp in self.positive:
            self.positive.add(stored)

    def is_input(self, operands: tuple[Operand, ...]) -> bool:
        """Whether one of them is an input that varies; that is never missing."""
        count = len(self.whole.plan.inputs)
        return any(isinstance(o, Vector) and o.slot < count for o in operands)

    def now(self, operation: Operation, operands: tuple[Operand, ...]) -> Constant:
        """An operation on constants, done while compiling."""
        length = self.segment.last - self.segment.first + 1
        out = np.empty(length)
        arrays = [o.array if isinstance(o, Known) else np.full(length, o) for o in operands]
        quiet([(operation, arrays, out)])
        return folded(out)

    def add_to(
        self, body: Body, symbol: str, operation: Operation, operands: tuple[Operand, ...]
    ) -> Operand:
        key = (symbol, operands)
        if key not in body.seen:
            local = Local(len(body.code))
            plan = self.whole.plan
            plan.local_count = max(plan.local_count, local.slot + 1)
            body.code.append(Instruction(operation, operands, local))
            body.seen[key] = local
        return body.seen[key]

    def add(self, symbol: str, operation: Operation, operands: tuple[Operand, ...]) -> Operand:
        chain = with_constant(symbol, operands)
        if chain is not None:
            symbol, other, constant = chain
            inner = self.chains.get(other) if isinstance(other, Temp) else None
            both = combined(symbol, inner[2], constant) if inner and inner[0] == symbol else None
            if inner is not None and both is not None:
                chain = symbol, other, constant = symbol, inner[1], both
            operation, operands = OPERATIONS[symbol], (other, constant)
            simple = simplified(symbol, operands)
            if simple is not None:
                return simple
        if symbol == "^":
            operation, operands = self.quicker_power(*operands)
        key = (symbol, operands)
        if key not in self.seen:
            temp = Temp(self.temps)
            self.temps += 1
            self.part.code.append(Instruction(operation, operands, temp, symbol in IN_PLACE))
            self.seen[key] = temp
            if chain is not None:
                self.chains[temp] = chain
            if symbol == "max" and any(isinstance(o, float) and o > 0 for o in operands):
                self.positive.add(temp)
        return self.seen[key]

    def quicker_power(
        self, base: Operand, exponent: Operand
    ) -> tuple[Operation, tuple[Operand, ...]]:
        """The quickest operation for a power, and what it reads."""
        if isinstance(base, Vector) and isinstance(exponent, Known):
            logarithm = self.whole.vector(("log of base", base), log_of_base, (base,))
            return power_over_time, (base, exponent, logarithm)
        if base in self.positive and isinstance(exponent, Vector):
            return power_of_positive, (base, exponent)
        return OPERATIONS["^"], (base, exponent)
