"""Guesses what the user meant, for the help line of a problem."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """The sentence `did you mean ...?` with the closest known word, or None."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else None


def listing(words: Iterable[str], limit: int = 12) -> str:
    """The words in back-ticks with commas, cut after `limit`."""
    known = list(words)
    shown = ", ".join(f"`{word}`" for word in known[:limit])
    return shown + (f" and {len(known) - limit} more" if len(known) > limit else "")
