"""Finds a measure by its name, or by the shorter one that rules use."""

from __future__ import annotations

from bizcase.problems import Problem, ProblemsFoundError, Source, Span, did_you_mean, listing
from bizcase.scenario.header import ACCEPTED
from bizcase.study.measures.registry import MEASURES

NAMES = {**ACCEPTED, **{name: name for name in MEASURES}}


def measure_named(written: str, span: Span | None = None) -> str:
    """The measure that is meant: `payback` is `payback_years`. Raises ProblemsFoundError."""
    name = written.strip().lower().replace(" ", "_").replace("-", "_")
    if name in NAMES:
        return NAMES[name]
    remedy = did_you_mean(name, NAMES) or f"one of {listing(NAMES, 20)}"
    said = f"there is no measure `{written.strip()}`"
    span = span or Span(Source("--measure", written), 0, max(len(written), 1))
    raise ProblemsFoundError([Problem("unknown-name", said, span, remedy)])
