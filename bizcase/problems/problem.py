"""A problem is a value: found, collected, and shown together with all others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from bizcase.problems.codes import CODES
from bizcase.problems.source import Span

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and what to do about it.

    `code` is one of `CODES`; `span` is None when the file as a whole is meant.
    """

    code: str
    message: str
    span: Span | None = None
    help: str | None = None
    severity: Severity = "error"
    where: str | None = None

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise KeyError(f"no such problem code: {self.code}")

    @property
    def file(self) -> str:
        """The name of the file that the problem is about."""
        return self.span.source.name if self.span else (self.where or "")


class ProblemsFoundError(Exception):
    """Raised once, with every problem that was found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_file_order(problems)
        super().__init__("\n".join(f"{p.code}: {p.message}" for p in self.problems))

    def __reduce__(self) -> tuple[type[ProblemsFoundError], tuple[tuple[Problem, ...]]]:
        """For the way from one process to another."""
        return type(self), (self.problems,)


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems without repetitions, sorted by file and place."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.file, p.span.start if p.span else -1)))


def errors_in(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that keep a scenario from running."""
    return tuple(p for p in problems if p.severity == "error")
