"""The algebra of units: what may be added, and what a product is measured in."""

from __future__ import annotations

from dataclasses import dataclass

DIMENSIONS = ("money", "unit", "person", "year")

_WORDS = {
    "money": "money",
    "unit": "unit",
    "units": "unit",
    "person": "person",
    "people": "person",
    "time": "year",
    "year": "year",
    "years": "year",
    "share": "",
    "number": "",
    "ratio": "",
    "1": "",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of powers of money, unit, person and year; all zero is a plain number."""

    money: int = 0
    unit: int = 0
    person: int = 0
    year: int = 0

    def __mul__(self, other: Unit) -> Unit:
        return self._combine(other, +1)

    def __truediv__(self, other: Unit) -> Unit:
        return self._combine(other, -1)

    def __pow__(self, exponent: int) -> Unit:
        return Unit(*(getattr(self, d) * exponent for d in DIMENSIONS))

    def _combine(self, other: Unit, sign: int) -> Unit:
        return Unit(*(getattr(self, d) + sign * getattr(other, d) for d in DIMENSIONS))

    def text(self, currency: str = "money") -> str:
        """The unit as users write it, such as `EUR/unit/year`."""
        names = {"money": currency, "unit": "unit", "person": "person", "year": "year"}
        powers = [(names[d], getattr(self, d)) for d in DIMENSIONS]
        above = [f"{n}^{p}" if p > 1 else n for n, p in powers if p > 0]
        below = [f"{n}^{-p}" if p < -1 else n for n, p in powers if p < 0]
        return "/".join([" ".join(above) or ("1" if below else "number"), *below])


NUMBER = Unit()
MONEY = Unit(money=1)
UNIT = Unit(unit=1)
PERSON = Unit(person=1)
YEAR = Unit(year=1)


def read_unit(text: str) -> Unit:
    """The unit that `money/unit/time`, `share/time` or `1` stands for. Raises ValueError."""
    first, *rest = text.replace(" ", "").split("/")
    unit = _word(first)
    for word in rest:
        unit = unit / _word(word)
    return unit


def _word(word: str) -> Unit:
    dimension = _WORDS.get(word)
    if dimension is None:
        raise ValueError(f"unknown unit `{word}`")
    return Unit(**{dimension: 1}) if dimension else NUMBER
