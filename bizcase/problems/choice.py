"""The problem of a word that is none of the few that are meant."""

from __future__ import annotations

from collections.abc import Iterable

from bizcase.problems.problem import Problem
from bizcase.problems.source import Span
from bizcase.problems.suggest import did_you_mean, listing


def not_a_choice(what: str, written: str, options: Iterable[str], span: Span) -> Problem:
    """`what` is written as a word that is not among the options."""
    words = list(options)
    message = f"`{what}` cannot be `{written}`" if written else f"`{what}` is one of a few words"
    known = f"one of {listing(words, 20)}" if len(words) > 1 else f"write {listing(words)}"
    return Problem("not-a-choice", message, span, did_you_mean(written, words) or known)
