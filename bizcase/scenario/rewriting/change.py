"""A change of one value or text of a scenario, and the part of an assumption that it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from bizcase.engine.model import Input, Places, Series
from bizcase.problems import Problem, ProblemsFoundError, Span

ADJUSTMENTS = "adjustments."
NUMBERS = ("base", "low", "high")
TEXTS = ("source", "owner", "note")
SERIES = ("values", "dates")  # with the index behind a dot: `values.3`

Value: TypeAlias = float | str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What a part of an assumption is to be, in one of the cases.

    `path` is that of an input, such as `products.thermostat.price`; `part` is `base`, `low`,
    `high`, `source`, `owner`, `note`, `values.3` or `dates.3` (an index of the series). A number
    is as quoted (per cent in hundredths), a date in years since the start. None takes away a
    range, a text, or with `base` what the case says instead of the base case. With a `span` the
    change is one of a number in a formula, which stands there.
    """

    path: str
    part: str
    value: Value
    case: str = "base"
    span: Span | None = None

    @property
    def index(self) -> int | None:
        """The index in a series."""
        kind, _, number = self.part.partition(".")
        return int(number) if kind in SERIES and number.isdecimal() else None

    @property
    def number(self) -> float:
        """The value where it is a number."""
        assert isinstance(self.value, int | float)
        return float(self.value)


def places_of_series(places: Places, part: str) -> tuple[Span | None, ...]:
    """Where the values or the dates of a series stand."""
    return places.values if part.startswith("values") else places.dates


def is_series(assumption: Input) -> bool:
    """Whether an assumption has several values."""
    return isinstance(assumption.value, Series)


def refusal(
    code: str, message: str, span: Span | None, remedy: str, where: str = ""
) -> ProblemsFoundError:
    """The exception that says why a change cannot be written."""
    return ProblemsFoundError([Problem(code, message, span, remedy, where=where or None)])
