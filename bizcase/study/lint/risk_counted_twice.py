"""A risk counts once: in the chances of the stages, or in the discount rate, but not in both."""

from __future__ import annotations

from collections.abc import Iterable

from bizcase.engine.evaluate import evaluate
from bizcase.engine.model import Model
from bizcase.study.lint.rule import Finding, Rule
from bizcase.units.money import percent

# What investors ask of products that are on the market, per year, at most; what goes beyond is
# mostly a premium for failure (Brealey, Myers & Allen, ch. 9, on fudge factors in discount rates).
HIGHEST = {"nominal": 0.12, "real": 0.10}


def _find(model: Model) -> Iterable[Finding]:
    kind = model.conventions.get("kind", "nominal")
    rate = _rate(model, kind)
    if model.stages and rate > HIGHEST[kind] + 1e-9:
        yield Finding(
            f"the stages count the chance of failure, and a discount rate of {percent(rate)} a "
            f"year{' (real)' if kind == 'real' else ''} seems to count it again",
            "with `stages:` discount at what investors ask of a product that is on the market, "
            f"up to {percent(HIGHEST['nominal'])} as a rule ({percent(HIGHEST['real'])} real): a "
            "premium for failure in the rate counts the same risk twice",
            model.inputs["discounting.rate"].span if "discounting.rate" in model.inputs else None,
        )


def _rate(model: Model, kind: str) -> float:
    """The discount rate, effective per year; a real one without inflation."""
    wanted = [name for name in ("discount_rate", "general_inflation") if name in model.rows]
    rows = {name: float(values[0]) for name, values in evaluate(model, wanted).items()}
    inflation = rows.get("general_inflation", 0.0) if kind == "real" else 0.0
    return (1 + rows["discount_rate"]) / (1 + inflation) - 1


RISK_COUNTED_TWICE = Rule(
    "risk-counted-twice", "the chance of failure is in the stages alone", _find
)
