"""How a value of an assumption is shown: in the words in which a scenario would write it."""

from __future__ import annotations

from bizcase.engine.model import Series
from bizcase.report.workbook.layout.subject import BASE
from bizcase.report.workbook.returned.entries import entry, month
from bizcase.report.workbook.returned.incoming.changes import Wish
from bizcase.report.workbook.returned.incoming.target import Said, Target, said
from bizcase.scenario.rewriting.wording import worded_date
from bizcase.timeline import Timeline, read_date
from bizcase.units.respell import like, respelt

NOTHING = "-"
AS_BASE = "as base"


def shown(target: Target, wish: Wish, value: Said) -> str:
    """`159`, `11%/year`, `2027-10`; a text in quotes; `as base` for a case that says nothing."""
    change = wish.change
    if isinstance(value, Series):
        return "its own values"
    if value is None:
        return AS_BASE if change.part == "base" and change.case != BASE else NOTHING
    if isinstance(value, str):
        return f'"{value}"'
    model = target.prepared.get(change.case, target.prepared[BASE])
    found = model.inputs.get(change.path)
    if found is None:
        return f"{value:g}"
    dated = change.part.startswith("dates") or found.kind == "date"
    if dated and wish.column is None:
        return _date(target, wish, value, model.timeline)
    span = target.literal(change.path)
    return respelt(span.text if span else like(found.quoting), value)


def part_of(target: Target, wish: Wish) -> str:
    """What a change concerns: `low`, `year 2`, `date 2027-10`, `reason`; empty for the value."""
    change = wish.change
    model = target.prepared.get(change.case, target.prepared[BASE])
    if change.index is None or change.path not in model.inputs:
        return "" if change.part == "base" else change.part
    words = entry(model.inputs[change.path], change.index, model.timeline)
    return f"date {words}" if change.part.startswith("dates") else words


def _date(target: Target, wish: Wish, value: float, timeline: Timeline) -> str:
    """A date in the words of the one that stands in the scenario, or else as a month."""
    place, now = target.place(wish.change, None), said(target.prepared, wish)
    text = place.text.strip("'\"") if place else ""
    if isinstance(now, float) and read_date(text, timeline) is not None:
        return worded_date(value, text, now, timeline)
    return month(value, timeline)
