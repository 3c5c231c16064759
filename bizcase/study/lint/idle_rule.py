"""A payback limit beyond the horizon never decides anything."""

from __future__ import annotations

from collections.abc import Iterable

from bizcase.engine.model import Model
from bizcase.study.lint.rule import Finding, Rule
from bizcase.study.verdict import limit_words
from bizcase.units.money import years


def _find(model: Model) -> Iterable[Finding]:
    for measure, (symbol, limit) in model.accept_if.items():
        upper = measure.endswith("payback_years") and symbol[0] == "<"
        if upper and limit > model.timeline.horizon:
            yield Finding(
                f"accept_if allows a payback of {limit_words(measure, limit)}, beyond the "
                f"horizon of {years(model.timeline.horizon)}",
                "lengthen the timeline, or ask for an earlier payback",
            )


IDLE_RULE = Rule("idle-rule", "the rule for accepting can decide", _find)
