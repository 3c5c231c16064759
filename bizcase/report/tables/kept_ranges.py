"""What is said of values that a case has moved without giving them a range of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bizcase.engine.model import Model
from bizcase.report.tables.assumption import range_of
from bizcase.study.kept_ranges import KeptRange, Position
from bizcase.study.value_text import value_text

KEPT = "!"  # marks a driver whose range was given for another value
KEPT_RANGE = "moved here, with a range that was given for another value"
_WHERE: dict[Position, str] = {
    "below": "below",
    "low": "near the low end of",
    "inside": "inside",
    "high": "near the high end of",
    "above": "above",
}


def kept_notes(kept: Sequence[KeptRange], names: Mapping[str, str], model: Model) -> list[str]:
    """Which values were moved and not their ranges, and how to mend that; nothing without them."""
    if not kept:
        return []
    first = kept[0]
    moved = "; ".join(_moved(one, names[one.path], model) for one in kept)
    mapping = f"{first.path}: {{base: {first.given.written}, low: .., high: ..}}"
    return [
        f"{KEPT} {KEPT_RANGE}: {moved}",
        f"{KEPT} to mend it give the case a range of its own, as {mapping}",
    ]


def kept_words(kept: Sequence[KeptRange], names: Mapping[str, str], model: Model) -> str:
    """The same in one sentence, for an option among others."""
    moved = "; ".join(_moved(one, names[one.path], model) for one in kept)
    return f"drawn from ranges given for other values, as the case has none of its own: {moved}"


def _moved(one: KeptRange, name: str, model: Model) -> str:
    now, was = (value_text(one.given, value, model) for value in (model.value(one.path), one.was))
    ends = range_of(one.given, one.range, model)
    return f"{name} is {now}, not {was}, {_WHERE[one.position]} {ends}"
