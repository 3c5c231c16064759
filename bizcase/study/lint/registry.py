"""All rules; a new one is one line here."""

from __future__ import annotations

from bizcase.engine.model import Model
from bizcase.problems import Problem
from bizcase.study.lint.adjustment_without_reason import ADJUSTMENT_WITHOUT_REASON
from bizcase.study.lint.eternal_growth import ETERNAL_GROWTH
from bizcase.study.lint.idle_range import IDLE_RANGE
from bizcase.study.lint.idle_rule import IDLE_RULE
from bizcase.study.lint.no_distribution import NO_DISTRIBUTION
from bizcase.study.lint.no_range import NO_RANGE
from bizcase.study.lint.no_source import NO_SOURCE
from bizcase.study.lint.no_working_capital import NO_WORKING_CAPITAL
from bizcase.study.lint.one_future import ONE_FUTURE
from bizcase.study.lint.outcome_before_gate import OUTCOME_BEFORE_GATE
from bizcase.study.lint.probability_missing import PROBABILITY_MISSING
from bizcase.study.lint.range_too_wide import RANGE_TOO_WIDE
from bizcase.study.lint.risk_counted_twice import RISK_COUNTED_TWICE
from bizcase.study.lint.short_horizon import SHORT_HORIZON

RULES = (
    NO_SOURCE,
    NO_RANGE,
    ONE_FUTURE,
    PROBABILITY_MISSING,
    NO_WORKING_CAPITAL,
    SHORT_HORIZON,
    ETERNAL_GROWTH,
    IDLE_RULE,
    RANGE_TOO_WIDE,
    RISK_COUNTED_TWICE,
    NO_DISTRIBUTION,
    ADJUSTMENT_WITHOUT_REASON,
    IDLE_RANGE,
    OUTCOME_BEFORE_GATE,
)


def lint(model: Model) -> tuple[Problem, ...]:
    """The warnings of all rules."""
    return tuple(problem for rule in RULES for problem in rule.problems(model))
