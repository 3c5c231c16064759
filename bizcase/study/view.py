"""How a case is seen beside others: from an earlier day, in longer periods, at their ends."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from bizcase.study.measures.flows import Flows, discount_factors
from bizcase.study.measures.roots.columns import FloatArray, IntArray


@dataclass(frozen=True)
class View:
    """What is changed in the flows of a case, so that it can be compared with another one.

    `delay` is how many years after the day of the decision the case starts, `together` how many of
    its periods make one, `at_end` whether cash is taken to flow at the ends of periods, whatever
    the scenario says.
    """

    delay: float = 0.0
    together: int = 1
    at_end: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the case is seen as it is."""
        return self == View()

    def last(self, columns: int) -> IntArray:
        """The last column of each longer period, the opening first."""
        ends = np.arange(self.together, columns - 1 + self.together, self.together)
        return np.concatenate([[0], np.minimum(ends, columns - 1)])

    def factor(self, flows: Flows, columns: int) -> FloatArray:
        """The discount factor of cash in each column of the case, (columns,), from seen flows."""
        period = np.searchsorted(self.last(columns), np.arange(columns))
        found: FloatArray = flows.discount_factor[period, 0]
        return found

    def seen(self, flows: Flows) -> Flows:
        """The flows in this view."""
        return flows if self.is_own else _later(self._in_longer_periods(flows), self.delay)

    def _in_longer_periods(self, flows: Flows) -> Flows:
        last = self.last(len(flows.column_end))
        first = np.concatenate([[0], last[:-1] + 1])
        end = flows.column_end[last]
        length, own = np.diff(end, prepend=0.0), np.diff(flows.column_end, prepend=0.0)[last]
        # Where in its period cash flows and a terminal value stands: its end is 0, its start 1.
        with np.errstate(invalid="ignore"):
            shift = np.nan_to_num((flows.column_end[last] - flows.discount_time[last]) / own)
            after = np.nan_to_num((flows.terminal_time - flows.discount_time)[last] / own)
        time = end if self.at_end else end - shift * length
        terminal = end if self.at_end else time + after * length
        cash_factor, cash_time = flows.discount_factor[last], flows.discount_time[last]
        ending_factor, ending_time = flows.terminal_discount_factor[last], flows.terminal_time[last]
        rate = _rate(flows)
        return replace(
            flows,
            cash=np.add.reduceat(flows.cash, first, axis=0),
            terminal_value=np.add.reduceat(flows.terminal_value, first, axis=0),
            benefits=np.add.reduceat(flows.benefits, first, axis=0),
            discount_factor=_moved(cash_factor, cash_time, time, rate),
            terminal_discount_factor=_moved(ending_factor, ending_time, terminal, rate),
            discount_time=time,
            terminal_time=terminal,
            column_end=end,
            terminal_among=None,
        )


def _moved(
    factor: FloatArray, before: FloatArray, after: FloatArray, rate: FloatArray
) -> FloatArray:
    """Discount factors (K, n) for times `after`, at the rates that they have `before`, (K,) both.

    Where time was 0, `rate` is that of the factor.
    """
    ratio = np.divide(after, before, out=np.ones_like(after), where=before != 0)
    new = np.where(before == 0, after, 0.0)
    return np.asarray(factor ** ratio[:, None] * discount_factors(new, rate))


def _rate(flows: Flows) -> FloatArray:
    """The discount rate of the first time after the start, effective per year, (1,) or (n,)."""
    times = flows.discount_time
    if not (times > 0).any():
        return flows.rate
    column = int((times > 0).argmax())
    rate: FloatArray = flows.discount_factor[column] ** (-1 / times[column]) - 1
    return rate


def _later(flows: Flows, years: float) -> Flows:
    """The same cash so many years later, so that all is seen from a day that far before."""
    if not years:
        return flows
    wait = discount_factors(np.array([years]), _rate(flows))
    return replace(
        flows,
        discount_factor=flows.discount_factor * wait,
        terminal_discount_factor=flows.terminal_discount_factor * wait,
        discount_time=flows.discount_time + years,
        terminal_time=flows.terminal_time + years,
        column_end=flows.column_end + years,
    )


AS_IT_IS = View()
