"""Values of a measure in the columns of a table, and what it is called above them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from bizcase.study.measures.registry import MEASURES
from bizcase.study.verdict import called
from bizcase.units.money import fixed, in_one_scale, percent

NONE = "none"

# Writes a value of a measure, with as many digits as those beside it.
Texts: TypeAlias = Callable[[float | None], str]


def measure_text(measure: str, currency: str) -> str:
    """A measure with the unit in which it is shown: `NPV, EUR`."""
    unit = {"money": f", {currency}", "years": ", years"}.get(MEASURES[measure].unit, "")
    return called(measure) + unit


def why_none(measure: str, reasons: Iterable[str]) -> list[str]:
    """What a note says of the results that are `none`."""
    return [f"No {called(measure)}: {reason}" for reason in dict.fromkeys(reasons)]


def result_texts(measure: str, values: Iterable[float | None]) -> Texts:
    """How the values of a measure in one column are written: `4.83M`, `12.3%`, `4.7`, `none`."""
    unit = MEASURES[measure].unit
    known = [value for value in values if value is not None]
    amounts = in_one_scale(known)

    def text(value: float | None) -> str:
        if value is None:
            return NONE
        if unit == "money":
            return amounts(value)
        if unit == "share":
            return percent(value, whole=False)
        return fixed(value, 1 if unit == "years" else 2)

    return text
