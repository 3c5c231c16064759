"""An assumption that does not say where it comes from cannot be checked."""

from __future__ import annotations

from collections.abc import Iterable

from bizcase.engine.model import Model
from bizcase.study.lint.rule import Finding, Rule, names
from bizcase.units import YEAR

# Conventions of the company rather than beliefs about the product; dates and times are plans, and
# an adjustment by hand gives a reason.
_NOT_BELIEFS = (
    "discounting.", "tax.", "inflation.", "working_capital.", "terminal_value.", "adjustments.",
)  # fmt: skip


def _find(model: Model) -> Iterable[Finding]:
    without = [
        found
        for path, found in model.inputs.items()
        if not found.origin.source
        and not path.startswith(_NOT_BELIEFS)
        and found.kind == "number"
        and path.count(".") <= 2
        and found.unit != YEAR
        and found.value != 0.0
    ]
    if without:
        count = len(without)
        yield Finding(
            f"{count} assumption{'s' * (count > 1)} without a source: "
            + names(found.path for found in without),
            'say where each comes from: {base: 120, source: "Price test, May 2026"}',
            without[0].span,
        )


NO_SOURCE = Rule("no-source", "every assumption has a source", _find)
