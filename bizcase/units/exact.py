"""A limit with all the digits that were written, and a figure with enough to differ from it."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isclose

Writer = Callable[[float, int], str]  # a number with so many digits more than usual

_MOST = 13  # digits more: floating point has no others
_SAME = 1e-12
_NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?(?:e-?\d+)?)(k|M|bn|%)?")
_SCALES = {None: 1.0, "%": 0.01, "k": 1e3, "M": 1e6, "bn": 1e9}


def in_full(value: float, write: Writer, most: int = _MOST) -> str | None:
    """With all digits that it has; None where they do not end, or not before so many more."""
    return _first(write, value, lambda number: isclose(number, value, rel_tol=_SAME), most)


def beside(value: float, limit: float, write: Writer) -> str:
    """With as few digits as leave it on its side of a limit: 3.9312 is `3.931` beside 3.93."""
    where = side(value, limit)
    found = _first(write, value, lambda number: side(number, limit) == where)
    return found or write(value, 0)


def side(value: float, limit: float) -> int:
    """-1 below a limit, 0 at it, 1 above it."""
    if isclose(value, limit, rel_tol=_SAME, abs_tol=_SAME):
        return 0
    return 1 if value > limit else -1


def _first(
    write: Writer, value: float, fits: Callable[[float], bool], most: int = _MOST
) -> str | None:
    texts = (write(value, more) for more in range(most))
    return next((text for text in texts if fits(_read(text))), None)


def _read(text: str) -> float:
    """What a reader takes a text for: `EUR 822k` is 822,000."""
    found = _NUMBER.search(text)
    return float(found[1].replace(",", "")) * _SCALES[found[2]] if found else float("nan")
