"""Values of measures as they are written in rules and targets: `2M`, `4 years`, `12%`."""

from __future__ import annotations

from dataclasses import dataclass

from bizcase.units import MONEY, NUMBER, YEAR, Quantity, Unit, read_quantity


@dataclass(frozen=True, slots=True)
class Kind:
    """What a measure is: an example of its value, in words, its unit, whether in per cent."""

    example: str
    words: str
    unit: Unit
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Misread:
    """Why a text is no value of a measure; `meant` is what could be written instead."""

    code: str
    message: str
    meant: str


_MONEY = Kind("2M", "an amount of money in the currency of the scenario", MONEY)
_TIME = Kind("4 years", "a time", YEAR)
_RATE = Kind("12%", "a rate per year", NUMBER / YEAR, percent=True)
_RATIO = Kind("1.2", "a plain number", NUMBER, percent=True)
KINDS = {
    "npv": _MONEY,
    "peak_funding": _MONEY,
    "equivalent_annual_annuity": _MONEY,
    "payback_years": _TIME,
    "discounted_payback_years": _TIME,
    "irr": _RATE,
    "mirr": _RATE,
    "roi": _RATIO,
    "profitability_index": _RATIO,
    "terminal_value_share": _RATIO,
}


def read_limit(
    measure: str, name: str, symbol: str, text: str, currency: str, days: int
) -> float | Misread:
    """The value of a measure that a text stands for, in money, years or as a share.

    `name` and `symbol` (`>`, `=`) stand before it where it is written, `days` are those of a year.
    """
    kind, found = KINDS[measure], read_quantity(text)
    if found is None:
        return Misread("not-a-number", f"`{text.strip()}` is not a value of `{name}`", kind.example)
    if kind is _RATE and not found.quoting.percent and abs(found.value) >= 1:
        said = f"`{name}` {symbol} {text.strip()} would be {found.value * 100:g}%"
        return Misread("out-of-bounds", said, f"{text.strip()}%")
    if not _fits(kind, found, currency):
        return Misread("wrong-unit", f"`{name}` is {kind.words}", kind.example)
    if found.quoting.time and kind is _TIME:
        return found.value / found.quoting.per_year(days)
    return found.value


def _fits(kind: Kind, found: Quantity, currency: str) -> bool:
    written = found.quoting
    known = written.unit in (NUMBER, kind.unit) and (kind.percent or not written.percent)
    return known and written.currency in (None, currency)
