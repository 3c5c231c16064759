"""A new number in the spelling of an old one: `11%/year` becomes `12.5%/year`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from math import isclose, isfinite, log10

from bizcase.units.quantity import _NUMBER, _SCALE, SCALES, Quoting, read_quantity

DIGITS = 12  # of a number that somebody wrote; more of them come out of a computation
NEAR = 1e-12  # relative: what is nearer to a number of so many digits is that number
_MOST_DIGITS = 17  # of a float
_SPELLING = re.compile(
    rf"[-+]?\s*((?:[A-Z]{{3}}\s+)?)({_NUMBER.pattern})((?:{_SCALE.pattern})?)(%?)(.*)", re.DOTALL
)
_FRACTION = re.compile(r"[-+]?\s*\d+\s*/\s*\d+$")
_LARGEST_DENOMINATOR = 100
_SMALL = re.compile(r"-?0\.0|.*e-")  # what nobody counts in thousands
_HUGE = 1e300
_FEW = 6  # digits up to which a decimal is easier to read than a fraction
_PLAIN_POWERS = range(-7, 18)  # beyond these a number is written with an exponent
_GROUPED_FROM = 5  # digits of a whole number, where the old one shows nothing


def respelt(old: str, value: float, scale: float = 1.0) -> str:
    """The shortest text in the spelling of `old` that reads back as `value`, as quoted.

    Kept are the unit, a currency, the per cent sign, `_` between thousands, and `k`, `M` or
    `million` where the number stays exact with them. A value nearer than 1e-12 (relative) to a
    number of at most 12 digits is written as that number; one of more digits reads back exactly,
    if need be without the per cent sign, or as near as its scale allows. `scale` is what a reader
    multiplies the text with (`unit: thousand USD`). Raises ValueError if the value is not finite,
    or larger or smaller than what can be read.
    """
    if not isfinite(value):
        raise ValueError(f"{value} is not a number")
    if _read(old, scale) == value:
        return old
    rounded = float(f"{value:.{DIGITS}g}")
    short = isclose(rounded, value, rel_tol=NEAR)
    if _FRACTION.match(old.strip()):
        ratio = Fraction(value / scale).limit_denominator(_LARGEST_DENOMINATOR)
        fraction = f"{ratio.numerator}/{ratio.denominator}"
        if _read(fraction, scale) == value and float(f"{value:.{_FEW}g}") != value:
            return fraction
        old = "1"
    texts = _spellings(old.strip(), rounded if short else value, scale, short)
    nearest = ""
    for text in texts:
        found = _read(text, scale)
        if found == value or (short and isclose(found or 0.0, value, rel_tol=2 * NEAR)):
            return text
        nearest = nearest or (text if found else "")
    if not nearest:
        raise ValueError(f"{value} cannot be written like `{old}`")
    return nearest


def like(quoting: Quoting) -> str:
    """A number in a quoting, to be spelt like: `1%/year`, `1/month`, `1 days`."""
    percent = "%" if quoting.percent else ""
    if quoting.time is None:
        return f"1{percent}"
    return f"1{percent}/{quoting.time}" if quoting.unit.year < 0 else f"1 {quoting.time}s"


def _read(text: str, scale: float) -> float | None:
    found = read_quantity(text)
    return found.value * scale if found else None


def _spellings(old: str, value: float, scale: float, short: bool) -> Iterator[str]:
    """Texts for a value, as near to the spelling of `old` as can be, the nearest first."""
    found = _SPELLING.match(old)
    before, number, size, percent, unit = found.groups() if found else ("", "", "", "", "")
    unscaled = _power(scale)
    for last_size, last_percent in dict.fromkeys([(size, percent), ("", percent), ("", "")]):
        if percent and not last_percent and 1 <= abs(value) < _HUGE:
            return  # without its sign, 1.2 for 120% would be taken for a slip
        power = _power(SCALES.get(last_size.strip(), 1.0))
        if last_size and not value:
            continue
        for digits in _numbers(value, unscaled + power - 2 * len(last_percent), short):
            decimals = len(digits.partition(".")[2])
            if not last_size or (decimals <= power and not _SMALL.match(digits)):
                sign, shown = "-" * (digits[0] == "-"), _grouped(digits.lstrip("-"), number)
                yield f"{sign}{before}{shown}{last_size}{last_percent}{unit}"


def _numbers(value: float, power: int, short: bool) -> Iterator[str]:
    """The digits of a value divided by 10^power, with few decimals first."""
    if short:
        yield _plain(Decimal(repr(value)).scaleb(-power))
        return
    exact = Decimal(value).scaleb(-power)
    for count in range(DIGITS + 1, _MOST_DIGITS + 1):
        yield _plain(Decimal(f"{exact:.{count - 1}e}"))
    last = Decimal(f"{exact:.{_MOST_DIGITS - 1}e}")
    unit = Decimal((0, (1,), int(last.as_tuple().exponent)))
    for steps in range(1, 20):  # what is read is rounded once more: look beside it
        yield from (_plain(last + steps * unit), _plain(last - steps * unit))


def _plain(number: Decimal) -> str:
    """A number without needless digits, with an exponent only where it is very long."""
    if not number:
        return "0"
    number = number.normalize()
    return f"{number:f}" if number.adjusted() in _PLAIN_POWERS else f"{number:e}"


def _grouped(digits: str, old: str) -> str:
    """The digits with `_` between thousands where the old number has them, or was too short."""
    whole, point, rest = digits.partition(".")
    before = len(old.partition(".")[0])
    grouped = "_" in old or (before < _GROUPED_FROM - 1 and len(whole) >= _GROUPED_FROM)
    return f"{int(whole):_}{point}{rest}" if grouped and whole.isdigit() else digits


def _power(scale: float) -> int:
    return round(log10(scale))
