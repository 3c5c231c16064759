"""Errors that only follow from others: of a misspelt key one error is shown, not its echoes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bizcase.library.read import FOLDER
from bizcase.problems import Problem, did_you_mean

_UNKNOWN = re.compile(r"unknown key `([^`]+)`")
_MEANT = re.compile(r"did you mean `([^`]+)`\?")
_NEEDED = re.compile(r" needs `([^`]+)`")
_NAMED = re.compile(r"`([^`]+)`$")
# What is said where a key of this name has no effect, by code: the beginning of a message.
_FOLLOWS = {
    "launch": {"not-a-date": "`launch`: there is no", "circle": ""},
    "inflation": {"unknown-name": "there is no inflation index"},
    "length": {"date-outside": "", "wrong-length": ""},
    "step": {"wrong-length": ""},
    "start": {"not-a-date": "", "date-outside": ""},
}


def causes(problems: Sequence[Problem]) -> list[Problem]:
    """The problems without those that follow from others.

    These are all in built-in blocks, and what a misspelt key has left unsaid.
    """
    own = [p for p in problems if not Path(p.file).is_relative_to(FOLDER)]
    own = own or [*problems]
    unknown = [p for p in own if p.code == "unknown-key" and _UNKNOWN.match(p.message)]
    found = []
    for problem in own:
        if problem in unknown:
            missed = (m for p in own if (m := _missed(problem, p)))
            found.append(replace(problem, help=next(missed, problem.help)))
        elif not any(_missed(key, problem) or _echoes(key, problem) for key in unknown):
            found.append(problem)
    return found


def _missed(unknown: Problem, problem: Problem) -> str | None:
    """What an unknown key is meant to be, where a problem is that this key is missing beside it."""
    needed = _NEEDED.search(problem.message) if problem.code == "missing-key" else None
    written = _UNKNOWN.match(unknown.message)
    here, there = unknown.span, problem.span
    if not (needed and written and here and there) or here.source != there.source:
        return None
    beside = there.holds(here) or there.line == here.line
    return did_you_mean(written[1], [needed[1]]) if beside else None


def _echoes(unknown: Problem, problem: Problem) -> bool:
    """Whether a problem follows from what an unknown key was meant to say."""
    found = _MEANT.match(unknown.help or "")
    if found is None or problem.severity != "error":
        return False
    meant = found[1]
    begins = _FOLLOWS.get(meant, {}).get(problem.code)
    if begins is not None and problem.message.startswith(begins):
        return True
    named = _NAMED.search(problem.message) if problem.code == "unknown-name" else None
    return named is not None and meant in named[1].split(".")
