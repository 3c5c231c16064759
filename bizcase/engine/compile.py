"""Compiles the rows of a model into a plan: in which order, in how many phases, stored where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bizcase.engine.desugar import SHIFT, row_of, shift_of
from bizcase.engine.level import take_out_level
from bizcase.engine.model import Row
from bizcase.engine.operations import Array, Operation
from bizcase.engine.order import groups, needed, phases
from bizcase.engine.passes import compile_pass
from bizcase.engine.plan import Instruction, Operand, Phase, Plan, Segment, Vector
from bizcase.engine.proportional import Multiple
from bizcase.formula.nodes import ZERO, Call, Node, Reference, walk
from bizcase.timeline import Timeline

Shared = Callable[[Reference], Array]  # one value for every column, or a table


def compile_rows(
    rows: Mapping[str, Row],
    timeline: Timeline,
    wanted: Iterable[str],
    varying: Iterable[str],
    known: Mapping[str, Array],
    shared: Shared,
    multiples: Mapping[str, Multiple] | None = None,
) -> Plan:
    """The plan that gives the `wanted` rows for trials that differ in the `varying` inputs.

    `known` rows (columns,) are the same in all trials, `multiples` are so but for a factor;
    `shared` gives inputs and time rows.
    """
    return _Compilation(
        rows, timeline, tuple(wanted), tuple(varying), known, shared, multiples or {}
    ).plan


class _Compilation:
    def __init__(
        self,
        rows: Mapping[str, Row],
        timeline: Timeline,
        wanted: tuple[str, ...],
        varying: tuple[str, ...],
        known: Mapping[str, Array],
        shared: Shared,
        multiples: Mapping[str, Multiple],
    ) -> None:
        self.known_rows = known
        self.multiples = multiples
        self.shared = shared
        moving = [name for name in wanted if name not in known]
        # What a multiple is made of is not needed.
        rows = {n: Row(n, r.unit, ZERO) if n in multiples else r for n, r in rows.items()}
        self.rows = {
            name: row
            for name, row in needed(rows, moving).items()
            if name not in known and (name not in multiples or name in wanted)
        }
        self.groups = groups(self.rows)
        self.phase_of = phases(self.rows, self.groups)
        self.vectors: dict[object, Vector] = {p: Vector(i) for i, p in enumerate(varying)}
        self.plan = Plan(
            timeline.columns, wanted, varying, {n: known[n] for n in wanted if n in known}
        )
        self.decide_storage(moving)
        last = max(self.phase_of.values(), default=0)
        self.plan.phases = [Phase() for _ in range(last + 1)]
        for number, phase in enumerate(self.plan.phases):
            phase.passes = [compile_pass(self, number, s) for s in segments(timeline)]
        take_out_level(self.plan)
        self.plan.vector_count = len(self.vectors)

    def formulas(self, name: str) -> tuple[Node, Node, Node]:
        return self.rows[name].formulas

    def decide_storage(self, wanted: list[str]) -> None:
        """Rows that outlive their tile: whole (wanted, or read far away) or carried on by one."""
        pads = dict.fromkeys(wanted, (0, 0))
        carried: dict[str, None] = {}
        for name in self.rows:
            phase = self.phase_of[name]
            for part in (p for formula in self.formulas(name) for p in walk(formula)):
                if isinstance(part, Call) and part.function in (SHIFT, "total"):
                    read, shift = row_of(part), shift_of(part)
                    if read not in self.rows:
                        continue
                    if shift == 1 and self.phase_of[read] == phase:
                        carried[read] = None
                    else:
                        before, after = pads.get(read, (0, 0))
                        pads[read] = (max(before, shift), max(after, -shift))
                elif isinstance(part, Reference) and self.phase_of.get(part.name, phase) < phase:
                    pads.setdefault(part.name, (0, 0))
        for group in self.groups:
            if len(group) > 1:
                carried.update(dict.fromkeys(group))
        for name in pads.keys() & carried.keys():
            pads[name] = (max(pads[name][0], 1), pads[name][1])
        self.plan.kept = {name: pads[name] for name in self.rows if name in pads}
        self.plan.carried = [name for name in carried if name not in pads]

    def known(self, reference: Reference) -> Array | None:
        """The columns of a row, series or timeline row that all trials share, or a table."""
        if reference.to == "row":
            return self.known_rows.get(reference.name)
        return self.shared(reference)

    def multiple(self, reference: Reference) -> Multiple | None:
        """What the row is a multiple of, if it is one."""
        return self.multiples.get(reference.name) if reference.to == "row" else None

    def input(self, path: str) -> Operand:
        """A varying input as a vector, another one as a number."""
        varying = self.vectors.get(path)
        return float(self.shared(Reference(path, "input"))[0]) if varying is None else varying

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


def segments(timeline: Timeline) -> list[Segment]:
    """The columns in which rows have their opening formulas, the usual and the tax-only ones."""
    operating = timeline.periods
    found = [Segment("opening", 0, 0), Segment("formula", 1, operating)]
    if timeline.tax_only:
        found.append(Segment("tax_only", operating + 1, operating + timeline.tax_only))
    return found
