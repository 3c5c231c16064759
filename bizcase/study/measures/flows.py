"""The cash flows of a case in the form that every measure reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from bizcase.engine.memory import aligned
from bizcase.study.measures.roots.columns import BoolArray, FloatArray, IntArray, running_total

# A running total this small beside the largest flow is float residue.
RESIDUE = 1e-9


@dataclass(frozen=True)
class Flows:
    """What every measure reads: P + 1 columns (column 0 is the opening) of n trials.

    Amounts are money of one currency and NaN where missing; times are years since the start. Those
    of the terminal value differ from those of the cash where cash falls in the middle of a period.
    """

    cash: FloatArray  # free cash flow without terminal value, (P + 1, n)
    terminal_value: FloatArray  # (P + 1, n), zeros where there is none
    benefits: FloatArray  # gross inflows: revenue, benefits, disposals, (P + 1, n)
    discount_factor: FloatArray  # for the cash, (P + 1, 1) or (P + 1, n)
    terminal_discount_factor: FloatArray  # for the terminal value, of the same shapes
    discount_time: FloatArray  # the time each column's cash is discounted from, (P + 1,)
    terminal_time: FloatArray  # the same for the terminal value, (P + 1,)
    column_end: FloatArray  # end of each column; of the opening it is its moment, (P + 1,)
    rate: FloatArray  # discount rate, that of the last column, effective per year, (1,) or (n,)
    rate_changes: BoolArray | None = None  # whether it is another one in other columns, as `rate`
    terminal_among: IntArray | None = None  # columns outside of which there is no terminal value
    life: float | None = None  # years of operation, if only tax is paid in columns after them

    @property
    def horizon(self) -> float:
        """Years from the opening to the end of the last column in which there is more than tax."""
        whole = float(self.column_end[-1] - self.column_end[0])
        return whole if self.life is None else self.life

    @cached_property
    def level_rate(self) -> FloatArray:
        """The discount rate where it is the same throughout, else NaN, (1,) or (n,)."""
        if self.rate_changes is None:
            return self.rate
        return np.where(self.rate_changes, np.nan, self.rate)

    @cached_property
    def cumulative_cash(self) -> FloatArray:
        """The running total of the cash, (P + 1, n)."""
        return running_total(self.cash)

    @cached_property
    def deepest(self) -> FloatArray:
        """The lowest running total of the cash, (n,)."""
        lowest: FloatArray = self.cumulative_cash.min(axis=0)
        return lowest

    @cached_property
    def cash_residue(self) -> FloatArray:
        """How far the running total of the cash may be from zero by rounding alone, (n,)."""
        return residue_of(self.cash)

    @cached_property
    def terminal_columns(self) -> IntArray:
        """The columns in which there is a terminal value: mostly the last one, or none."""
        among = np.arange(len(self.cash)) if self.terminal_among is None else self.terminal_among
        found: IntArray = among[self.terminal_value[among].any(axis=1)]
        return found

    def discounted_cash(self) -> FloatArray:
        """Present value of each column's cash, (P + 1, n)."""
        return self.cash * self.discount_factor

    def discounted_terminal_value(self) -> FloatArray:
        """Present value of each column's terminal value, (P + 1, n)."""
        return self.terminal_value * self.terminal_discount_factor

    def net_present_value(self) -> FloatArray:
        """Present value of the cash and the terminal value, (n,)."""
        cash = _worth(self.cash, self.discount_factor)
        rows = self.terminal_columns
        terminal, factor = self.terminal_value[rows], self.terminal_discount_factor[rows]
        return cash + _worth(terminal, factor)

    @cached_property
    def timed(self) -> tuple[FloatArray, FloatArray]:
        """Times (K,) and amounts (K, n) of the cash and of what terminal values there are."""
        terminal = self.terminal_columns
        if not len(terminal):
            return self.discount_time, self.cash
        if np.array_equal(self.terminal_time[terminal], self.discount_time[terminal]):
            together = aligned(*self.cash.shape)
            together[...] = self.cash
            together[terminal] += self.terminal_value[terminal]
            return self.discount_time, together
        return (
            np.concatenate([self.discount_time, self.terminal_time[terminal]]),
            np.concatenate([self.cash, self.terminal_value[terminal]]),
        )

    def is_missing(self, trial: int) -> bool:
        """Whether an amount of a trial is missing."""
        amounts = (self.cash, self.terminal_value, self.benefits)
        return not all(np.isfinite(amount[:, trial]).all() for amount in amounts)


def why_no_rate(flows: Flows, trial: int) -> str:
    """Why what rests on one discount rate does not exist; empty where there is one."""
    rates = flows.level_rate
    changes = np.isnan(rates[trial % len(rates)])
    return "the discount rate is not the same in all years" if changes else ""


def residue_of(amounts: FloatArray) -> FloatArray:
    """How far from zero the running total of amounts (K, n) may be by rounding alone, (n,)."""
    largest: FloatArray = np.maximum(amounts.max(axis=0), -amounts.min(axis=0))
    return RESIDUE * largest


def _worth(amounts: FloatArray, factors: FloatArray) -> FloatArray:
    """The sum of amounts (K, n), each times its factor, (K, 1) or (K, n), without their products.

    Added up one column after the other, the last digit does not depend on how many trials there
    are.
    """
    if amounts.shape[1] == 1 or factors.shape[1] > 1 or not len(amounts):
        total: FloatArray = (amounts * factors).sum(axis=0)
        return total
    weighted: FloatArray = np.einsum("k,kn->n", factors[:, 0], amounts)
    return weighted


def yearly(cash: FloatArray, rate: float) -> Flows:
    """Flows of plain yearly cash (years + 1, n) at a rate, discounted from the ends of the years.

    Column 0 is today; there is no terminal value, and every inflow counts as a benefit.
    """
    times = np.arange(len(cash), dtype=np.float64)
    factor = discount_factors(times, rate)
    return Flows(
        cash=cash,
        terminal_value=np.zeros_like(cash),
        benefits=np.maximum(cash, 0.0),
        discount_factor=factor,
        terminal_discount_factor=factor,
        discount_time=times,
        terminal_time=times,
        column_end=times,
        rate=np.array([rate]),
    )


def discount_factors(times: FloatArray, rate: float | FloatArray) -> FloatArray:
    """(1 + rate) ** -time, (K, 1) or (K, n); rate: effective per year, one or (n,).

    NaN for rates of -100 % and less.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        force = np.log1p(np.atleast_1d(np.asarray(rate, dtype=np.float64)))
        factors: FloatArray = np.exp(-np.multiply.outer(times, force))
    return np.where(np.isfinite(force), factors, np.nan)
