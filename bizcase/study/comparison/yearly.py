"""The flows of an increment by fiscal year, whatever the steps and starts of the two options."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bizcase.study.comparison.increment import RESIDUE, Increment
from bizcase.study.comparison.option import Option
from bizcase.study.fiscal_years import Value, total, year_name
from bizcase.timeline import Timeline

OPENING = -1  # the year of the opening, which comes before all others


@dataclass(frozen=True)
class Yearly:
    """Differences by fiscal year, before discounting; None where a value is missing.

    `tax_only` are years in which neither option operates any more: only tax is still paid.
    """

    years: tuple[int, ...]
    headings: tuple[str, ...]
    cash: tuple[Value, ...]
    terminal_value: tuple[Value, ...]
    tax_only: frozenset[int] = frozenset()


def yearly(increment: Increment, calendar: Timeline) -> Yearly:
    """The difference by the fiscal years of `calendar`.

    The opening of an option that starts later falls into the year in which it starts.
    """
    ours, theirs = (
        (o, columns_by_year(o, calendar)) for o in (increment.option, increment.against)
    )
    years = sorted({*ours[1], *theirs[1]})
    operating = {year for one, columns in (ours, theirs) for year in _operating(one, columns)}
    cash, terminal_value = (
        tuple(_gap(_sum(*ours, row, year), _sum(*theirs, row, year)) for year in years)
        for row in ("free_cash_flow", "terminal_value")
    )
    return Yearly(
        tuple(years),
        tuple("Opening" if year == OPENING else year_name(calendar, year) for year in years),
        cash,
        terminal_value,
        frozenset(years) - operating,
    )


def _operating(one: Option, columns: dict[int, list[int]]) -> set[int]:
    last = one.run.model.timeline.periods if one.run else 0
    return {year for year, found in columns.items() if found[0] <= last}


def columns_by_year(one: Option, calendar: Timeline) -> dict[int, list[int]]:
    """The columns of an option by fiscal year; doing nothing has none."""
    found: dict[int, list[int]] = {}
    if not one.run:
        return found
    line = one.run.model.timeline
    same = replace(
        line, start=line.start or calendar.start, fiscal_year_ends=calendar.fiscal_year_ends
    )
    for column in range(line.columns):
        first = column == 0 and not one.view.delay
        year = OPENING if first else same.fiscal_year(max(column, 1))
        found.setdefault(year, []).append(column)
    return found


def _sum(one: Option, columns: dict[int, list[int]], row: str, year: int) -> Value:
    values = one.run.rows[row] if one.run else ()
    return total([values[column] for column in columns.get(year, ())])


def _gap(ours: Value, theirs: Value) -> Value:
    if ours is None or theirs is None:
        return None
    same = abs(ours - theirs) <= RESIDUE * max(abs(ours), abs(theirs))
    return 0.0 if same else ours - theirs
