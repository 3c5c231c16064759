"""Numbers as users write them: `1_200k`, `11%`, `3.99/month`, `45 days`, `1.10 EUR/unit`, `1/3`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite

from bizcase.units.unit import MONEY, NUMBER, PERSON, UNIT, YEAR, Unit

PER_YEAR: dict[str, float] = {"year": 1, "quarter": 4, "month": 12, "week": 365 / 7, "day": 365}
SCALES: dict[str, float] = {
    "k": 1e3,
    "K": 1e3,
    "thousand": 1e3,
    "M": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "B": 1e9,
    "G": 1e9,
    "billion": 1e9,
}

_NUMBER = re.compile(r"(?:\d[\d_]*(?:\.\d[\d_]*)?|\.\d+)(?:[eE][+-]?\d+)?")
_SCALE = re.compile(r"(?:k|K|M|mn|m|bn|B|G)(?![A-Za-z_])|\s+(?:thousand|million|billion)(?!\w)")
_WORD = re.compile(r"\s*(?:[A-Z]{3}|[a-z]+)(?![\w.(])")
_PER = re.compile(r"\s*/\s*([A-Za-z]+)(?![\w.(])")
_FRACTION = re.compile(r"(\d+)\s*/\s*(\d+)$")


@dataclass(frozen=True, slots=True)
class Quoting:
    """How a value was written: in which unit, as per cent, per which time, in which currency."""

    unit: Unit = NUMBER
    percent: bool = False
    time: str | None = None
    currency: str | None = None

    def per_year(self, days_in_year: int = 365) -> float:
        """How many of the time written here make a year; 1 where no time is written."""
        if self.time is None:
            return 1.0
        count = PER_YEAR[self.time]
        return count * days_in_year / 365 if self.time in ("day", "week") else count

    def text(self, currency: str = "money") -> str:
        """The unit in words, such as `EUR/unit/month` or `%/year`."""
        shown = self.unit.text(currency)
        if self.time:
            shown = re.sub(r"\byear\b", self.time, shown)
        if self.percent:
            shown = "%" if shown == "number" else shown.replace("1/", "%/", 1)
        return shown


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in the unit in which it was written; per cent are already hundredths."""

    value: float
    quoting: Quoting = Quoting()


def literal_at(text: str, start: int) -> tuple[Quantity, int] | None:
    """The number with its unit that begins at `start`, and where it ends; None if none does."""
    number = _NUMBER.match(text, start)
    if not number:
        return None
    value, end = float(number[0].replace("_", "")), number.end()
    scale = _SCALE.match(text, end)
    if scale:
        value, end = value * SCALES[scale[0].strip()], scale.end()
    if value == float("inf"):  # 1e999
        return None
    percent = text[end : end + 1] == "%"
    if percent:
        value, end = value / 100, end + 1
    unit, time, currency = NUMBER, None, None
    word = _WORD.match(text, end)
    known = word and _unit_word(word[0].strip(), plural=True)
    if word and known:
        unit, time, currency = known
        end = word.end()
    while per := _PER.match(text, end):
        below = _unit_word(per[1], plural=False)
        if not below or (below[1] and time):
            break
        unit, time, currency = unit / below[0], below[1] or time, below[2] or currency
        end = per.end()
    return Quantity(value, Quoting(unit, percent, time, currency)), end


def _unit_word(word: str, plural: bool) -> tuple[Unit, str | None, str | None] | None:
    """Unit, time and currency of a word. After a slash only the singular is a unit: the plural
    `years` is the name of the length of a period."""
    if re.fullmatch("[A-Z]{3}", word):
        return MONEY, None, word
    singular = word.removesuffix("s") if plural else word
    if singular in PER_YEAR:
        return YEAR, singular, None
    if singular == "unit":
        return UNIT, None, None
    if word in ("person", "people"):
        return PERSON, None, None
    return None


def read_quantity(text: str) -> Quantity | None:
    """The value that the whole text stands for, or None if it is not a number."""
    written = text.strip()
    sign = -1.0 if written[:1] == "-" else 1.0
    unsigned = written.lstrip("+-").lstrip() if written[:1] in ("+", "-") else written
    fraction = _FRACTION.match(unsigned)
    if fraction and float(fraction[2]):
        return Quantity(sign * float(fraction[1]) / float(fraction[2]))
    currency = re.match(r"([A-Z]{3})\s+(?=[\d.])", unsigned)
    if currency:  # `EUR 100` is read like `100 EUR`
        unsigned = unsigned[currency.end() :] + " " + currency[1]
    found = literal_at(unsigned, 0)
    if not found or unsigned[found[1] :].strip() or not isfinite(found[0].value):
        return None
    quantity, _ = found
    return Quantity(sign * quantity.value, quantity.quoting)
