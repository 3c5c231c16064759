"""Sums rows by fiscal year: flows are added up, stocks are read at the end of the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bizcase.engine.model import Model
from bizcase.timeline import Timeline
from bizcase.units import UNIT

Value = float | None
TAX_ONLY, TAX_ONLY_NOTE = "*", "* only tax is still paid"  # of a year after the last one
# Lines of the statements that flow; so does whatever collects in one of them.
FLOWS = frozenset(
    (
        "revenue", "benefits", "lost_revenue", "cost_of_sales", "saved_cost_of_sales",
        "gross_profit", "operating_costs", "ebitda", "depreciation", "ebit", "reported_ebit",
        "allocated_costs", "sunk_costs", "gains_on_disposal", "taxable_profit", "tax",
        "tax_on_disposals", "nopat", "operating_cash_flow", "capital_expenditure", "disposals",
        "change_in_net_working_capital", "deferred_tax", "untaxed_costs", "free_cash_flow",
        "terminal_value", "present_value",
    )
)  # fmt: skip
# And of a product what is sold, won and lost.
_OF_PRODUCTS = ("demand", "new_customers", "adopters", "units", "units_made", "subscribers_lost")


@dataclass(frozen=True, slots=True)
class FiscalYears:
    """The fiscal years of a timeline, the opening first as a column of its own.

    `columns` holds for each heading the columns of the timeline that belong to it.
    """

    headings: tuple[str, ...]
    columns: tuple[tuple[int, ...], ...]
    notes: tuple[str, ...] = ()

    def flow(self, values: Sequence[Value]) -> tuple[Value, ...]:
        """The sums of the values of each year; None where one of them is missing."""
        return tuple(total([values[c] for c in columns]) for columns in self.columns)

    def stock(self, values: Sequence[Value]) -> tuple[Value, ...]:
        """The value at the end of each year."""
        return tuple(values[columns[-1]] for columns in self.columns)


def total(values: Sequence[Value]) -> Value:
    """The sum of the values, or None where one is missing."""
    present = [value for value in values if value is not None]
    return sum(present) if len(present) == len(values) else None


def fiscal_years(timeline: Timeline) -> FiscalYears:
    """The fiscal years that the columns of a timeline fall in."""
    years: dict[int, list[int]] = {}
    for column in range(1, timeline.columns):
        years.setdefault(timeline.fiscal_year(column), []).append(column)
    return FiscalYears(
        headings=("Opening", *(_heading(timeline, year, years[year]) for year in years)),
        columns=((0,), *(tuple(columns) for columns in years.values())),
        notes=tuple(_notes(timeline, years)),
    )


def year_name(timeline: Timeline, year: int) -> str:
    """What a fiscal year is called: `2027`, `FY2027`, or `Year 1` without a start."""
    if not timeline.start:
        return f"Year {year}"
    return str(year) if timeline.fiscal_year_ends == 12 else f"FY{year}"


def ends_within_a_year(timeline: Timeline) -> bool:
    """Whether the last operating period ends before its fiscal year does."""
    date = timeline.end_date(timeline.periods)
    return int(date[5:7]) != timeline.fiscal_year_ends if date else timeline.months % 12 != 0


def _heading(timeline: Timeline, year: int, columns: list[int]) -> str:
    name = year_name(timeline, year)
    return f"{name}{TAX_ONLY}" if columns[0] > timeline.periods else name


def _notes(timeline: Timeline, years: dict[int, list[int]]) -> list[str]:
    """A remark on each year that the timeline covers in part, or in which only tax is paid."""
    notes = [
        f"{_heading(timeline, year, columns)} covers "
        f"{len(columns) * timeline.months_per_period} months"
        for year, columns in years.items()
        if len(columns) < timeline.per_year
    ]
    if timeline.tax_only:
        notes.append(TAX_ONLY_NOTE)
    return notes


def adds_up(model: Model, name: str) -> bool:
    """Whether a row flows, so that the periods of a year add up; all others stand at a moment."""
    row = model.rows[name]
    if name in FLOWS or any(line in FLOWS for line in row.line):
        return True
    if row.unit == UNIT and name.rpartition(".")[2] in _OF_PRODUCTS:
        return True
    return any(adds_up(model, line) for line in row.line if line in model.rows)
