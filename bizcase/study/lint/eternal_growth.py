"""A perpetuity that grows faster than the economy would one day be larger than it."""

from __future__ import annotations

from collections.abc import Iterable

from bizcase.engine.model import Model, Series
from bizcase.study.lint.rule import Finding, Rule
from bizcase.units.money import percent

FASTEST = 0.03  # per year; long-run nominal growth of rich economies is about this


def _find(model: Model) -> Iterable[Finding]:
    found = model.inputs.get("terminal_value.growth")
    if found and not isinstance(found.value, Series) and found.value > FASTEST:
        yield Finding(
            f"the terminal value grows by {percent(found.value)} a year for ever",
            f"few businesses outgrow the economy for ever: up to {percent(FASTEST)} is usual",
            found.span,
        )


ETERNAL_GROWTH = Rule("eternal-growth", "nothing outgrows the economy for ever", _find)
