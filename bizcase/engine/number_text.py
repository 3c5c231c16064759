"""A number in the unit of its assumption, as its reader knows it: `EUR 165`, `3%/year`."""

from __future__ import annotations

from bizcase.engine.model import Input
from bizcase.units.money import figure

TYPED = 6  # significant digits of a number that somebody wrote


def number_text(given: Input, value: float, currency: str, digits: int = TYPED) -> str:
    """A number in the unit of an assumption: `EUR 165`, `EUR 52k/year`, `3%/year`, `45 days`."""
    quoting, power = given.quoting, given.unit.year
    text = f"{figure(value * 100, digits)}%" if quoting.percent else figure(value, digits)
    if given.unit.money > 0:
        text = f"{currency} {text}"
    if quoting.time and power < 0:
        return f"{text}/{quoting.time}"
    if quoting.time and power > 0:
        return f"{text} {quoting.time}{'s' if text != '1' else ''}"
    return text
