"""The yellow cells of a workbook: what each one was, and what it is taken for now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from bizcase.problems import Problem
from bizcase.report.workbook.addresses import Place, letters, quoted
from bizcase.report.workbook.book import Formula
from bizcase.report.workbook.layout.dates import holds_day
from bizcase.report.workbook.layout.subject import BASE
from bizcase.report.workbook.proof.recalculate import Fault
from bizcase.report.workbook.returned.canonical import canonical
from bizcase.report.workbook.returned.edited import Edited
from bizcase.report.workbook.returned.incoming.typed import (
    NotTakenError,
    Shown,
    date_in,
    number_in,
    text_in,
)
from bizcase.report.workbook.returned.read import Written
from bizcase.report.workbook.returned.spots import TEXTS, Spot, spots

NEAR = 1e-12  # relative: programs write 15 to 17 digits
Value: TypeAlias = float | str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell: its value at the export and now; `follows`: it repeats the base case."""

    was: Value
    now: Value
    followed: bool
    follows: bool
    address: str

    @property
    def changed(self) -> bool:
        """Whether somebody changed the value itself."""
        return not same(self.was, self.now)


@dataclass
class Report:
    """What was found: problems keep the import from writing, remarks are said and that is all."""

    name: str  # of the workbook
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def refuse(self, code: str, said: str, address: str, remedy: str) -> None:
        """Adds a problem at a cell or an area; at the file where there is none any more."""
        where = f"{self.name}: {address}" if address else self.name
        self.problems.append(Problem(code, said, None, remedy, where=where))


def same(one: Value, other: Value) -> bool:
    """Whether two values are the same for everybody who reads them."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= NEAR * max(abs(one), abs(other))
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    return one == other


def address(place: Place) -> str:
    """`Inputs!D12`."""
    sheet, row, column = place
    return f"{quoted(sheet)}!{letters(column)}{row}"


def readings(edited: Edited, report: Report) -> dict[Spot, Reading]:
    """Every yellow cell that is still there and makes sense; problems go to the report."""
    where, exported = spots(edited.plan), edited.exported()
    found = {}
    for spot, place in where.items():
        now = edited.place(place)
        if now is None:
            continue
        base = where.get(spot.of_base)
        cell = edited.cell(place)
        content = edited.original[place].content if place in edited.original else None
        was = exported[spot]
        assert not isinstance(was, bool | Fault)  # an export holds neither
        in_case = spot.case not in ("", BASE)
        follows = in_case and (cell is None or _repeats(edited, cell, now, base))
        try:
            value = None if follows else _taken(edited, spot, place, cell, was)
            if value is None and not follows and spot.case == BASE:
                said, remedy = f"`{spot.path}` has no value any more", "write one"
                raise NotTakenError("missing-key", said, remedy)
        except NotTakenError as wrong:
            said = wrong.said if spot.path in wrong.said else f"`{spot.path}`: {wrong.said}"
            report.refuse(wrong.code, said, address(now), wrong.remedy)
            continue
        followed = in_case and isinstance(content, Formula)
        reading = Reading(was, value, followed, follows, address(now))
        if cell is not None and cell.formula and not follows and reading.changed:
            report.remarks.append(
                f"{reading.address} holds the formula ={cell.formula}: its value is taken"
            )
        found[spot] = reading
    return found


def _repeats(edited: Edited, cell: Written, now: Place, base: Place | None) -> bool:
    """Whether a cell of a case holds a formula that takes over the cell of the base case."""
    there = edited.place(base) if base else None
    if cell.formula is None or there is None:
        return False
    formula = canonical(cell.formula, now[0]).replace("$", "").lstrip("+")
    return formula == f"{there[0]}!{letters(there[2])}{there[1]}"


def _taken(edited: Edited, spot: Spot, place: Place, cell: Written | None, was: Value) -> Value:
    """What a cell is taken for. Raises NotTakenError."""
    shown = _shown(edited, place, cell)
    if spot.part in TEXTS:
        return text_in(shown)
    style = edited.original[place].style if place in edited.original else ""
    if holds_day(style):
        old = was if isinstance(was, float) else None
        return date_in(shown, edited.plan.model.timeline, old)
    value = number_in(shown)
    if spot.part == "date" and not same(value, was):
        _check_month(value)
    return 0.0 if value is None and spot.path in edited.plan.adjustments else value


def _check_month(years: float | None) -> None:
    """The dates of a table are months, also where they are numbers of years."""
    if years is not None and abs(years * 12 - round(years * 12)) > 1e-6:
        said = f"{years:g} years lies inside a month, and the dates of a scenario are months"
        raise NotTakenError("not-a-date", said, "write whole months, such as 1.5 or 1.25 years")


def _shown(edited: Edited, place: Place, cell: Written | None) -> Shown:
    """The value that a cell shows; that of a formula is worked out where the file lacks it."""
    if cell is None or cell.formula is None or cell.value not in (None, ""):
        return cell.value if cell else None
    now = edited.place(place)
    assert now is not None
    value = edited.known_values.get(now)
    if value is None or isinstance(value, Fault):
        said = f"the formula ={cell.formula} has no value"
        raise NotTakenError("not-a-number", said, "write the number itself")
    return value


def lines_of(found: Mapping[Spot, Reading]) -> dict[str, dict[Spot, Reading]]:
    """The readings by path."""
    lines: dict[str, dict[Spot, Reading]] = {}
    for spot, reading in found.items():
        lines.setdefault(spot.path, {})[spot] = reading
    return lines
