"""Finds a driver by its path or by an end of it that no other has, and gives such ends."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bizcase.problems import Problem, ProblemsFoundError, Span, did_you_mean, listing

_LEAST = 2  # parts of a short name: `price` alone would say too little


def short_names(paths: Iterable[str]) -> dict[str, str]:
    """The short name of each path."""
    known = list(paths)
    return {path: short_name(path, known) for path in known}


def short_name(path: str, known: Collection[str]) -> str:
    """The shortest end of two parts or more that no other path has."""
    parts = path.split(".")
    for count in range(_LEAST, len(parts)):
        end = ".".join(parts[-count:])
        if not any(other != path and f".{other}".endswith(f".{end}") for other in known):
            return end
    return path


def named(written: str, known: Collection[str], span: Span | None = None) -> str:
    """The path that is meant: whole, without `products.`, by its end, or as what stands below it.

    Raises ProblemsFoundError if there is none, or more than one.
    """
    wanted = written.strip()
    ends = [path for path in known if path.endswith(f".{wanted}")]
    below = [path for path in known if f".{path}".find(f".{wanted}.") >= 0]
    for found in ((wanted,), (f"products.{wanted}",), ends or below):
        if len(found) == 1 and found[0] in known:
            return found[0]
    remedy = _nearest(wanted, known)
    said = f"there is no driver `{wanted}`"
    if wanted and (ends or below):
        remedy = f"one of {listing(ends or below)}"
        said = f"`{wanted}` may be several drivers"
    raise ProblemsFoundError([Problem("unknown-path", said, span, remedy)])


def _nearest(wanted: str, known: Collection[str]) -> str:
    """What may be meant, or some of the drivers that there are."""
    short = short_names(known)
    guess = did_you_mean(wanted, [*known, *short.values()])
    if "." in wanted and guess:
        return guess
    last = {path.rpartition(".")[2] for path in known}
    alike = did_you_mean(wanted.rpartition(".")[2], last)
    ends = [
        name for path, name in short.items() if alike and path.rpartition(".")[2] == _word(alike)
    ]
    if ends:
        return f"did you mean {listing(ends)}?"
    return guess or f"for example {listing(list(short.values()), 6)}"


def _word(guess: str) -> str:
    """The word in a sentence that asks whether it is meant."""
    return guess.split("`")[1]
