"""The text of a changed number or date, in the words in which the old one stands."""

from __future__ import annotations

from math import isclose

from bizcase.engine.model import Input
from bizcase.scenario.rewriting.outline import Site
from bizcase.text import Scalar
from bizcase.text.edit import written
from bizcase.text.spell import spelled
from bizcase.timeline import Timeline, read_date
from bizcase.timeline.days import nearest_day
from bizcase.timeline.respell import NEAR, edge_of, respelt_date
from bizcase.units import YEAR, read_quantity
from bizcase.units.respell import like, respelt


def worded(assumption: Input, value: float, old: str, was: float | None, timeline: Timeline) -> str:
    """The text for a value of an assumption, like `old`, which stands for the value `was`."""
    if assumption.kind == "date":
        return worded_date(value, old, was, timeline)
    scale = assumption.places.scale
    return respelt(_with_unit(assumption, old, value), value, scale)


def worded_date(value: float, old: str, was: float | None, timeline: Timeline) -> str:
    """The text for a date in years since the start, like `old`."""
    edge = "start" if was is None else edge_of(old, was, timeline)
    text = respelt_date(old, value, timeline, edge)
    if text is not None:
        return text
    quantity = read_quantity(old)
    if quantity is not None and quantity.quoting.unit == YEAR and read_date(old, timeline) is None:
        return respelt(old, value * quantity.quoting.per_year(timeline.days_in_year))
    day, years = nearest_day(value, timeline, edge)
    return day if abs(years - value) <= NEAR else respelt("1 years", value)


def as_scalar(text: str, site: Site) -> str:
    """A text as YAML at a place where another stands now."""
    node = site.node
    old = written(node)
    kept = old.text if isinstance(node, Scalar) else ""
    scalar = spelled(text, site.in_flow, kept)
    before = old.source.text[old.start - 1 : old.start]
    return f" {scalar}" if not kept and before == ":" else scalar


def reads_as(text: str, value: float, assumption: Input, timeline: Timeline) -> bool:
    """Whether a text that stands in the file is what a value was read from."""
    found = read_quantity(text)
    if assumption.kind == "date":
        date = read_date(text, timeline)
        if date is not None:
            return min(abs(date.start - value), abs(date.end - value)) < 1e-9
        if found is None:
            return False
        return abs(found.value / found.quoting.per_year(timeline.days_in_year) - value) < 1e-9
    return found is not None and isclose(found.value * assumption.places.scale, value)


def _with_unit(assumption: Input, old: str, value: float) -> str:
    """The old text, or one with a unit where a bare `0` could do without it."""
    found, quoting = read_quantity(old), assumption.quoting
    if found is None:
        return like(quoting)
    bare = found.value == 0 and found.quoting.time is None and not found.quoting.percent
    return like(quoting) if bare and value != 0 and (quoting.time or quoting.percent) else old
