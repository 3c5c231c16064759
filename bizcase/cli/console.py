"""The terminal as a place to print on: plain where no terminal listens or colour is unwanted."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def console() -> Console:
    """A console on the standard output. NO_COLOR takes all styles away."""
    from rich.console import Console

    plain = bool(os.environ.get("NO_COLOR"))
    return Console(
        highlight=False, markup=False, emoji=False, color_system=None if plain else "auto"
    )


def say(out: Console, text: str, style: str = "") -> None:
    """Prints a sentence, folded at the width of the terminal."""
    import textwrap

    out.print(textwrap.fill(text, out.width, break_on_hyphens=False), style=style, soft_wrap=True)
