"""Lengths of time in formulas: `lag(x, 3 months)` needs a whole number of periods."""

from __future__ import annotations

from collections.abc import Mapping

from bizcase.engine.model import Row, Series
from bizcase.formula.arguments import constant, is_constant
from bizcase.formula.nodes import Call, Node, walk
from bizcase.scenario.settings import LONGEST
from bizcase.scenario.state import State

_TAKE_TIME = ("lag", "sum_last", "sum_next")


def report_lengths(state: State, rows: Mapping[str, Row]) -> None:
    """Adds a problem for every length that is not a whole number of periods."""
    for row in rows.values():
        for formula in row.formulas:
            for part in walk(formula):
                if isinstance(part, Call) and part.function in _TAKE_TIME and part.arguments[1:]:
                    _report(state, row, part)


def _report(state: State, row: Row, call: Call) -> None:
    length: Node = call.arguments[1]
    if not is_constant(length):
        return  # reported where the formula was checked
    timeline = state.settings.timeline
    try:
        years = constant(length, lambda name: _number(state, name))
    except ZeroDivisionError:
        years = -1.0
    periods = years * timeline.per_year
    if not 0 <= years <= LONGEST or abs(periods - round(periods)) > 1e-9 * max(1, periods):
        state.say(
            "wrong-length",
            f"`{call.function}` looks over a whole number of {timeline.step}s",
            call.arguments[1].span or row.span,
            f"write whole {timeline.step}s, or choose a smaller `step` for the timeline",
        )


def _number(state: State, name: str) -> float:
    value = state.inputs[name].value
    return 0.0 if isinstance(value, Series) else value
