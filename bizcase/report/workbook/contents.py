"""How numbers, texts and dates stand in a spreadsheet: exact, and never as something else."""

from __future__ import annotations

import math
import re
from datetime import date

LONGEST_TEXT = 32_767  # Excel: characters in a cell
RISKY = ("=", "+", "-", "@", "\t", "\r")
_BREAK = re.compile(r"\r\n?")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
EPOCH = date(1899, 12, 30)  # day 0 of Excel, as seen from every day after its wrong 1900-02-29


def number(value: float) -> str:
    """The shortest text that reads back as the same number; ValueError for NaN and infinity.

    openpyxl writes 16 digits, which is not enough for one number in two.
    """
    value = float(value)
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number that a cell can hold")
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(value)


def text(value: str) -> str:
    """A text as a cell may hold it: no control characters, one kind of line break.

    `_x0041_` would be read as the letter A, so that its underscore is written as `_x005F_`.
    ValueError for a text longer than a cell, since Excel would cut it without a word.
    """
    clean = _FORBIDDEN.sub("", _BREAK.sub("\n", value))
    if len(clean) > LONGEST_TEXT:
        raise ValueError(f"A text of {len(clean)} characters, a cell holds {LONGEST_TEXT}")
    return _ESCAPE.sub("_x005F_", clean)


def looks_live(value: str) -> bool:
    """Whether a text could be taken for a formula when somebody edits or exports its cell."""
    return value.startswith(RISKY)


def serial(day: date) -> int:
    """The number of a day in Excel; ValueError before 1901, where its calendar is wrong."""
    if day.year < 1901:
        raise ValueError(f"{day} is too early for Excel, 1901 is the first year")
    return (date(day.year, day.month, day.day) - EPOCH).days
