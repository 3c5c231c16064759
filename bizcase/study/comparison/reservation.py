"""What keeps from choosing the best option without a second thought: the rule of its scenario."""

from __future__ import annotations

from bizcase.study.comparison.result import Comparison
from bizcase.study.doubt import doubt
from bizcase.study.verdict import rule_words, verdict


def fails_its_rule(found: Comparison) -> bool:
    """Whether the option that is recommended fails the rule by which its team accepts it."""
    run = found.ranking.recommended
    return run is not None and verdict(run).passes is False


def reservation(found: Comparison) -> str:
    """`, but it fails the rule payback < 1 year`, or a doubt; empty where there is none."""
    run = found.ranking.recommended
    if run is None:
        return ""
    if fails_its_rule(found):
        return f", but it fails the rule {rule_words(run.model)}"
    trusted = doubt(run, found.chances.rule) if found.chances else ""
    return f", if you trust {trusted}" if trusted else ""
