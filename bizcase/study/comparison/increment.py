"""What one option brings beyond another: flows, worth, rates at which both are worth the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from bizcase.study.comparison.option import Option
from bizcase.study.measures.irr import irr, irr_all
from bizcase.study.measures.roots.columns import FloatArray, merge_times, sign_changes

# A difference this small beside the larger of two flows is float residue.
RESIDUE = 1e-12
_ABOVE_ZERO = 1e-6
LEAST = 1e-9  # of the largest line: what is less is residue

# The rows that make up free cash flow, and the sign with which each does.
LINES: dict[str, tuple[str, int]] = {
    "revenue": ("revenue", 1),
    "benefits": ("benefits", 1),
    "cost_of_sales": ("cost of sales", -1),
    "operating_costs": ("operating costs", -1),
    "tax": ("tax", -1),
    "deferred_tax": ("tax not yet paid", 1),
    "capital_expenditure": ("capital spending", -1),
    "disposals": ("disposals", 1),
    "change_in_net_working_capital": ("working capital", -1),
    "untaxed_costs": ("untaxed costs", -1),
}


@dataclass(frozen=True)
class Interval:
    """Discount rates from `low` to `high` at which one of two options is worth more."""

    low: float  # -1 for all rates above -100 %, 0 for those of annuities
    high: float  # infinity for all above `low`
    better: str


@dataclass(frozen=True)
class Increment:
    """An option less another, seen from the same day."""

    option: Option
    against: Option

    @cached_property
    def flows(self) -> tuple[FloatArray, FloatArray]:
        """Times (K,) and amounts (K,) of the difference, terminal values among them."""
        (at, ours), (when, theirs) = self.option.flows.timed, self.against.flows.timed
        times = np.concatenate([at, when])
        gaps = np.zeros_like(ours), np.zeros_like(theirs)
        both = np.concatenate(
            [np.concatenate([ours, gaps[1]]), np.concatenate([gaps[0], theirs])], axis=1
        )
        times, both = merge_times(times, both)
        amounts = both[:, 0] - both[:, 1]
        amounts[np.abs(amounts) <= RESIDUE * np.abs(both).max(axis=1)] = 0.0
        return times, amounts

    @cached_property
    def npv(self) -> float | None:
        """The difference of the net present values; None where one is missing."""
        ours, theirs = self.option.measures["npv"], self.against.measures["npv"]
        return None if ours is None or theirs is None else ours - theirs

    @cached_property
    def irr(self) -> float | None:
        """The rate at which the difference is worth nothing, if there is exactly one."""
        times, amounts = self.flows
        found = float(irr(times, amounts[:, None])[0])
        return found if np.isfinite(found) else None

    @cached_property
    def crossovers(self) -> tuple[float, ...]:
        """Every rate above -100 % at which both are worth the same, ascending (Fisher 1930)."""
        times, amounts = self.flows
        if not np.isfinite(amounts).all():
            return ()
        # Found by another search, the only root may differ in the last digit.
        return (self.irr,) if self.irr is not None else tuple(irr_all(times, amounts))

    @cached_property
    def why_null(self) -> dict[str, str]:
        """The reasons for a missing `npv`, `irr` or, where there is none, `crossover_rates`."""
        reasons = {}
        if self.npv is None:
            reasons["npv"] = "a cash flow is missing"
        if self.irr is None:
            reasons["irr"] = self._why()
        if not self.crossovers:
            reasons["crossover_rates"] = self._why()
        return reasons

    def _why(self) -> str:
        _, amounts = self.flows
        if not np.isfinite(amounts).all():
            return "a cash flow is missing"
        if not amounts.any():
            return "the cash flows are the same"
        if not sign_changes(amounts[:, None])[0]:
            richer = self.option if amounts.max() > 0 else self.against
            return f"{richer.name} never has less cash"
        if self.crossovers:
            return f"{len(self.crossovers)} rates make both worth the same"
        return "no rate makes both worth the same"

    @cached_property
    def intervals(self) -> tuple[Interval, ...]:
        """Which option is worth more at which rates; empty where they are the same at all."""
        return self._intervals((-1.0, *self.crossovers), *self.flows)

    @cached_property
    def repeated(self) -> tuple[FloatArray, FloatArray]:
        """Times and amounts whose worth has, at rates above 0, the sign of the annuities' gap.

        With the present values A and B, the lives a and b and the discount v of a year, A / (1 -
        v^a) > B / (1 - v^b) where A - A v^b - B + B v^a > 0: again flows at certain times.
        """
        (at, ours), (when, theirs) = self.option.flows.timed, self.against.flows.timed
        long, other = self.option.flows.horizon, self.against.flows.horizon
        times = np.concatenate([at, at + other, when, when + long])
        amounts = np.concatenate([ours, -ours, -theirs, theirs])
        times, amounts = merge_times(times, amounts)
        return times, amounts[:, 0]

    @cached_property
    def annuity_crossovers(self) -> tuple[float, ...]:
        """Every rate above 0 at which both have the same equivalent annual annuity, ascending."""
        times, amounts = self.repeated
        rates = irr_all(times, amounts) if np.isfinite(amounts).all() else []
        return tuple(rate for rate in rates if rate > _ABOVE_ZERO)  # at 0 all repeat for nothing

    @cached_property
    def annuity_intervals(self) -> tuple[Interval, ...]:
        """Which option has the higher annuity at which rates above 0."""
        return self._intervals((0.0, *self.annuity_crossovers), *self.repeated)

    def _intervals(
        self, edges: Sequence[float], times: FloatArray, amounts: FloatArray
    ) -> tuple[Interval, ...]:
        """The better option between one edge and the next, where flows have such a sign."""
        if not np.isfinite(amounts).all() or not amounts.any():
            return ()
        found: list[Interval] = []
        for low, high in pairwise((*edges, np.inf)):
            worth = float((amounts * np.exp(-times * np.log1p(_between(low, high)))).sum())
            better = self.option.name if worth > 0 else self.against.name
            if found and found[-1].better == better:  # the curves touch without crossing
                found[-1] = replace(found[-1], high=high)
            else:
                found.append(Interval(low, high, better))
        return tuple(found)

    def by_line(self) -> dict[str, float]:
        """What each line adds to the difference in NPV, present values; together they are it.

        `terminal_value` and, where an amount is added by hand to the cash, `other` come last.
        """
        ours, theirs = dict(_lines(self.option)), dict(_lines(self.against))
        worth = {n: ours.get(n, 0.0) - theirs.get(n, 0.0) for n in {**ours, **theirs}}
        largest = max(map(abs, [*ours.values(), *theirs.values()]), default=0.0)
        return {name: value for name, value in worth.items() if abs(value) > LEAST * largest}


def _between(low: float, high: float) -> float:
    """A rate between two, half way in the force of interest where both have one."""
    if low == -1.0:
        return float((1 + high) / 4 - 1) if np.isfinite(high) else 0.1
    return float(2 * (1 + low) - 1 if np.isinf(high) else np.sqrt((1 + low) * (1 + high)) - 1)


def _lines(one: Option) -> Iterator[tuple[str, float]]:
    """The present value of each line of an option."""
    if not one.run:
        return
    rows, columns = one.run.arrays, one.run.model.timeline.columns
    factor = one.view.factor(one.flows, columns)
    left = float(one.flows.discounted_cash().sum())
    benefits = rows.get("benefits", 0.0)
    for name, (_, sign) in LINES.items():
        if name in rows:
            # The row `revenue` has the benefits in it.
            own = rows[name] - benefits if name == "revenue" else rows[name]
            worth = sign * float((own * factor).sum())
            left -= worth
            yield name, worth
    yield "terminal_value", float(one.flows.discounted_terminal_value().sum())
    yield "other", left
