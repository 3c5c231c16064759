"""Turns the formulas of one segment into array instructions: the NumPy rendering of the trees."""

from __future__ import annotations

from functools import reduce

import numpy as np

from bizcase.engine.code import Body, Code, Whole
from bizcase.engine.desugar import SHIFT, row_of, shift_of
from bizcase.engine.linear import gather
from bizcase.engine.operations import OPERATIONS, Array, held_on
from bizcase.engine.order import in_order
from bizcase.engine.plan import (
    Instruction,
    Local,
    Loop,
    Operand,
    Pass,
    Segment,
    Stored,
    Temp,
    allocate,
)
from bizcase.engine.proportional import Multiple
from bizcase.engine.simplify import Constant, folded, without_dead_code
from bizcase.formula.nodes import Call, Node, Number, Operator, Reference, walk


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
        self.code = Code(whole, segment)
        self.part = self.code.part
        self.values: dict[object, Operand] = {}  # rows that have been compiled

    def group(self, group: list[str]) -> None:
        if len(group) == 1 and not _reads_any(self.formula(group[0]), set(group)):
            self.row(group[0])
        else:
            self.loop(group)

    def formula(self, name: str) -> Node:
        node: Node = getattr(self.whole.rows[name], self.segment.name)
        return node

    def row(self, name: str) -> None:
        multiple = self.whole.multiple(Reference(name, "row"))
        if multiple is None:
            self.store(name, self.emit(self.formula(name), None))
        else:
            self.store(name, self.multiple(multiple, 0))

    def multiple(self, of: Multiple, shift: int) -> Operand:
        """A row that is a multiple of an input, some periods earlier."""
        columns = self.inside(_shifted(of.columns, shift))
        return self.code.apply("*", (self.whole.input(of.path), columns), None)

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
            self.code.moved(value, stored)
            self.values.update({k: stored for k, v in self.values.items() if v == value})
        else:
            self.part.code.append(Instruction(np.positive, (value,), stored))

    def loop(self, group: list[str]) -> None:
        body = Body(set(group))
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

    def emit(self, node: Node, body: Body | None) -> Operand:
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
            return self.total(Reference(row_of(node), "row"))
        if isinstance(node, Call) and node.function == "table_to_date":
            return self.table(node, body)
        symbol = node.symbol if isinstance(node, Operator) else node.function
        operands = [self.emit(argument, body) for argument in node.arguments]
        if symbol in ("min", "max", "and", "or") and len(operands) != 2:
            return reduce(lambda a, b: self.code.apply(symbol, (a, b), body), operands)
        return self.code.apply(symbol, tuple(operands), body)

    def total(self, row: Reference) -> Operand:
        known, multiple = self.whole.known(row), self.whole.multiple(row)
        if known is not None:
            return float(np.sum(known))
        if multiple is None:
            return self.whole.total(row.name)
        total = float(np.sum(multiple.columns))
        return self.code.apply("*", (self.whole.input(multiple.path), total), None)

    def inside(self, columns: Array) -> Constant:
        return folded(columns[self.segment.first : self.segment.last + 1])

    def reference(self, node: Reference) -> Operand:
        if node.to == "input":
            return self.whole.input(node.name)
        known = self.whole.known(node)
        if known is not None:
            return self.inside(known)
        multiple = self.whole.multiple(node)
        if multiple is not None:
            return self.multiple(multiple, 0)
        return self.values.get(node.name, Stored(node.name))

    def shift(self, node: Call) -> Operand:
        shift, row = shift_of(node), Reference(row_of(node), "row")
        known, multiple = self.whole.known(row), self.whole.multiple(row)
        if known is not None:
            return self.inside(_shifted(known, shift))
        return Stored(row.name, shift) if multiple is None else self.multiple(multiple, shift)

    def table(self, node: Call, body: Body | None) -> Operand:
        reference, age = node.arguments
        assert isinstance(reference, Reference)
        table = self.whole.known(reference)
        assert table is not None

        def look_up(value: Operand, out: Array) -> Array:
            looked: Array = OPERATIONS["table_to_date"](table, value, out)
            return looked

        key = f"table_to_date {reference}"
        return self.code.apply(key, (self.emit(age, body),), body, look_up)


def _shifted(columns: Array, shift: int) -> Array:
    """Columns some periods earlier, 0 beyond the ends."""
    if not shift:
        return columns
    moved = np.zeros_like(columns)
    if 0 < shift < len(columns):
        moved[shift:] = columns[:-shift]
    elif -len(columns) < shift < 0:
        moved[:shift] = columns[-shift:]
    return moved


def _of_earlier(value: Operand, name: str) -> bool:
    """Whether a value is what the row itself was several periods ago: these come one by one."""
    return isinstance(value, Stored) and value.row == name and value.shift > 1


def _reads_any(node: Node, names: set[str]) -> bool:
    return any(isinstance(p, Reference) and p.to == "row" and p.name in names for p in walk(node))
