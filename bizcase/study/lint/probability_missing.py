"""When some cases have a probability and others none, nothing can be weighted."""

from __future__ import annotations

from collections.abc import Iterable

from bizcase.engine.model import Model
from bizcase.study.lint.rule import Finding, Rule, names


def _find(model: Model) -> Iterable[Finding]:
    without = [name for name, p in model.cases.items() if p is None and name != "base"]
    if without and any(p is not None for p in model.cases.values()):
        yield Finding(
            f"no probability for {names(without)}, but for other cases",
            "give each case a `probability:`; what is left of 100% is the base case's",
        )


PROBABILITY_MISSING = Rule("probability-missing", "all cases have a probability or none", _find)
