"""What is made and sold lies in stock and is paid later: that ties up cash."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bizcase.engine.model import Model
from bizcase.study.lint.rule import Finding, Rule

_MADE = re.compile(r"products\.([^.]+)\.unit_cost(\.base)?$")


def _find(model: Model) -> Iterable[Finding]:
    if any(path.startswith("working_capital.") for path in model.inputs):
        return
    for path, found in model.inputs.items():
        if match := _MADE.match(path):
            yield Finding(
                f"{match[1]} is made and sold, but no cash is tied up",
                "add working_capital: {receivables: 45 days, inventory: 60 days}",
                found.span,
            )
            return


NO_WORKING_CAPITAL = Rule("no-working-capital", "goods tie up cash", _find)
