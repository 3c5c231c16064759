"""A table as a plain value: headings, lines of finished texts, notes. It knows no output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bizcase.units.money import fixed

# total: a line that sums up the ones above. quiet: a ratio or a remark. gap: an empty line.
Style = Literal["plain", "total", "quiet", "gap"]
MISSING = "n/a"


@dataclass(frozen=True, slots=True)
class Line:
    """A label and one text for each heading."""

    label: str
    cells: tuple[str, ...] = ()
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """Lines under headings. `corner` stands above the labels and says the unit.

    A heading may have several lines.
    """

    title: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    corner: str = ""
    notes: tuple[str, ...] = ()


GAP = Line("", style="gap")


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale for all amounts of a table, so that they can be compared down and across.

    An amount that is too long in it has an exponent.
    """

    divisor: float
    digits: int
    word: str

    def text(self, value: float | None) -> str:
        """The amount in this scale, never in cents; a dash for nothing at all."""
        if not value:
            return MISSING if value is None else "-"
        shown = fixed(value / self.divisor, self.digits)
        return shown.removeprefix("-") if not shown.strip("-0.,") else shown

    def unit(self, currency: str) -> str:
        """The unit as the table's corner says it, `EUR thousand`."""
        return f"{currency} {self.word}".strip()


_WORDS = {"thousand": 1e3, "million": 1e6}


def scale_for(values: Sequence[float | None], show_in: str = "") -> Scale:
    """The scale that the scenario asks for, or one in which the largest amount has few digits."""
    largest = max((abs(v) for v in values if v is not None), default=0.0)
    word = show_in or ("" if largest < 1e5 else "thousand" if largest < 1e8 else "million")
    divisor = _WORDS.get(word, 1.0)
    digits = 1 if divisor > 1 and largest / divisor < 1000 else 0
    return Scale(divisor, digits, word)
