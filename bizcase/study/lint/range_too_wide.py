"""A distribution may not reach beyond what makes sense: a share above 100 %, a price below 0."""

from __future__ import annotations

from collections.abc import Iterable

from bizcase.chance.assumed import uncertain, wrong_with
from bizcase.engine.model import Model
from bizcase.study.lint.rule import Finding, Rule

_CODE = "range-too-wide"


def findings(model: Model, code: str) -> Iterable[Finding]:
    """What is wrong with the distributions of a model, of one code."""
    for given in uncertain(model).values():
        for problem in wrong_with(model, given):
            if problem.code == code:
                yield Finding(problem.message, problem.help or "", problem.span)


RANGE_TOO_WIDE = Rule(
    _CODE, "a distribution stays within what makes sense", lambda model: findings(model, _CODE)
)
