"""A range without a distribution: no law of the kind has the three points that are given."""

from __future__ import annotations

from bizcase.study.lint.range_too_wide import findings
from bizcase.study.lint.rule import Rule

_CODE = "no-distribution"

NO_DISTRIBUTION = Rule(
    _CODE, "a range has the values of its distribution", lambda model: findings(model, _CODE)
)
