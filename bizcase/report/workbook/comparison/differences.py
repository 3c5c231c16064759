"""Compares the sheets that set options side by side with the engine's comparison of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bizcase.report.workbook.addresses import Area, Place, letters
from bizcase.report.workbook.comparison.increment_sheet import IncrementPart
from bizcase.report.workbook.comparison.marks import NONE, TIE
from bizcase.report.workbook.comparison.part import Part
from bizcase.report.workbook.comparison.side_by_side import (
    COMPARISON,
    FIRST,
    LINE,
    NUMBERS,
    RULE,
    TERMINAL,
    SideBySide,
)
from bizcase.report.workbook.formulas.rule import OUTCOMES
from bizcase.report.workbook.proof.expected import as_seen, grid_signs, gross_worth
from bizcase.report.workbook.proof.recalculate import Fault, Recalculation, Result
from bizcase.report.workbook.proof.tie_out import MEASURE, NOT_THERE, ROW, TOLERANCES
from bizcase.study.comparison.increment import LINES, Increment
from bizcase.study.measures.flows import Flows
from bizcase.study.measures.irr_sheet import FIRST_RATE, LAST_RATE, POINTS
from bizcase.study.measures.registry import MEASURES
from bizcase.study.verdict import passes_as_written


def differences(place: SideBySide, workbook: Recalculation) -> list[str]:
    """In words, all figures of the workbook as it stands that are not the engine's.

    For measures the tolerances are those of a single workbook.
    """
    return [*_Compared(place, workbook).all()]


@dataclass(frozen=True)
class _Compared:
    place: SideBySide
    workbook: Recalculation

    def all(self) -> Iterator[str]:
        """All that differs."""
        for column, part in enumerate(self.place.parts, FIRST):
            yield from self.measures(part, column)
        for one in self.place.increments:
            yield from self.increment(one)
        yield from self.best()
        yield from self.rules()
        yield from self.yearly()
        yield from self.faults()

    def measures(self, part: Part, column: int) -> Iterator[str]:
        """Every measure of an option."""
        flows = part.option.flows
        for name, ours in as_seen(part.option.measures, flows).items():
            if name in MEASURES:
                allowed = _allowed(name, ours, flows)
                at = self.place.cell(name, column)
                yield from self.number(f"{part.option.name}, `{name}`", at, ours, allowed)

    def increment(self, one: IncrementPart) -> Iterator[str]:
        """What an increment is worth, and its rates."""
        increment, column = one.increment, self.place.column(one.option.letter)
        scale = gross_worth(increment.option.flows) + gross_worth(increment.against.flows)
        npv = self.place.cell("incremental_npv", column)
        yield from self.number(f"{one.words}, NPV", npv, increment.npv, MEASURE * scale)
        worth = increment.by_line() if increment.npv is not None else {}
        for name in self.place.lines if worth else ():
            at = self.place.cell(f"{LINE}{name}", column)
            yield from self.number(
                f"{one.words}, `{name}`", at, worth.get(name, 0.0), MEASURE * _largest(one)
            )
        rates = seen_crossovers(increment)
        irr = rates[0] if increment.irr is not None and len(rates) == 1 else None
        close = TOLERANCES["irr"]
        missing = not np.isfinite(increment.flows[1]).all()
        figures = {"incremental_irr": irr, "crossovers": None if missing else float(len(rates))}
        figures |= {
            name: rates[number] if number < len(rates) else None
            for number, name in enumerate(NUMBERS)
        }
        for name, ours in figures.items():
            cell = self.place.cell(name, column)
            yield from self.number(f"{one.words}, `{name}`", cell, ours, close)

    def best(self) -> Iterator[str]:
        """The name in the last column."""
        for measure, names in self.place.found.best.items():
            if measure not in self.place.rows:
                continue
            ours = NONE if not names else names[0] if len(names) == 1 else TIE
            theirs = self.value(self.place.cell(measure, self.place.best))
            if theirs != ours:
                yield f"the best by `{measure}`: {theirs!r} in the sheet, {ours!r} in the engine"

    def rules(self) -> Iterator[str]:
        """Whether each option passes its rule, if there is one."""
        for part in self.place.parts if RULE in self.place.rows else ():
            ours = OUTCOMES[passes_as_written(part.option.run)] if part.option.run else ""
            theirs = self.value(self.place.cell(RULE, self.place.column(part.letter)))
            if theirs != ours:
                yield f"{part.option.name}, rule: {theirs!r} in the sheet, {ours!r} in the engine"

    def yearly(self) -> Iterator[str]:
        """The flows of increments by fiscal year."""
        for one in self.place.increments:
            found = self.place.found.yearly(one.increment)
            by_row = {one.title: found.cash, f"{one.title}{TERMINAL}": found.terminal_value}
            for key, flows in by_row.items():
                row = self.place.rows.get(key)
                amounts = dict(zip(found.years, flows, strict=True))
                size = max([abs(v or 0.0) for v in one_gross(one)], default=0.0)
                for column, year in enumerate(self.place.years, FIRST):
                    if row is not None:
                        said = f"{one.words}, {self.place.heading(year)}, `{key}`"
                        at = Area(COMPARISON, row, column, row, column)
                        yield from self.number(said, at, amounts.get(year, 0.0), ROW * size)

    def faults(self) -> Iterator[str]:
        """Errors that no missing value explains."""
        if any(None in row for p in self.place.parts for row in _rows(p)):
            return
        own = [p for p in self.workbook.formulas() if p[0] in self.sheets()]
        for (sheet, row, column), value in self.workbook.read(own).items():
            if isinstance(value, Fault):
                yield f"{sheet}!{letters(column)}{row}: {value.text}"

    def sheets(self) -> set[str]:
        """Those that belong to no option alone."""
        return {COMPARISON, *(one.title for one in self.place.increments)}

    def number(self, said: str, at: Area, ours: float | None, allowed: float) -> Iterator[str]:
        """A number, or that there is none."""
        theirs = self.value(at)
        if ours is None and (theirs == NOT_THERE or isinstance(theirs, Fault)):
            return
        if ours is None or not isinstance(theirs, float) or not abs(ours - theirs) <= allowed:
            shown = theirs.text if isinstance(theirs, Fault) else repr(theirs)
            yield f"{said}: {shown} in the sheet, {ours!r} in the engine"

    def value(self, at: Area) -> Result:
        place: Place = (at.sheet, at.row, at.column)
        return self.workbook.read([place])[place]


def _largest(one: IncrementPart) -> float:
    """The sum of a line of both options, which may be far more than what is left of all lines."""
    runs = [part.option.run for part in one.parts]
    rows = [run.arrays[name] for run in runs if run for name in LINES if name in run.arrays]
    return max([*(float(abs(row).sum()) for row in rows), 1.0])


def one_gross(one: IncrementPart) -> list[float | None]:
    """All flows of both options of an increment."""
    runs = [part.option.run for part in one.parts]
    rows = ("free_cash_flow", "terminal_value")
    return [value for run in runs if run for row in rows for value in run.rows[row]]


def seen_crossovers(increment: Increment) -> list[float]:
    """The crossover rates that the sheet sees: where the sign changes on its grid."""
    signs = grid_signs(*increment.flows)
    grid = np.linspace(np.log1p(FIRST_RATE), np.log1p(LAST_RATE), POINTS)
    found = []
    for rate in increment.crossovers:
        force = float(np.log1p(rate))
        right = int(np.searchsorted(grid, force))
        if 0 < right < POINTS and signs[right] * signs[right + 1] < 0:
            found.append(rate)
    return found


def _allowed(name: str, ours: float | None, flows: Flows) -> float:
    if name in TOLERANCES:
        return TOLERANCES[name]
    if MEASURES[name].unit == "money":
        return MEASURE * max(gross_worth(flows), abs(ours or 0.0))
    return MEASURE * max(1.0, abs(ours or 0.0))


def _rows(part: Part) -> Sequence[Sequence[float | None]]:
    return list(part.option.run.rows.values()) if part.option.run else []
