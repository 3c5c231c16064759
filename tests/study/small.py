"""A model of one formula for the cash flow of four years, with drivers that have ranges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bizcase.engine.model import Model, Range
from tests.formula.build import model

YEARS = 4


def case(
    cash: str,
    drivers: Mapping[str, tuple[float, float, float]],
    opening: str = "0",
    lasting: Mapping[str, float] | None = None,
) -> Model:
    """The yearly cash flow as a formula of its drivers (low, base, high), undiscounted."""
    rows: dict[str, str | tuple[str, ...]] = {
        "free_cash_flow": (cash, opening),
        "discount_factor": ("1", "1"),
        "terminal_discount_factor": "1",
        "sales": "1",  # in every year, not in the opening
    }
    rows |= dict.fromkeys(("discount_time", "terminal_time"), "n")
    rows |= dict.fromkeys(("terminal_value", "revenue", "disposals", "discount_rate"), "0")
    values = {name: base for name, (_, base, _) in drivers.items()}
    found = model(rows, {**values, **(lasting or {})}, years=YEARS)
    ranges = {n: Range(low, high) for n, (low, _, high) in drivers.items() if low != high}
    inputs = {n: replace(i, range=ranges.get(n)) for n, i in found.inputs.items()}
    return replace(found, inputs=inputs)
