"""Numbers for readers: short money, per cent, years and unit prices."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from math import floor, log10

_STEPS = ((1.0, ""), (1e3, "k"), (1e6, "M"), (1e9, "bn"))
_BEYOND = 1e15  # from here on no word makes a number short: `3.2e300`, as one writes it in YAML
_SMALLEST = 0.005  # below it an amount is nothing
_IN_FULL = 1e4  # below it a number of so many significant digits is written out
_MOST_DECIMALS = 12
_MOST_OF_SMALL = 4  # decimals of an amount below 1
_NOTHING = 1e-6  # of the largest amount: less is what a search leaves
_COMPARED = 3  # significant digits of the largest amount of a column


def short(value: float, whole: bool = True, more: int = 0) -> str:
    """A number of any size in a few characters: `0.40`, `950`, `350k`, `4.8M`, `-1.2bn`.

    A `whole` number of millions is `4M`, else `4.0M`, as precise as those beside it; `more` is a
    number of digits beyond that.
    """
    size = abs(value)
    if size >= _BEYOND:
        return exponent(value, 1 + more)
    for scale, letter in _STEPS:
        cents = 2 if _SMALLEST <= size < 1 else 0
        digits = more + (_digits(size / scale) if letter else cents)
        shown = round(size / scale, digits)
        # 999_960 is not 1000k but 1M: the next letter takes over once rounding reaches it.
        if shown < 1000 or letter == _STEPS[-1][1]:
            break
    text = f"{shown:,.{digits}f}"
    text = text.removesuffix(".0") if whole else text
    return ("-" if value < 0 and shown else "") + text + letter


def _digits(scaled: float) -> int:
    return 1 if scaled < 99.95 else 0


def exponent(value: float, digits: int) -> str:
    """A number with so many decimals and the power of ten that it is times: `3.2e300`."""
    return f"{value:.{digits}e}".replace("e+", "e")


def fixed(value: float, digits: int) -> str:
    """A number in full with so many decimals, with an exponent where that would be long."""
    return f"{value:,.{digits}f}" if abs(value) < _BEYOND else exponent(value, 1)


def _scale_for(largest: float) -> tuple[float, str]:
    """In what numbers up to this one are counted, and how that is said: millions, `M`."""
    if _BEYOND <= largest < math.inf:
        power = floor(log10(largest))
        return 10.0**power, f"e{power}"
    return next((s for s in reversed(_STEPS) if s[0] <= largest), _STEPS[0])


def figure(value: float, digits: int) -> str:
    """A number with at most so many significant digits: `165`, `3.99`, `1,250`, `450k`, `1.75M`.

    From ten thousand on in short form; zeros at the end are left out.
    """
    rounded = float(f"{value:.{digits}g}")
    size = abs(rounded)
    scale, letter = _scale_for(size) if size >= _IN_FULL else _STEPS[0]
    decimals = max(0, digits - 1 - (floor(log10(size / scale)) if size else 0))
    text = f"{rounded / scale:,.{min(decimals, _MOST_DECIMALS)}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return (text if rounded else "0") + letter


def money(value: float, currency: str, more: int = 0) -> str:
    """An amount in short form with its currency: `EUR 4.8M`; `more` digits on demand."""
    return f"{currency} {short(value, False, more)}"


def apart(one: float, other: float, currency: str) -> tuple[str, str]:
    """Two amounts with as many digits as tell them apart, unless they are the same to 1e-6."""
    for more in range(7):
        texts = money(one, currency, more), money(other, currency, more)
        if texts[0] != texts[1]:
            return texts
    return money(one, currency), money(other, currency)


def alike(values: Sequence[float]) -> list[str]:
    """Round numbers of an axis, all in the scale of the largest and with the same decimals.

    `0`, `0.5M`, `1.0M`, and not `0`, `500k`, `1M`: so they can be compared at a glance.
    """
    scale, letter = _scale_for(max(map(abs, values), default=0.0))
    scaled = [value / scale for value in values]
    digits = next((n for n in range(6) if all(_is_round(v, n) for v in scaled)), 6)
    return [f"{v:,.{digits}f}{letter}" if round(v, digits) else "0" for v in scaled]


def in_one_scale(values: Sequence[float]) -> Callable[[float], str]:
    """How amounts of one column are written, which are compared: `4.83M` above `0.41M` and `0`.

    All in the scale of the largest, with the decimals that give this one three digits.
    """
    largest = max(map(abs, values), default=0.0)
    scale, letter = _scale_for(largest)
    small = largest < _SMALLEST
    least = 1 if letter else 0  # 112.1M above 20.6M: what is compared is mostly smaller
    wanted = 0 if small else _COMPARED - 1 - floor(log10(largest / scale))
    decimals = min(max(least, wanted), _MOST_OF_SMALL)

    def text(value: float) -> str:
        if abs(value) <= max(_NOTHING * largest, _SMALLEST):
            return "0"
        shown = f"{value / scale:,.{decimals}f}"
        return (shown if shown.strip("-0.,") else shown.removeprefix("-")) + letter

    return text


def _is_round(value: float, digits: int) -> bool:
    return abs(round(value, digits) - value) <= 1e-9 * max(1.0, abs(value))


def unit_price(value: float) -> str:
    """The price of one thing, where cents may matter: `1,250`, `165`, `84.3`, `3.99`, `0.66`."""
    size = abs(value)
    digits = 0 if size >= 99.95 else 1 if size >= 9.995 else 2
    text = fixed(value, digits)
    return text.removeprefix("-") if not float(text.replace(",", "")) else text


def percent(value: float, digits: int = 1, whole: bool = True) -> str:
    """A share in per cent: 0.1234 is `12.3%`; a `whole` one is `12%`, else `12.0%`."""
    text = fixed(value * 100, digits)
    if "." in text and whole and "e" not in text:
        text = text.rstrip("0").rstrip(".")
    return (text.removeprefix("-") if not text.strip("-0.") else text) + "%"


def chance(share: float, digits: int = 1) -> str:
    """A share of trials, `none` for NaN: only all of them are 100 %, only none 0 %.

    0.855 is `85.5%`, 0.9999 is `> 99.9%`.
    """
    if math.isnan(share):
        return "none"
    step = 0.1**digits
    if 0 < share < 1 and not step / 200 <= share < 1 - step / 200:
        return f"< {step:.{digits}f}%" if share < 0.5 else f"> {100 - step:.{digits}f}%"
    return percent(share, digits, whole=share in (0, 1))


def years(value: float, whole: bool = True, more: int = 0, word: str = "year") -> str:
    """A time: `3.4 years`, `1 year`; a `whole` one without decimals; `more` digits on demand."""
    text = f"{value:.{1 + more}f}" if value < _BEYOND else exponent(value, 1 + more)
    text = text.removesuffix(".0") if whole else text
    return f"{text} {word}" if text == "1" else f"{text} {word}s"


def ratio(value: float, more: int = 0) -> str:
    """A plain ratio with two decimals, or `more`."""
    return f"{value:.{2 + more}f}" if abs(value) < _BEYOND else exponent(value, 1 + more)
