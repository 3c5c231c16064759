"""An amount that somebody added by hand says why, or nobody can judge or undo it later."""

from __future__ import annotations

from collections.abc import Iterable

from bizcase.engine.model import Model
from bizcase.study.adjustments import adjustments
from bizcase.study.lint.rule import Finding, Rule


def _find(model: Model) -> Iterable[Finding]:
    for found in adjustments(model):
        if found.amounts and not found.given.origin.note:
            yield Finding(
                f"the adjustment of {found.line.replace('_', ' ')} has no reason",
                "say beside its amounts why and who: reason: one-off rebate, owner: Finance",
                found.given.span,
            )


ADJUSTMENT_WITHOUT_REASON = Rule(
    "adjustment-without-reason", "what is adjusted by hand has a reason", _find
)
