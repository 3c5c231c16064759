"""Ctrl-C: whoever presses it wants to see the prompt, and in a word what has become of the work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

STATUS = 130  # as shells give it


def stopped(trials: int, asked: int) -> NoReturn:
    """Says how far a simulation came, and ends as a program does that was interrupted."""
    _end(f"{trials:,} of {asked:,} trials are done; the figures are theirs.")


@contextmanager
def before_writing() -> Iterator[None]:
    """Says of all that comes before a file is written, where Ctrl-C ends it, that none was."""
    try:
        yield
    except BaseException as error:
        if not is_interrupt(error):
            raise
        _end("nothing was written.")


def _end(said: str) -> NoReturn:
    import typer  # not above: the program is not yet ready for Ctrl-C where this file is read

    typer.echo(f"Stopped by Ctrl-C: {said}", err=True)
    raise typer.Exit(STATUS)


def is_interrupt(error: BaseException | None) -> bool:
    """Whether an error is Ctrl-C, or came of it: Python wraps those of a class in the making."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, KeyboardInterrupt):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False
