"""A horizon that ends before an asset is written off leaves out part of its tax."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bizcase.engine.model import Model, Series
from bizcase.study.lint.rule import Finding, Rule
from bizcase.units.money import years

_LIFE = re.compile(r"capex\.([^.]+)\.(?:depreciation\.)?life$")


def _find(model: Model) -> Iterable[Finding]:
    horizon = model.timeline.horizon
    for path, found in model.inputs.items():
        match = _LIFE.match(path)
        if match and not isinstance(found.value, Series):
            life = found.value / found.quoting.per_year(model.timeline.days_in_year)
            if life > horizon + 1e-9 and f"capex.{match[1]}.sold.for" not in model.inputs:
                yield Finding(
                    f"the horizon of {years(horizon)} is shorter than the life of {match[1]}, "
                    f"{years(life)}",
                    "lengthen the timeline, or say what the asset brings at the end: "
                    "sold: {for: 100k, when: end}",
                    found.span,
                )


SHORT_HORIZON = Rule("short-horizon", "the horizon covers the life of what is bought", _find)
