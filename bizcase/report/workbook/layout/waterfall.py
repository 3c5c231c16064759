"""The waterfall from revenue to the net present value: its steps, and where they stand."""

from __future__ import annotations

from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.layout.annual_lines import moves, only_saves
from bizcase.report.workbook.layout.places import HEADER
from bizcase.report.workbook.layout.plan import Plan
from bizcase.study.bridge import BENEFITS, STEPS, Step

CHART_FEED = "ChartData"
FIRST = HEADER + 1
NAME, VALUE, START, END, UNDER, BELOW, UP, UP_BELOW, DOWN, DOWN_BELOW, WHOLE = range(1, 12)


_ALWAYS = ("revenue", "operating_costs")


def steps(plan: Plan) -> list[Step]:
    """The steps of the waterfall that move anything in some case."""
    first = BENEFITS if only_saves(plan) else STEPS[0]
    others = (s for s in STEPS[1:] if s.row in _ALWAYS or moves(plan, s.row))
    return [first, *others]


def other_steps(plan: Plan) -> list[Step]:
    """The steps that have no bar of their own: what is added to them by hand shares one."""
    shown = {step.row for step in steps(plan)}
    return [step for step in STEPS if step.row in plan.rows and step.row not in shown]


def waterfall_area(plan: Plan, column: int) -> Area:
    """A column of the waterfall, its total at the end."""
    last = waterfall_ends_on(plan).row + 1
    return Area(CHART_FEED, FIRST, column, last, column)


def waterfall_ends_on(plan: Plan) -> Area:
    """The cell in which the steps add up: it must be the net present value."""
    row = FIRST + len(steps(plan)) - 1 + bool(other_steps(plan))
    return Area(CHART_FEED, row, END, row, END)
