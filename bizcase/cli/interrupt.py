"""Ctrl-C: whoever presses it wants to see the prompt, and in a word what has become of the work."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import NoReturn

STATUS = 130  # as shells give it
_SAID = "said"  # the mark of an ending of which everything has been said


def ended() -> int:
    """Says that Ctrl-C has ended the program where there is no more to say; the exit status."""
    if sys.stderr is not None:
        with suppress(OSError):
            print("Stopped by Ctrl-C.", file=sys.stderr)
    return STATUS


def stopped(trials: int, asked: int) -> NoReturn:
    """Says how far a simulation came, and ends as a program does that was interrupted."""
    _end(f"{trials:,} of {asked:,} trials are done; the figures are theirs.")


def before_writing() -> AbstractContextManager[None]:
    """Says of all that comes before a file is written, where Ctrl-C ends it, that none was."""
    return _before("nothing was written.")


def before_figures() -> AbstractContextManager[None]:
    """Says of all that comes before a simulation is done, where Ctrl-C ends it, what there is."""
    return _before("there are no figures yet.")


@contextmanager
def _before(said: str) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        if not is_interrupt(error):
            raise
        _end(said)


def _end(said: str) -> NoReturn:
    import typer  # not above: the program is not yet ready for Ctrl-C where this file is read

    typer.echo(f"Stopped by Ctrl-C: {said}", err=True)
    ending = typer.Exit(STATUS)
    setattr(ending, _SAID, True)
    raise ending


def is_interrupt(error: BaseException | None) -> bool:
    """Whether an error is Ctrl-C, or came of it: Python wraps those of a class in the making."""
    return any(isinstance(one, KeyboardInterrupt) for one in _causes(error))


def is_silent(error: BaseException) -> bool:
    """Whether an error came of Ctrl-C and nothing has been said of that."""
    return is_interrupt(error) and not any(hasattr(one, _SAID) for one in _causes(error))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what it came of, and so on."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        yield error
        seen.add(id(error))
        error = error.__cause__ or error.__context__
