"""How wide texts are, and how they are broken or shortened to fit."""

from __future__ import annotations

import re
from functools import lru_cache

from bizcase.report.charts.look import POINTS, fonts

MORE = "…"
_AMOUNT = re.compile(r"([A-Z]{3}) (?=-?\d)")  # a currency stays with its amount
_BOUND = "\u00a0"
_STEP = 0.96  # by which lines are made shorter until they are about equal


def plain(text: str) -> str:
    """The text on one line, without what cannot be drawn."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


@lru_cache(maxsize=4096)
def width(text: str, size: float, bold: bool = False) -> float:
    """The width of a line in inches; its size in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=fonts(), weight="bold" if bold else "normal", size=size)
    wide: float = text_to_path.get_text_width_height_descent(text, font, False)[0]
    return wide / POINTS


def shortened(
    text: str, room: float, size: float, bold: bool = False, both_ends: bool = False
) -> str:
    """As much of a text as fits into so many inches, with an ellipsis for the rest.

    With `both_ends` the ellipsis stands in the middle: names often differ in how they end.
    """

    def cut(letters: int) -> str:
        end = letters // 2 if both_ends else 0
        return f"{text[: letters - end].rstrip()}{MORE}{text[len(text) - end :].lstrip()}"

    if width(text, size, bold) <= room:
        return text
    least, most = 0, len(text)
    while least < most:
        middle = (least + most + 1) // 2
        if width(cut(middle), size, bold) <= room:
            least = middle
        else:
            most = middle - 1
    return cut(least)


def name_in(room: float, name: str, size: float, bold: bool = False) -> str:
    """A name that fits into so many inches."""
    return shortened(plain(name), room, size, bold, both_ends=True)


def wrapped(
    text: str, room: float, size: float, bold: bool = False, most: int = 2, even: bool = True
) -> list[str]:
    """The lines of a text, none wider than `room` inches; at most so many, the last shortened.

    `even` lines are about equally long, as those of a title should be.
    """
    kept = _AMOUNT.sub(rf"\1{_BOUND}", plain(text))
    words = [shortened(word, room, size, bold) for word in kept.split(" ")]
    lines = _lines(words, room, size, bold)
    if len(lines) > most:
        rest = " ".join(lines[most - 1 :])
        lines = [*lines[: most - 1], shortened(rest, room, size, bold)]
    elif even:
        lines = _evened(words, lines, room, size, bold)
    return [line.replace(_BOUND, " ") for line in lines]


def _evened(words: list[str], lines: list[str], room: float, size: float, bold: bool) -> list[str]:
    """The lines made as narrow as they can be without becoming more; two part at a sign."""
    signs = [n for sign in ";:" for n, word in enumerate(words, 1) if word.endswith(sign)]
    for place in signs if len(lines) == 2 else ():
        parts = [" ".join(words[:place]), " ".join(words[place:])]
        if all(width(part, size, bold) <= room for part in parts):
            return parts
    longest = max(width(word, size, bold) for word in words)
    narrower = room * _STEP
    while len(lines) > 1 and narrower >= longest:
        found = _lines(words, narrower, size, bold)
        if len(found) > len(lines):
            break
        lines, narrower = found, narrower * _STEP
    return lines


def _lines(words: list[str], room: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
