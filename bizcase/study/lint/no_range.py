"""Price and market decide most cases and are never known exactly: they need a range."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bizcase.engine.model import FACTOR, Model
from bizcase.study.lint.rule import Finding, Rule, names

_DECISIVE = re.compile(
    r"products\.[^.]+\.(price|subscription\.price|units|units\.market|units\.share"
    r"|adoption\.market)$"
)


def _find(model: Model) -> Iterable[Finding]:
    spread = {path.removesuffix(FACTOR) for path, i in model.inputs.items() if i.range}
    bare = [i for path, i in model.inputs.items() if _DECISIVE.match(path) and path not in spread]
    if bare:
        yield Finding(
            f"no range for {names(found.path for found in bare)}",
            "give low and high, one chance in ten beyond each: {base: 120, low: 105, high: 130}",
            bare[0].span,
        )


NO_RANGE = Rule("no-range", "price and market have a range", _find)
