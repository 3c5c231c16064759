"""Ctrl-C: whoever presses it wants to see the prompt, not a message."""

from __future__ import annotations

from typing import NoReturn

STATUS = 130  # as shells give it


def stopped(trials: int, asked: int) -> NoReturn:
    """Says how far a simulation came, and ends as a program does that was interrupted."""
    import typer  # not above: the program is not yet ready for Ctrl-C where this file is read

    done = f"{trials:,} of {asked:,} trials are done; the figures are theirs."
    typer.echo(f"Stopped by Ctrl-C: {done}", err=True)
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
