"""What stage gates make of a case: risk-adjusted NPV, expected commercial value, decisions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bizcase.engine.model import Model
from bizcase.study.stages.tree import Branch, branches_of

if TYPE_CHECKING:
    import pandas as pd

MISSING = "a cash flow is missing"


@dataclass(frozen=True, slots=True)
class Gate:
    """One stage over all ways that lead to it, weighted by their chances.

    `reached` is the chance that it begins, if one stops before wherever that is better; `success`
    the chance not to be ended by it. `going_on` and `stopped` are worth at the opening; the first
    is expected if it succeeds, None where it cannot.
    `decision` is `go on`, `stop`, `depends` (on the outcome), or `none` where nothing is left.
    `averaged` says whether the ways differ in cost or worth, so that these are means.
    """

    stage: str
    begins: int
    gate: int
    cost: float
    success: float
    reached: float
    going_on: float | None
    stopped: float
    decision: str
    averaged: bool = False


@dataclass(frozen=True)
class Staged:
    """A case with stages.

    All values are worth at the opening, in the scenario's currency; None where a cash flow is
    missing, and then `why_null` says so. `npv` holds if every stage succeeds.
    """

    model: Model
    npv: float | None
    branches: tuple[Branch, ...]

    @cached_property
    def missing(self) -> bool:
        """Whether some path has no net present value."""
        return self.npv is None or not all(
            math.isfinite(branch.worth) and math.isfinite(branch.without_choice)
            for branch in self.walk()
        )

    @property
    def why_null(self) -> dict[str, str]:
        """For each missing value the reason."""
        why = MISSING if self.missing else "every path ends before the market"
        return {name: why for name in VALUES if getattr(self, name) is None}

    @property
    def risk_adjusted_npv(self) -> float | None:
        """The net present value of all paths by their probabilities; only failure stops one."""
        expected = sum(b.probability * b.without_choice for b in self.branches)
        return None if self.missing else expected

    @property
    def value_if_started(self) -> float | None:
        """What may be expected of starting, if one stops at a gate wherever that is better."""
        return None if self.missing else sum(b.probability * b.worth for b in self.branches)

    @property
    def expected_commercial_value(self) -> float | None:
        """The same, or 0 where it is better not to start.

        Cooper, Edgett & Kleinschmidt, Portfolio Management for New Products; rolled back as in
        Magee 1964.
        """
        started = self.value_if_started
        return None if started is None else max(0.0, started)

    @property
    def option_to_stop(self) -> float | None:
        """What the right to stop, and not to start, is worth."""
        value, without = self.expected_commercial_value, self.risk_adjusted_npv
        return None if value is None or without is None else value - without

    @property
    def starts(self) -> bool | None:
        """Whether to start; None where that cannot be said."""
        return None if self.value_if_started is None else self.value_if_started > 0

    @property
    def chance_of_market(self) -> float:
        """The chance that no stage ends the product."""
        return sum(b.reached for b in self.leaves() if b.going_on is not None)

    @property
    def chance_with_decisions(self) -> float | None:
        """The same, where one also stops by choice."""
        if self.starts is None:
            return None
        return sum(map(_to_market, self.branches)) if self.starts else 0.0

    @property
    def expected_spend(self) -> float | None:
        """Cash out before the last gate that is reached, by probabilities, not discounted."""
        if self.missing:
            return None
        return sum(b.reached * b.paid_out for b in self.leaves())

    @property
    def spend_if_nothing_fails(self) -> float | None:
        """The same if no stage ends the product; None where every path ends before."""
        ways = [b for b in self.leaves() if b.going_on is not None]
        chance = sum(b.reached for b in ways)
        if self.missing or not chance:
            return None
        return sum(b.reached * b.paid_out for b in ways) / chance

    def walk(self) -> Iterator[Branch]:
        """Every branch, each before those that follow it."""
        for branch in self.branches:
            yield from branch.walk()

    def leaves(self) -> Iterator[Branch]:
        """The branches at which a path ends, in the market or before."""
        return (branch for branch in self.walk() if not branch.further)

    def gates(self) -> tuple[Gate, ...]:
        """The stages in their order."""
        return tuple(self._gate(i) for i in range(len(self.model.stages)))

    def to_frame(self) -> pd.DataFrame:
        """The stages as a pandas frame: one row for each, in their order."""
        import pandas as pd

        return pd.DataFrame([asdict(gate) for gate in self.gates()]).set_index("stage")

    def met(self) -> Iterator[Branch]:
        """The branches that are met if one stops wherever that is better."""
        return (way[-1] for way in self.ways())

    def ways(self) -> Iterator[tuple[Branch, ...]]:
        """The same, each behind those that lead to it."""
        waiting: list[tuple[Branch, ...]] = [(branch,) for branch in self.branches]
        while waiting:
            way = waiting.pop(0)
            yield way
            waiting[:0] = [(*way, branch) for branch in way[-1].further if way[-1].goes_on]

    def _gate(self, stage: int) -> Gate:
        met = [b for b in self.met() if b.stage == stage]
        here = met or [b for b in self.walk() if b.stage == stage]
        left = [b for b in here if b.going_on is not None]
        reached = sum(b.reached for b in met)
        # Where it is never reached, its outcomes are weighed by their own probabilities.
        weights = [b.reached if reached else b.probability for b in here]
        left_weights = [b.reached if reached else b.probability for b in left]
        return Gate(
            stage=self.model.stages[stage].called,
            begins=here[0].begins,
            gate=here[0].gate,
            cost=_mean(weights, [b.cost for b in here]),
            success=sum(left_weights) / sum(weights),
            reached=reached,
            going_on=_mean(left_weights, [b.going_on or 0.0 for b in left]) if left else None,
            stopped=_mean(weights, [b.stopped for b in here]),
            decision=_decision(left),
            averaged=len({b.going_on for b in left}) > 1
            or len({(b.cost, b.stopped) for b in here}) > 1,
        )


def _mean(weights: list[float], values: list[float]) -> float:
    """The weighted mean; the plain one where all weights are 0."""
    total = sum(weights)
    if not total:
        return sum(values) / len(values)
    return sum(w * v for w, v in zip(weights, values, strict=True)) / total


def _decision(left: list[Branch]) -> str:
    decisions = {branch.goes_on for branch in left}
    if len(decisions) == 2:
        return "depends"
    return {True: "go on", False: "stop"}[decisions.pop()] if decisions else "none"


def _to_market(branch: Branch) -> float:
    """The chance, once a stage has begun, of this outcome and to get to the market after it."""
    if not branch.goes_on:
        return 0.0
    return branch.probability * (sum(map(_to_market, branch.further)) if branch.further else 1.0)


VALUES = (
    "risk_adjusted_npv", "value_if_started", "expected_commercial_value", "option_to_stop",
    "chance_with_decisions", "expected_spend", "spend_if_nothing_fails",
)  # fmt: skip


def staged(model: Model, npv: float | None) -> Staged | None:
    """What the stages of a model make of it, None without stages; `npv` is that of its run.

    Raises ProblemsFoundError where outcomes do not go together.
    """
    return Staged(model, npv, branches_of(model)) if model.stages else None
