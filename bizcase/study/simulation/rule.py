"""Whether each trial passes the rule by which the team accepts a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bizcase.engine.model import Model
from bizcase.study.measures.flows import Flows
from bizcase.study.measures.payback import ever_in_debt, ever_in_discounted_debt
from bizcase.study.measures.roots.columns import FloatArray
from bizcase.study.simulation.moments import Estimate
from bizcase.study.verdict import COMPARE, rule_of


@dataclass(frozen=True, slots=True)
class RuleChance:
    """The share of the trials that pass; those that cannot be judged do not, and are `unclear`."""

    passes: Estimate
    unclear: float


def can_judge(model: Model, measures: Sequence[str]) -> bool:
    """Whether all measures of the rule are among those that are computed."""
    return rule_of(model).keys() <= set(measures)


def passing(model: Model, flows: Flows, values: Mapping[str, FloatArray]) -> FloatArray:
    """1 for trials that pass the rule, 0 for those that fail, NaN where it cannot be judged, (n,).

    `values` has the measures of the rule, (n,) each. As for a single run, a condition that fails
    decides alone, and money that never comes back is longer in coming than any limit.
    """
    conditions = rule_of(model)
    found = np.ones(flows.cash.shape[1])
    for name, (symbol, limit) in conditions.items():
        value = np.where(np.isfinite(values[name]), values[name], np.nan)
        if name.endswith("payback_years"):
            value = _or_never(flows, value, discounted=name.startswith("discounted"))
        holds = np.where(np.isnan(value), np.nan, COMPARE[symbol](value, limit))
        found = np.where((found == 0) | (holds == 0), 0.0, found + holds - 1)
    return found


def _or_never(flows: Flows, years: FloatArray, discounted: bool) -> FloatArray:
    """Paybacks, endless for what never comes back and 0 where nothing has to."""
    in_debt = ever_in_discounted_debt(flows) if discounted else ever_in_debt(flows)
    total = flows.discounted_cash().sum(axis=0) if discounted else flows.cumulative_cash[-1]
    length = np.where(in_debt, np.inf, 0.0)
    length[~np.isfinite(total)] = np.nan
    return np.where(np.isnan(years), length, years)
