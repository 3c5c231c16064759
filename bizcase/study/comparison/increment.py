"""What one option brings beyond another: flows, worth, rates at which both are worth the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from bizcase.study.comparison.option import Option
from bizcase.study.fiscal_years import Value, total, year_name
from bizcase.study.measures.irr import irr, irr_all
from bizcase.study.measures.roots.columns import FloatArray, merge_times, sign_changes
from bizcase.timeline import Timeline

# A difference this small beside the larger of two flows is float residue.
_RESIDUE = 1e-12
OPENING = "Opening"

# The rows that make up free cash flow, and the sign with which each does.
LINES: dict[str, tuple[str, int]] = {
    "revenue": ("revenue", 1),
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

    low: float  # -1 for all rates above -100 %
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
        (at, ours), (when, theirs) = self.option.flows.timed(), self.against.flows.timed()
        times = np.concatenate([at, when])
        gaps = np.zeros_like(ours), np.zeros_like(theirs)
        both = np.concatenate(
            [np.concatenate([ours, gaps[1]]), np.concatenate([gaps[0], theirs])], axis=1
        )
        times, both = merge_times(times, both)
        amounts = both[:, 0] - both[:, 1]
        amounts[np.abs(amounts) <= _RESIDUE * np.abs(both).max(axis=1)] = 0.0
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

    def worth(self, rate: float) -> float:
        """The difference in net present value at one rate for both, effective per year."""
        times, amounts = self.flows
        return float((amounts * np.exp(-times * np.log1p(rate))).sum())

    @cached_property
    def intervals(self) -> tuple[Interval, ...]:
        """Which option is worth more at which rates; empty where they are the same at all."""
        times, amounts = self.flows
        if not np.isfinite(amounts).all() or not amounts.any():
            return ()
        edges = [-1.0, *self.crossovers, np.inf]
        found: list[Interval] = []
        for low, high in zip(edges, edges[1:], strict=False):
            worth = self.worth(_between(low, high))
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
        found: dict[str, float] = {}
        for one, sign in ((self.option, 1), (self.against, -1)):
            for name, worth in _lines(one):
                found[name] = found.get(name, 0.0) + sign * worth
        scale = max((abs(value) for value in found.values()), default=0.0)
        return {name: value for name, value in found.items() if abs(value) > 1e-9 * scale}


def _between(low: float, high: float) -> float:
    """A rate between two, half way in the force of interest where both have one."""
    if low == -1.0:
        return float((1 + high) / 4 - 1) if np.isfinite(high) else 0.1
    return float(2 * (1 + low) - 1 if np.isinf(high) else np.sqrt((1 + low) * (1 + high)) - 1)


def _lines(one: Option) -> Iterator[tuple[str, float]]:
    """The present value of each line of an option."""
    if not one.run:
        return
    rows, factor = one.run.arrays, one.flows.discount_factor[:, 0]
    left = float(one.flows.discounted_cash().sum())
    for name, (_, sign) in LINES.items():
        if name in rows:
            worth = sign * float((rows[name] * factor).sum())
            left -= worth
            yield name, worth
    yield "terminal_value", float(one.flows.discounted_terminal_value().sum())
    yield "other", left


@dataclass(frozen=True)
class Yearly:
    """Flows of options by fiscal year: a value for each heading, None where one is missing."""

    headings: tuple[str, ...]
    cash: tuple[Value, ...]
    terminal_value: tuple[Value, ...]


def yearly(increment: Increment, calendar: Timeline) -> Yearly:
    """The difference by the fiscal years of `calendar`, before discounting.

    The opening of an option that starts later falls into the year in which it starts.
    """
    pairs = [(one, sign) for one, sign in ((increment.option, 1), (increment.against, -1))]
    columns = [(_columns(one, calendar), one, sign) for one, sign in pairs]
    years = sorted({year for found, _, _ in columns for year in found})

    def summed(row: str, year: int) -> Value:
        values: list[Value] = []
        for found, one, sign in columns:
            for column in found.get(year, ()):
                value = one.run.rows[row][column] if one.run else 0.0
                values.append(None if value is None else sign * value)
        return total(values)

    return Yearly(
        tuple(OPENING if year == _OPENING else year_name(calendar, year) for year in years),
        tuple(summed("free_cash_flow", year) for year in years),
        tuple(summed("terminal_value", year) for year in years),
    )


_OPENING = -1


def _columns(one: Option, calendar: Timeline) -> dict[int, list[int]]:
    """The columns of an option by fiscal year; doing nothing has none."""
    found: dict[int, list[int]] = {}
    if not one.run:
        return found
    line = one.run.model.timeline
    same = replace(
        line, start=line.start or calendar.start, fiscal_year_ends=calendar.fiscal_year_ends
    )
    for column in range(line.columns):
        late = one.delay > 0
        year = _OPENING if column == 0 and not late else same.fiscal_year(max(column, 1))
        found.setdefault(year, []).append(column)
    return found
