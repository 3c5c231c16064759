"""Gathers the cash flows of evaluated rows in the form in which the measures read them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bizcase.engine.model import Model
from bizcase.engine.operations import Array
from bizcase.study.measures.flows import Flows

ROWS = (
    "free_cash_flow",
    "terminal_value",
    "revenue",
    "disposals",
    "discount_factor",
    "terminal_discount_factor",
    "discount_time",
    "terminal_time",
    "discount_rate",
)


def flows_of(model: Model, rows: Mapping[str, Array]) -> Flows:
    """The flows of rows that hold (columns,) for one case, or (columns, trials) for a batch.

    Times are taken from the first trial: they are the same in all.
    """

    def two(name: str) -> Array:
        values = np.asarray(rows[name])
        return values[:, None] if values.ndim == 1 else values

    timeline = model.timeline
    return Flows(
        cash=two("free_cash_flow"),
        terminal_value=two("terminal_value"),
        benefits=two("revenue") + two("disposals"),
        discount_factor=two("discount_factor"),
        terminal_discount_factor=two("terminal_discount_factor"),
        discount_time=two("discount_time")[:, 0],
        terminal_time=two("terminal_time")[:, 0],
        column_end=np.array([timeline.end(c) for c in range(timeline.columns)]),
        rate=two("discount_rate")[0],
    )
