"""Compiles the rows of a model into a plan: the NumPy rendering of the formula trees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce

import numpy as np

from bizcase.engine.desugar import SHIFT
from bizcase.engine.model import Row
from bizcase.engine.operations import IN_PLACE, OPERATIONS, Array, Operation, power_over_time
from bizcase.engine.order import groups, needed
from bizcase.engine.plan import (
    Instruction,
    Known,
    Local,
    Loop,
    Operand,
    Pass,
    Phase,
    Plan,
    Segment,
    Stored,
    Temp,
    Vector,
    allocate,
)
from bizcase.engine.settle import quiet
from bizcase.formula.nodes import Call, Node, Number, Operator, Reference, walk
from bizcase.timeline import Timeline

Constant = Callable[[Reference], Array]  # one value for every column, or a table


def compile_rows(
    rows: Mapping[str, Row],
    timeline: Timeline,
    wanted: Iterable[str],
    varying: Iterable[str],
    known: Mapping[str, Array],
    constant: Constant,
) -> Plan:
    """The plan that gives the `wanted` rows for trials that differ in the `varying` inputs.

    `known` rows (columns,) are the same in all trials; `constant` gives inputs and time rows.
    """
    return _Compiler(rows, timeline, tuple(wanted), tuple(varying), known, constant).plan


class _Compiler:
    def __init__(
        self,
        rows: Mapping[str, Row],
        timeline: Timeline,
        wanted: tuple[str, ...],
        varying: tuple[str, ...],
        known: Mapping[str, Array],
        constant: Constant,
    ) -> None:
        self.known = known
        self.constant = constant
        moving = [name for name in wanted if name not in known]
        self.rows = {n: r for n, r in needed(rows, moving).items() if n not in known}
        self.plan = Plan(
            timeline.columns, wanted, varying, {n: known[n] for n in wanted if n in known}
        )
        self.groups = groups(self.rows)
        self.phase_of = self._phases()
        self._decide_storage(moving)
        self.vectors: dict[object, Vector] = {p: Vector(i) for i, p in enumerate(varying)}
        last = max(self.phase_of.values(), default=0)
        self.plan.phases = [Phase() for _ in range(last + 1)]
        operating = timeline.periods
        segments = [Segment("opening", 0, 0), Segment("formula", 1, operating)]
        if timeline.tax_only:
            segments.append(Segment("tax_only", operating + 1, operating + timeline.tax_only))
        for number, phase in enumerate(self.plan.phases):
            for segment in segments:
                part = _PassCompiler(self, number, segment).part
                allocate(part)
                phase.passes.append(part)
        self.plan.vector_count = len(varying) + sum(
            len(phase.vectors) + len(phase.totals) for phase in self.plan.phases
        )

    def _phases(self) -> dict[str, int]:
        """A row that looks ahead, or at a total, waits until the whole other row is there."""
        phase_of: dict[str, int] = {}
        for group in self.groups:
            phase = 0
            for name in group:
                for node in self._formulas(name):
                    for part in walk(node):
                        if isinstance(part, Reference) and part.name in phase_of:
                            phase = max(phase, phase_of[part.name])
                        elif isinstance(part, Call) and _looks_ahead(part):
                            phase = max(phase, phase_of.get(_row_of(part), -1) + 1)
            phase_of.update(dict.fromkeys(group, phase))
        return phase_of

    def _decide_storage(self, moving: list[str]) -> None:
        pads = {name: (0, 0) for name in moving}
        carried: dict[str, None] = {}
        for name, row in self.rows.items():
            for node in self._formulas(name):
                for part in walk(node):
                    if isinstance(part, Call) and part.function in (SHIFT, "total"):
                        read = _row_of(part)
                        shift = _shift_of(part)
                        if read not in self.rows:
                            continue
                        if shift == 1 and self.phase_of[read] == self.phase_of[name]:
                            carried[read] = None
                            continue
                        before, after = pads.get(read, (0, 0))
                        pads[read] = (max(before, shift), max(after, -shift))
                    elif isinstance(part, Reference) and part.name in self.rows:
                        if self.phase_of[part.name] < self.phase_of[row.name]:
                            pads.setdefault(part.name, (0, 0))
        for group in self.groups:
            if len(group) > 1 or group[0] in carried:
                for name in group:
                    carried.setdefault(name)
        for name in pads.keys() & carried.keys():
            pads[name] = (max(pads[name][0], 1), pads[name][1])
        self.plan.kept = {name: pads[name] for name in self.rows if name in pads}
        self.plan.carried = [name for name in carried if name not in pads]

    def _formulas(self, name: str) -> tuple[Node, Node, Node]:
        row = self.rows[name]
        return row.formula, row.opening, row.tax_only

    def vector(self, key: object, operation: Operation, arguments: tuple[Operand, ...]) -> Vector:
        """The vector for a key, computed once in the earliest phase that can."""
        if key not in self.vectors:
            phase = max((a.phase for a in arguments if isinstance(a, Vector)), default=0)
            self.vectors[key] = Vector(len(self.vectors), phase)
            self.plan.phases[phase].vectors.append(
                Instruction(operation, arguments, self.vectors[key])
            )
        return self.vectors[key]

    def total(self, row: str) -> Vector:
        """The vector that holds the total of a row, computed after the row's phase."""
        key = ("total", row)
        if key not in self.vectors:
            phase = self.phase_of[row] + 1
            self.vectors[key] = Vector(len(self.vectors), phase)
            self.plan.phases[phase].totals.append((row, self.vectors[key]))
        return self.vectors[key]


