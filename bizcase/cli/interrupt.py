"""Ctrl-C: whoever presses it wants to see the prompt, not a message."""

from __future__ import annotations

STATUS = 130  # as shells give it


def is_interrupt(error: BaseException | None) -> bool:
    """Whether an error is Ctrl-C, or came of it: Python wraps those of a class in the making."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, KeyboardInterrupt):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False
