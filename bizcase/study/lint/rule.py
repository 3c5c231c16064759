"""A rule looks at a model and says what a careful reader would miss in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bizcase.engine.model import Model
from bizcase.problems import Problem, Span


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, at which place, and what to do."""

    message: str
    help: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its code; `find` gives what it finds in a model."""

    code: str
    doc: str
    find: Callable[[Model], Iterable[Finding]]

    def problems(self, model: Model) -> Iterable[Problem]:
        """What it finds, as warnings: a scenario runs all the same."""
        for found in self.find(model):
            yield Problem(self.code, found.message, found.span, found.help, "warning")


def names(paths: Iterable[str], limit: int = 4) -> str:
    """Paths in a sentence, cut after a few."""
    known = list(paths)
    shown = ", ".join(f"`{path}`" for path in known[:limit])
    return shown + (f" and {len(known) - limit} more" if len(known) > limit else "")
