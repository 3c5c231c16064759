"""Compares a calculated workbook with the engine: every row, column and measure in every case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from bizcase.engine.order import groups
from bizcase.report.workbook.addresses import Place, area_of, letters, quoted
from bizcase.report.workbook.layout.places import (
    CALC,
    CASE_ROW,
    CHECKS,
    INPUT_HEADINGS,
    INPUTS,
    MASTER_CHECK,
    OPENING,
)
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.proof.expected import expected, gross_worth
from bizcase.report.workbook.proof.oracle import oracle_npv
from bizcase.report.workbook.proof.recalculate import Fault, Recalculation, Result
from bizcase.study.measures.registry import MEASURES as REGISTRY
from bizcase.study.run import Run
from bizcase.units import Unit

ROW = 1e-9  # relative to the largest value of a row
RESIDUE = 1e-13  # relative to the largest value of any row in that unit: what rounding leaves
TOLERANCES = {"irr": 1e-7, "payback_years": 1e-6, "discounted_payback_years": 1e-6}  # absolute
MEASURE = 1e-9  # relative, of all others; of the NPV relative to the sum of discounted flows
NOT_THERE = "n/a"

MASTER = area_of(f"{CHECKS}!{MASTER_CHECK}")

Where: TypeAlias = Callable[[Place], Place | None]


@dataclass
class Compared:
    """How much was compared, and what differs, in words."""

    rows: int = 0
    columns: int = 0
    cases: int = 0
    formulas: int = 0
    measures: int = 0
    sound: int = 0  # cases whose checks hold, without an error anywhere
    npvs: int = 0  # cases whose NPV numpy-financial found as well
    missing: int = 0  # values that do not exist in either
    worst: float = 0.0  # the largest difference of a row, relative to its largest value
    worst_at: str = ""
    worst_npv: float = 0.0  # the same for numpy-financial
    differences: list[str] = field(default_factory=list)
    differing: dict[str, None] = field(default_factory=dict)  # rows, the first causes first

    def differs(self, words: str, row: str = "") -> None:
        """Notes a difference."""
        self.differences.append(words)
        if row:
            self.differing[row] = None


def compared(
    plan: Plan, runs: Sequence[Run], workbook: Recalculation, where: Where = lambda place: place
) -> Compared:
    """Shows every case in the workbook and compares it with its run.

    `where` tells where a cell of the plan is now, None if it is gone.
    """
    found = Compared(
        rows=len(plan.rows),
        columns=plan.model.timeline.columns,
        cases=len(runs),
        measures=len(runs[0].measures),
    )
    # Each row after those that it needs: the first difference is the cause of the others.
    order = [name for group in groups(plan.model.rows) for name in group]
    formulas = workbook.formulas()
    found.formulas = len(formulas)
    tested = _present(where, [(a.sheet, a.row, a.column) for a in (plan.tested_driver,)])
    chosen = where((INPUTS, CASE_ROW, plan.input_columns.live))
    with workbook:
        for place in tested:
            if place[0] in workbook.numbers:
                workbook.set(place, 0.0)
        for number, run in enumerate(runs):
            heading = where((INPUTS, INPUT_HEADINGS, plan.input_columns.first_case + number))
            if chosen is None or heading is None:
                found.differs(f"the case {run.case} cannot be chosen any more")
                continue
            name = workbook.read([heading])[heading]
            workbook.set(chosen, None if isinstance(name, Fault) else name)
            values = workbook.read(formulas)
            _Case(found, plan, run, workbook, values, where, order).compare()
    return found


def _present(where: Where, places: Sequence[Place]) -> list[Place]:
    return [place for place in map(where, places) if place is not None]


@dataclass
class _Case:
    """One case in the workbook beside its run."""

    found: Compared
    plan: Plan
    run: Run
    workbook: Recalculation
    values: Mapping[Place, Result]
    where: Where
    order: Sequence[str]  # of the rows

    def compare(self) -> None:
        """Notes all differences."""
        missing = self.found.missing
        for name in self.order:
            self.row(name)
        self.measures()
        self.npv()
        if self.found.missing == missing:  # else errors follow from what is missing
            before = len(self.found.differences)
            self.faults()
            self.checks()
            self.found.sound += len(self.found.differences) == before

    @cached_property
    def largest(self) -> dict[Unit, float]:
        """The largest value of all rows in a unit."""
        found: dict[Unit, float] = {}
        for name, values in self.run.rows.items():
            unit = self.plan.model.rows[name].unit
            found[unit] = max([found.get(unit, 0.0), *(abs(v) for v in values if v is not None)])
        return found

    def row(self, name: str) -> None:
        """One row, column by column, with the errors that missing values must be."""
        engine, row = self.run.rows[name], self.plan.rows[name]
        old = [(CALC, row, OPENING + column) for column in range(len(engine))]
        places = [self.where(place) for place in old]
        shown = [self.shown(place) for place in places]
        numbers = [abs(v) for v in (*engine, *shown) if isinstance(v, float)]
        scale = max([*numbers, self.largest[self.plan.model.rows[name].unit] * RESIDUE / ROW])
        for column, (ours, theirs) in enumerate(zip(engine, shown, strict=True)):
            if ours is None and (isinstance(theirs, Fault) or theirs == NOT_THERE):
                self.found.missing += 1
                continue
            if ours is not None and isinstance(theirs, float):
                difference = abs(ours - theirs) / scale if scale else 0.0
                if difference > self.found.worst:
                    self.found.worst = difference
                    self.found.worst_at = f"{name}, {self.label(column)}, case {self.run.case}"
                if difference <= ROW:
                    continue
            at = f"{CALC} row `{name}`, {self.label(column)}, case {self.run.case}"
            self.found.differs(
                f"{at}: {_said(theirs)} in the sheet, {_said(ours)} in the engine", name
            )

    def label(self, column: int) -> str:
        return self.run.periods[column]

    def shown(self, place: Place | None) -> Result:
        """The value of a cell; a blank one is 0, as formulas take it."""
        if place is None:
            return Fault("#REF!")
        value = self.values[place] if place in self.values else self.workbook.read([place])[place]
        return 0.0 if value is None else value

    def measures(self) -> None:
        """Every measure, and whether it exists."""
        for name, ours in expected(self.run).items():
            area = self.plan.measure_cell(name)
            theirs = self.shown(self.where((area.sheet, area.row, area.column)))
            if ours is None and theirs == NOT_THERE:
                continue
            if ours is not None and isinstance(theirs, float) and self.close(name, ours, theirs):
                continue
            self.found.differs(
                f"measure `{name}`, case {self.run.case}: {_said(theirs)} in the sheet, "
                f"{_said(ours)} in the engine"
            )

    def close(self, name: str, ours: float, theirs: float) -> bool:
        """Whether a measure is the same within what rounding and searching for a root allow."""
        if name in TOLERANCES:
            allowed = TOLERANCES[name]
        elif REGISTRY[name].unit == "money":
            allowed = MEASURE * max(gross_worth(self.run.flows), abs(ours))
        else:
            allowed = MEASURE * max(1.0, abs(ours))
        return abs(ours - theirs) <= allowed

    def npv(self) -> None:
        """The NPV in the sheet beside that of numpy-financial for the flows in the sheet."""
        area = self.plan.measure_cell("npv")
        shown = self.shown(self.where((area.sheet, area.row, area.column)))
        flows = {name: self.numbers(name) for name in FLOW_ROWS}
        found = oracle_npv(flows, self.plan.model.timeline.per_year)
        if found is None or not isinstance(shown, float):
            return
        self.found.npvs += 1
        difference = abs(shown - found) / (gross_worth(self.run.flows) or 1.0)
        self.found.worst_npv = max(self.found.worst_npv, difference)
        if difference > MEASURE:
            self.found.differs(
                f"NPV, case {self.run.case}: {shown!r} in the sheet, {found!r} by numpy-financial"
            )

    def numbers(self, name: str) -> list[float] | None:
        """A row of the sheet; None where a value is no number."""
        row, columns = self.plan.rows[name], range(OPENING, self.plan.last + 1)
        values = [self.shown(self.where((CALC, row, column))) for column in columns]
        numbers = [value for value in values if isinstance(value, float)]
        return numbers if len(numbers) == len(values) else None

    def faults(self) -> None:
        """Errors in cells that no missing value explains."""
        for (sheet, row, column), value in self.values.items():
            if isinstance(value, Fault):
                at = f"{quoted(sheet)}!{letters(column)}{row}, case {self.run.case}"
                self.found.differs(f"{at}: {value.text}")

    def checks(self) -> None:
        """What the checks of the workbook say of themselves."""
        place = self.where((CHECKS, MASTER.row, MASTER.column))
        said = self.shown(place)
        if not (isinstance(said, str) and said.startswith("All")):
            self.found.differs(f"checks, case {self.run.case}: {_said(said)}")


FLOW_ROWS = (
    "free_cash_flow", "terminal_value", "discount_time", "terminal_time", "discount_rate",
)  # fmt: skip


def _said(value: Result) -> str:
    """A value in words."""
    if value is None:
        return "missing"
    if isinstance(value, Fault):
        return value.text
    return f"{value:.12g}" if isinstance(value, float) else repr(value)
