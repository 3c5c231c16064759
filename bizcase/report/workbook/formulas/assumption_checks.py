"""The checks of what people type: numbers where they must be, within bounds, with their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.formulas.check import Check
from bizcase.report.workbook.layout.places import (
    ADJUSTMENTS,
    INPUTS,
    OPENING,
    OWNER,
    REASON,
    SERIES,
)
from bizcase.report.workbook.layout.plan import IMPOSSIBLE, Plan

Thing = TypeVar("Thing")

STALE = "STALE"  # what is said of a simulation of other inputs
_ROWS_AT_ONCE = 8  # as many as a formula of 250 characters holds
_STEPS_AT_ONCE = 3


def assumption_checks(plan: Plan) -> Iterator[Check]:
    """What must hold of assumptions, series and adjustments, and remarks about them."""
    yield from _inputs(plan)
    yield from _series(plan)
    growth = "terminal_value.growth"
    if growth in plan.inputs and plan.model.inputs[growth].quoting.time in (None, "year"):
        yield Check(
            "Growth for ever is below the discount rate",
            plan.live(growth).text,
            "{discount_rate:last}",
            apart="IF({left}<{right},0,1+{left}-{right})",
            shown="share",
        )
    if plan.live_tornado:
        yield Check("The tornado tries out no driver", plan.tested_driver.text, 0.0, shown="number")
    if plan.simulation:
        yield Check(
            "Simulation: inputs that differ from those that were simulated",
            plan.simulated.text,
            0.0,
            shown="number",
            warns=STALE,
        )
    yield from _adjustments(plan)


def _inputs(plan: Plan) -> Iterator[Check]:
    if not plan.inputs:
        return
    columns, rows = plan.input_columns, plan.inputs.values()

    def all_rows(column: int) -> str:
        return Area(INPUTS, min(rows), column, max(rows), column).span

    yield Check(
        "Inputs: base values that are numbers",
        f"COUNT({all_rows(columns.first_case)})",
        float(len(rows)),
        shown="number",
    )
    yield Check(
        "Assumptions beyond what is possible",
        f'COUNTIF({all_rows(columns.status)},"{IMPOSSIBLE}")',
        0.0,
        shown="number",
    )
    if plan.drivers:
        yield Check(
            "Assumptions outside of their ranges",
            f'COUNTIF({all_rows(columns.status)},"outside")',
            0.0,
            shown="number",
            warns="outside",
        )


def _series(plan: Plan) -> Iterator[Check]:
    """Values of the base case stand below the row that is in use."""
    base = [
        Area(SERIES, row + 1, OPENING, row + 1, OPENING + place.width - 1)
        for place in plan.series.values()
        for row in (place.values, place.dates)
        if row is not None
    ]
    for some in _batches(base, _ROWS_AT_ONCE):
        cells = sum(area.last_column - area.column + 1 for area in some)
        spans = ",".join(_plain(area) for area in some)
        label = "Series: base values that are numbers"
        yield Check(label + _which(some, base), f"COUNT({spans})", float(cells), shown="number")
    steps = [
        (_part(place.dates, 1, place.width), _part(place.dates, 0, place.width - 1))
        for place in plan.series.values()
        if place.dates is not None and place.grain == "date" and place.width > 1
    ]
    for each in _batches(steps, _STEPS_AT_ONCE):
        back = "+".join(f"SUMPRODUCT(({later}<{earlier})*1)" for later, earlier in each)
        label = "Series: dates before the one on their left"
        yield Check(label + _which(each, steps), back, 0.0, shown="number")


def _part(row: int, first: int, end: int) -> str:
    """Dates in use, from one place to before another."""
    return _plain(Area(SERIES, row, OPENING + first, row, OPENING + end - 1))


def _plain(area: Area) -> str:
    """An area without `$`, which is shorter."""
    return area.span.replace("$", "")


def _which(some: Sequence[Thing], whole: Sequence[Thing]) -> str:
    """Which part of them, where one formula does not hold them all."""
    return "" if len(some) == len(whole) else f", from the {whole.index(some[0]) + 1}th on"


def _batches(items: Sequence[Thing], most: int) -> Iterator[Sequence[Thing]]:
    for start in range(0, len(items), most):
        yield items[start : start + most]


def _adjustments(plan: Plan) -> Iterator[Check]:
    first, last = min(plan.adjustments.values()), max(plan.adjustments.values())
    amounts, reasons, owners = (
        Area(ADJUSTMENTS, first, left, last, right).span
        for left, right in ((OPENING, plan.last_operating), (REASON, REASON), (OWNER, OWNER))
    )
    yield Check(
        "Adjustments without a reason or an owner",
        f'SUMPRODUCT(({amounts}<>0)*((({reasons}="")+({owners}=""))>0))',
        0.0,
        shown="number",
        warns="not told",
    )
    yield Check(
        "Adjustments by hand, without their signs",
        f'SUMIF({amounts},">0")-SUMIF({amounts},"<0")',
        0.0,
        tolerance=0.0,
        warns="adjusted",
    )
