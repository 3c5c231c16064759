"""The rule by which a case is accepted, as one number that turns negative where it fails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bizcase.engine.model import Model
from bizcase.engine.operations import Array
from bizcase.study.verdict import rule_of as conditions_of

_PAYBACK = "payback_years"
_FUNDING = "peak_funding"


@dataclass(frozen=True, slots=True)
class Rule:
    """The conditions of a rule by measure, and a usual distance of each measure from its limit."""

    conditions: Mapping[str, tuple[str, float]]
    horizon: float
    distances: Mapping[str, float]

    @property
    def is_plain(self) -> bool:
        """Whether the rule is NPV > 0 alone."""
        return {name: limit for name, (_, limit) in self.conditions.items()} == {"npv": 0.0}

    def margins(self, results: Mapping[str, Array]) -> Array:
        """How far each point is from where the verdict turns, (points,): below zero it fails.

        NaN where the rule cannot be judged. `results` has the measures that `needed` names. Money
        that never comes back takes longer than any limit, none to pay back takes no time.
        """
        found = []
        for name, (symbol, limit) in self.conditions.items():
            values = results[name]
            if name.endswith(_PAYBACK):
                funding = results[_FUNDING]
                without = np.where(funding > 0, limit + 2 * self.horizon, 0.0)
                without[np.isnan(funding)] = np.nan
                values = np.where(np.isnan(values), without, values)
            apart = values - limit if symbol[0] == ">" else limit - values
            found.append(apart / self.distances[name])
        least = np.fmin.reduce(found)
        unknown = np.isnan(found).any(axis=0)
        return np.where(unknown & ~(least < 0), np.nan, least)


def needed(model: Model) -> tuple[str, ...]:
    """The measures that the rule of a model reads."""
    rule = conditions_of(model)
    pays_back = any(name.endswith(_PAYBACK) for name in rule)
    return (*rule, *([_FUNDING] if pays_back and _FUNDING not in rule else []))


def rule_of(model: Model, base: Mapping[str, float]) -> Rule:
    """The rule of a model, whose measures have the values of `base`."""
    rule = conditions_of(model)
    distances = {}
    for name, (_, limit) in rule.items():
        apart = abs(base[name] - limit)
        distances[name] = apart if apart and np.isfinite(apart) else abs(limit) or 1.0
    return Rule(rule, model.timeline.horizon, distances)
