"""Whether what an assumption names as its source is one: `illustrative` or `tbd` is none."""

from __future__ import annotations

import re

# Says of itself, wherever it stands, that nothing is known yet.
_ANYWHERE = frozenset(
    ("dummy", "fictitious", "guesstimate", "illustrative", "invented", "placeholder", "tba", "tbc",
     "tbd", "todo")
)  # fmt: skip
_FIRST = frozenset(
    ("assumed", "assumption", "assumptions", "example", "guess", "guessed", "guesses", "unknown")
)
_ALONE = frozenset(
    ("best guess", "educated guess", "estimate", "estimated", "made up", "n a", "na", "none",
     "no source", "own assumption", "own estimate", "rough estimate", "team assumption",
     "to be checked", "to be confirmed", "to be defined", "to be determined", "to do")
)  # fmt: skip


def placeholder_in(source: str) -> str:
    """The words of a source that say that there is none yet, as written; empty without them."""
    words: list[str] = re.findall(r"\w+", source)
    lower = [word.casefold() for word in words]
    if not words or " ".join(lower) in _ALONE:
        return source.strip()
    if lower[0] in _FIRST:
        return words[0]
    return next((word for word in words if word.casefold() in _ANYWHERE), "")


def is_evidence(source: str) -> bool:
    """Whether a source says where a value comes from; false for an empty one."""
    return bool(source.strip()) and not placeholder_in(source)
