"""Weighs the cases of a scenario by their probabilities."""

from __future__ import annotations

from collections.abc import Sequence

from bizcase.study.run import Run


def probabilities(runs: Sequence[Run]) -> dict[str, float]:
    """The probability of each case; the base case has what the others leave.

    Empty where a case has none, for then nothing can be weighed.
    """
    given = dict(runs[0].model.cases) if runs else {}
    others = {name: p for name, p in given.items() if name != "base"}
    if not others or any(p is None for p in others.values()):
        return {}
    found = {name: p for name, p in others.items() if p is not None}
    base = given.get("base")
    found["base"] = max(0.0, 1.0 - sum(found.values())) if base is None else base
    total = sum(found.values())
    return {name: p / total for name, p in found.items()} if total > 0 else {}


def weighted_npv(runs: Sequence[Run]) -> float | None:
    """The NPV of the cases weighted by their probabilities; None if one is missing."""
    weights = probabilities(runs)
    values = [(weights.get(run.case, 0.0), run.measures["npv"]) for run in runs]
    if not weights or any(npv is None for _, npv in values):
        return None
    return sum(weight * npv for weight, npv in values if npv is not None)
