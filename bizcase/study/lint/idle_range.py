"""A range without effect looks like a risk that was looked at, and was not."""

from __future__ import annotations

from collections.abc import Iterable

from bizcase.chance.assumed import held
from bizcase.engine.model import Model
from bizcase.study.lint.rule import Finding, Rule

_CODE = "idle-range"


def _find(model: Model) -> Iterable[Finding]:
    for problem in held(model):
        if problem.code == _CODE:
            yield Finding(problem.message, problem.help or "", problem.span)


IDLE_RANGE = Rule(_CODE, "every range has an effect", _find)
