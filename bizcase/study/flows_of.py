"""Gathers the cash flows of evaluated rows in the form in which the measures read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from bizcase.engine.model import Model
from bizcase.engine.operations import Array, IntArray
from bizcase.study.measures.flows import Flows
from bizcase.study.view import AS_IT_IS, View

_BENEFITS = ("revenue", "disposals")
ROWS = (
    "free_cash_flow",
    "terminal_value",
    *_BENEFITS,
    "discount_factor",
    "terminal_discount_factor",
    "discount_time",
    "terminal_time",
    "discount_rate",
)
_READ_NO_BENEFITS = frozenset(
    ("npv", "irr", "mirr", "payback_years", "discounted_payback_years", "peak_funding")
)


def rows_for(measures: Iterable[str]) -> tuple[str, ...]:
    """The rows that some measures need; without benefits most of a model need not be kept."""
    if _READ_NO_BENEFITS.issuperset(measures):
        return tuple(name for name in ROWS if name not in _BENEFITS)
    return ROWS


def flows_of(
    model: Model,
    rows: Mapping[str, Array],
    trials: int = 1,
    view: View = AS_IT_IS,
    terminal_among: IntArray | None = None,
) -> Flows:
    """The flows of rows that hold (columns,) for one case, or (columns, trials) for a batch.

    Times are taken from the first trial: they are the same in all. Benefits are zero where their
    rows are not given. `view` is how the case is seen beside others, `terminal_among` the columns
    in which a terminal value has to be looked for.
    """

    def two(name: str) -> Array:
        values = np.asarray(rows[name])
        return values[:, None] if values.ndim == 1 else values

    def whole(name: str) -> Array:
        values = two(name)
        return np.broadcast_to(values, (len(values), max(trials, values.shape[1])))

    timeline, cash = model.timeline, whole("free_cash_flow")
    rates = two("discount_rate")  # of a list by year there is none in the opening
    given = all(name in rows for name in _BENEFITS)
    flows = Flows(
        cash=cash,
        terminal_value=whole("terminal_value"),
        benefits=whole("revenue") + whole("disposals")
        if given
        else np.broadcast_to(0.0, cash.shape),
        discount_factor=two("discount_factor"),
        terminal_discount_factor=two("terminal_discount_factor"),
        discount_time=two("discount_time")[:, 0],
        terminal_time=two("terminal_time")[:, 0],
        column_end=np.array([timeline.end(c) for c in range(timeline.columns)]),
        rate=rates[-1],
        rate_changes=(rates[1:] != rates[-1]).any(axis=0),
        terminal_among=terminal_among,
        life=timeline.horizon,
    )
    return view.seen(flows)
