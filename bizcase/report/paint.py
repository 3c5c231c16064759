"""Styles on a terminal: bold, dim and a few colours.

Hand-written: loading rich would add a third to the time that `bizcase run` takes.
"""

from __future__ import annotations

_CODES = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "cyan": 36}


def paint(text: str, style: str) -> str:
    """The text in a style such as `bold red`; unchanged where there is no style or no text."""
    codes = ";".join(str(_CODES[word]) for word in style.split())
    return f"\x1b[{codes}m{text}\x1b[0m" if codes and text.strip() else text
