"""Turns the formulas of one segment into array instructions: the NumPy rendering of the trees."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from typing import Protocol

import numpy as np

from bizcase.engine.desugar import SHIFT, row_of, shift_of
from bizcase.engine.linear import gather
from bizcase.engine.model import Row
from bizcase.engine.operations import (
    IN_PLACE,
    OPERATIONS,
    Array,
    Operation,
    held_on,
    power_over_time,
)
from bizcase.engine.order import in_order
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
    allocate,
)
from bizcase.engine.settle import quiet
from bizcase.engine.simplify import (
    Constant,
    combined,
    folded,
    simplified,
    with_constant,
    without_dead_code,
)
from bizcase.formula.nodes import Call, Node, Number, Operator, Reference, walk


class Whole(Protocol):
    """What a pass needs to know of the compilation as a whole."""

    plan: Plan
    rows: dict[str, Row]
    groups: list[list[str]]
    phase_of: dict[str, int]

    def known(self, reference: Reference) -> Array | None:
        """The columns of a row, series or timeline row that all trials share, or a table."""

    def input(self, path: str) -> Operand:
        """A varying input as a vector, another one as a number."""

    def vector(self, key: object, operation: Operation, arguments: tuple[Operand, ...]) -> Vector:
        """The vector of an operation on vectors, computed once."""

    def total(self, row: str) -> Vector:
        """The total of a row."""


@dataclass(slots=True)
class _Body:
    """The inside of a loop over periods."""

    members: set[str]
    code: list[Instruction] = field(default_factory=list)
    seen: dict[object, Operand] = field(default_factory=dict)


def compile_pass(whole: Whole, phase: int, segment: Segment) -> Pass:
    """The instructions for the rows of one phase in one segment."""
    compiler = _Compiler(whole, segment)
    for group in whole.groups:
        if whole.phase_of[group[0]] == phase:
            compiler.group(in_order(whole.rows, group, segment.name))
    without_dead_code(compiler.part)
    if whole.plan.inputs:  # for a single trial it is not worth the time
        gather(compiler.part, len(whole.plan.inputs))
    allocate(compiler.part)
    return compiler.part


class _Compiler:
    def __init__(self, whole: Whole, segment: Segment) -> None:
        self.whole = whole
        self.segment = segment
        self.part = Pass(segment)
        self.values: dict[object, Operand] = {}  # rows that have been compiled
        self.seen: dict[object, Operand] = {}  # operations that have been compiled
        self.chains: dict[Temp, tuple[str, Operand, Constant]] = {}
        self.temps = 0

    def group(self, group: list[str]) -> None:
        if len(group) == 1 and not _reads_any(self.formula(group[0]), set(group)):
            self.row(group[0])
        else:
            self.loop(group)

    def formula(self, name: str) -> Node:
        node: Node = getattr(self.whole.rows[name], self.segment.name)
        return node

    def row(self, name: str) -> None:
        self.store(name, self.emit(self.formula(name), None))

    def store(self, name: str, value: Operand) -> None:
        """Makes a value that is the same in no loop the value of a row."""
        plan = self.whole.plan
        if name not in plan.kept and name not in plan.carried:
            self.values[name] = value
            return
        stored = Stored(name)
        self.values[name] = stored
        last = self.part.code[-1] if self.part.code else None
        if isinstance(value, Temp) and isinstance(last, Instruction) and last.out == value:
            last.out = stored  # computed just now: let it write to its place
            for found in (self.seen, self.values):
                found.update({k: stored for k, v in found.items() if v == value})
        else:
            self.part.code.append(Instruction(np.positive, (value,), stored))

    def loop(self, group: list[str]) -> None:
        body = _Body(set(group))
        for name in group:
            self.values[name] = Stored(name)
        for name in group:
            value = self.emit(self.formula(name), body)
            if len(group) == 1 and not body.code and not _of_earlier(value, name):
                self.without_loop(name, value)
                return
            if body.code and isinstance(value, Local) and body.code[-1].out == value:
                body.code[-1].out = Stored(name)
                body.seen.update({k: Stored(name) for k, v in body.seen.items() if v == value})
            else:
                body.code.append(Instruction(np.positive, (value,), Stored(name)))
        self.part.code.append(Loop(body.code))

    def without_loop(self, name: str, value: Operand) -> None:
        """A row that reads nothing of its own past after all, or only holds its value."""
        if value == Stored(name, 1):
            self.part.code.append(Instruction(held_on, (value,), Stored(name)))
        else:
            self.store(name, value)

    def emit(self, node: Node, body: _Body | None) -> Operand:
        """Where the value of a node is found; adds the instructions that put it there."""
        if body and not _reads_any(node, body.members):
            body = None  # the same in every round of the loop's recurrence: do it outside
        if isinstance(node, Number):
            return float(node.value)
        if isinstance(node, Reference):
            return self.reference(node)
        if isinstance(node, Call) and node.function == SHIFT:
            return self.shift(node)
        if isinstance(node, Call) and node.function == "total":
            known = self.known(node.arguments[0])
            return float(np.sum(known)) if known is not None else self.whole.total(row_of(node))
        if isinstance(node, Call) and node.function == "table_to_date":
            return self.table(node, body)
        symbol = node.symbol if isinstance(node, Operator) else node.function
        operands = [self.emit(argument, body) for argument in node.arguments]
        if symbol in ("min", "max", "and", "or") and len(operands) != 2:
            return reduce(lambda a, b: self.apply(symbol, (a, b), body), operands)
        return self.apply(symbol, tuple(operands), body)

    def known(self, node: Node) -> Array | None:
        return self.whole.known(node) if isinstance(node, Reference) else None

    def inside(self, columns: Array) -> Constant:
        return folded(columns[self.segment.first : self.segment.last + 1])

    def reference(self, node: Reference) -> Operand:
        if node.to == "input":
            return self.whole.input(node.name)
        known = self.known(node)
        if known is not None:
            return self.inside(known)
        return self.values.get(node.name, Stored(node.name))

    def shift(self, node: Call) -> Operand:
        shift = shift_of(node)
        known = self.known(node.arguments[0])
        if known is None:
            return Stored(row_of(node), shift)
        moved = np.zeros_like(known)
        if 0 < shift < len(known):
            moved[shift:] = known[:-shift]
        elif -len(known) < shift < 0:
            moved[:shift] = known[-shift:]
        return self.inside(moved)

    def table(self, node: Call, body: _Body | None) -> Operand:
        reference, age = node.arguments
        table = self.known(reference)
        assert table is not None

        def look_up(value: Operand, out: Array) -> Array:
            looked: Array = OPERATIONS["table_to_date"](table, value, out)
            return looked

        key = f"table_to_date {reference}"
        return self.apply(key, (self.emit(age, body),), body, look_up)

    def apply(
        self,
        symbol: str,
        operands: tuple[Operand, ...],
        body: _Body | None,
        operation: Operation | None = None,
    ) -> Operand:
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
        self, body: _Body, symbol: str, operation: Operation, operands: tuple[Operand, ...]
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
        if symbol == "^" and isinstance(operands[0], Vector) and isinstance(operands[1], Known):
            operation = power_over_time
        key = (symbol, operands)
        if key not in self.seen:
            temp = Temp(self.temps)
            self.temps += 1
            self.part.code.append(Instruction(operation, operands, temp, symbol in IN_PLACE))
            self.seen[key] = temp
            if chain is not None:
                self.chains[temp] = chain
        return self.seen[key]


def _of_earlier(value: Operand, name: str) -> bool:
    """Whether a value is what the row itself was several periods ago: these come one by one."""
    return isinstance(value, Stored) and value.row == name and value.shift > 1


def _reads_any(node: Node, names: set[str]) -> bool:
    return any(isinstance(p, Reference) and p.to == "row" and p.name in names for p in walk(node))