class _PassCompiler:
    """Compiles one segment of one phase."""

    def __init__(self, whole: _Compiler, phase: int, segment: Segment) -> None:
        self.whole = whole
        self.segment = segment
        self.part = Pass(segment)
        self.values: dict[object, Operand] = {}
        self.seen: dict[object, Operand] = {}
        self.temps = 0
        for group in whole.groups:
            if whole.phase_of[group[0]] != phase:
                continue
            if len(group) == 1 and not self._reads_any(self._formula(group[0]), set(group)):
                self._row(group[0])
            else:
                self._loop(group)

    def _formula(self, name: str) -> Node:
        node: Node = getattr(self.whole.rows[name], self.segment.name)
        return node

    def _stored(self, name: str) -> bool:
        return name in self.whole.plan.kept or name in self.whole.plan.carried

    def _row(self, name: str) -> None:
        value = self.emit(self._formula(name))
        if not self._stored(name):
            self.values[name] = value
            return
        self.values[name] = Stored(name)
        code = self.part.code
        if code and isinstance(code[-1], Instruction) and code[-1].out == value:
            if isinstance(value, Temp):  # computed just now: let it write to its place
                code[-1].out = Stored(name)
                for found in (self.seen, self.values):
                    found.update({k: Stored(name) for k, v in found.items() if v == value})
                return
        code.append(Instruction(np.positive, (value,), Stored(name)))

    def _loop(self, group: list[str]) -> None:
        members = set(group)
        body: list[Instruction] = []
        inner: dict[object, Operand] = {}
        for name in group:
            self.values[name] = Stored(name)
        for name in group:
            value = self.emit(self._formula(name), (members, body, inner))
            if body and body[-1].out == value and isinstance(value, Local):
                body[-1].out = Stored(name)
                for key, known in list(inner.items()):
                    if known == value:
                        inner[key] = Stored(name)
            else:
                body.append(Instruction(np.positive, (value,), Stored(name)))
        self.part.code.append(Loop(body))

    def _reads_any(self, node: Node, names: set[str]) -> bool:
        return any(isinstance(p, Reference) and p.to == "row" and p.name in names
                   for p in walk(node))  # fmt: skip

    def emit(
        self,
        node: Node,
        loop: tuple[set[str], list[Instruction], dict[object, Operand]] | None = None,
    ) -> Operand:
        """Where the value of a node is found; adds the instructions that put it there."""
        if loop and not self._reads_any(node, loop[0]):
            loop = None  # nothing of it changes from period to period of the loop: do it outside
        if isinstance(node, Number):
            return float(node.value)
        if isinstance(node, Reference):
            return self._reference(node)
        if isinstance(node, Call) and node.function == SHIFT:
            return self._shift(_row_of(node), _shift_of(node), node.arguments[0])
        if isinstance(node, Call) and node.function == "total":
            name = _row_of(node)
            if name in self.whole.known:
                return float(np.sum(self.whole.known[name]))
            return self.whole.total(name)
        symbol = node.symbol if isinstance(node, Operator) else node.function
        if symbol == "table_to_date":
            return self._table(node, loop)
        operands = [self.emit(argument, loop) for argument in node.arguments]
        if symbol in ("min", "max", "and", "or") and len(operands) != 2:
            return reduce(lambda a, b: self._apply(symbol, (a, b), loop), operands)
        return self._apply(symbol, tuple(operands), loop)

    def _reference(self, node: Reference) -> Operand:
        if node.to == "row":
            if node.name in self.whole.known:
                return self._fold(self.whole.known[node.name])
            return self.values.get(node.name, Stored(node.name))
        if node.to == "input":
            varying = self.whole.vectors.get(node.name)
            return varying if varying is not None else float(self.whole.constant(node)[0])
        return self._fold(self.whole.constant(node))

    def _fold(self, columns: Array) -> Operand:
        inside = columns[self.segment.first : self.segment.last + 1]
        return float(inside[0]) if np.all(inside == inside[0]) else Known.of(inside)

    def _shift(self, name: str, shift: int, row: Node) -> Operand:
        known = self.whole.known.get(name)
        if known is None and isinstance(row, Reference) and row.to == "time":
            known = self.whole.constant(row)
        if known is not None:
            moved = np.zeros_like(known)
            if shift > 0:
                moved[shift:] = known[:-shift]
            else:
                moved[:shift] = known[-shift:]
            return self._fold(moved)
        return Stored(name, shift)

    def _table(
        self, node: Node, loop: tuple[set[str], list[Instruction], dict[object, Operand]] | None
    ) -> Operand:
        assert isinstance(node, Call)
        reference, age = node.arguments
        assert isinstance(reference, Reference)
        table = self.whole.constant(reference)
        operation = OPERATIONS["table_to_date"]

        def look_up(value: Operand, out: Array) -> Array:
            looked: Array = operation(table, value, out)
            return looked

        return self._apply(f"table {reference.name}", (self.emit(age, loop),), loop, look_up)

    def _apply(
        self,
        symbol: str,
        operands: tuple[Operand, ...],
        loop: tuple[set[str], list[Instruction], dict[object, Operand]] | None,
        operation: Operation | None = None,
    ) -> Operand:
        simple = _simplified(symbol, operands)
        if simple is not None:
            return simple
        operation = operation or OPERATIONS[symbol]
        if all(isinstance(o, float | Known) for o in operands):
            return self._computed_now(operation, operands)
        key = (symbol, operands)
        if all(isinstance(o, float | Vector) for o in operands):
            return self.whole.vector(key, operation, operands)
        known_in_loop = loop and loop[2].get(key)
        if known_in_loop is not None:
            return known_in_loop
        if loop is None and key in self.seen:
            return self.seen[key]
        if symbol == "^" and isinstance(operands[0], Vector) and isinstance(operands[1], Known):
            operation = power_over_time
        in_place = symbol in IN_PLACE
        if loop:
            local = Local(len(loop[1]))
            self.whole.plan.local_count = max(self.whole.plan.local_count, local.slot + 1)
            loop[1].append(Instruction(operation, operands, local, in_place))
            loop[2][key] = local
            return local
        temp = Temp(self.temps)
        self.temps += 1
        self.part.code.append(Instruction(operation, operands, temp, in_place))
        self.seen[key] = temp
        return temp

    def _computed_now(self, operation: Operation, operands: tuple[Operand, ...]) -> Operand:
        length = self.segment.last - self.segment.first + 1
        arrays = [
            o.array if isinstance(o, Known) else np.full(length, o, dtype=float) for o in operands
        ]
        out = np.empty(length)
        quiet([(operation, arrays, out)])
        return float(out[0]) if np.all(out == out[0]) else Known.of(out)


def _simplified(symbol: str, operands: tuple[Operand, ...]) -> Operand | None:
    """x + 0, x - 0, x * 1 and x / 1 are x: absent lines fold away."""
    left, right = operands[0], operands[-1]
    if (symbol in "+-" and right == 0.0) or (symbol in ("*", "/", "^") and right == 1.0):
        return left
    if (symbol == "+" and left == 0.0) or (symbol == "*" and left == 1.0):
        return right
    return None


def _looks_ahead(call: Call) -> bool:
    return call.function == "total" or (call.function == SHIFT and _shift_of(call) < 0)


def _row_of(call: Call) -> str:
    reference = call.arguments[0]
    assert isinstance(reference, Reference)
    return reference.name


def _shift_of(call: Call) -> int:
    if call.function == "total":
        return 0
    number = call.arguments[1]
    assert isinstance(number, Number)
    return round(number.value)
