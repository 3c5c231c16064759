"""A case with one future only cannot say what happens if it does not come."""

from __future__ import annotations

from collections.abc import Iterable

from bizcase.engine.model import Model
from bizcase.study.lint.rule import Finding, Rule


def _find(model: Model) -> Iterable[Finding]:
    certain = not model.cases and not model.stages
    if certain and not any(found.range for found in model.inputs.values()):
        yield Finding(
            "one future only: there is neither a case nor a range",
            "add a downside: cases: {downside: {products.lamp.price: 39}}, or give ranges",
        )


ONE_FUTURE = Rule("one-future", "there is more than one future", _find)
