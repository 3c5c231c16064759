"""Prints on the standard output: plain where no terminal listens or NO_COLOR is set."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from typing import TextIO

import typer


def width() -> int:
    """Characters in a line of the terminal; 80 where there is none."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def wants_colour(stream: TextIO) -> bool:
    """Whether styles belong into this stream."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not plain


def show(lines: Iterable[str]) -> None:
    """Prints lines; takes the styles out of them where they are not wanted."""
    import sys

    typer.echo("\n".join(lines), color=wants_colour(sys.stdout))
