"""An option that may be chosen: what it is worth, and what it needs in every year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bizcase.study.run import Run
from bizcase.timeline import Timeline

OPENING = "opening"
MOST = 1e30  # of money: sums of more leave what numbers can hold


@dataclass(frozen=True, slots=True)
class Flow:
    """Money that an option needs (above zero) or brings in.

    `year` is `opening`, `2027` or `year 1`; `month` counts from the first opening of all options to
    the end of the period in which the money flows.
    """

    year: str
    month: int
    need: float


@dataclass(frozen=True, slots=True)
class Option:
    """`key` is what rules call it, `name` what readers do; `npv` is that of the first opening."""

    key: str
    name: str
    npv: float
    flows: tuple[Flow, ...]
    delay: float = 0.0  # years from the first opening to its own

    def need(self, year: str) -> float:
        """The money that it needs in a year, less what it brings in."""
        return sum(flow.need for flow in self.flows if flow.year == year)

    def need_until(self, month: int) -> float:
        """The money that is in it at the end of a month."""
        return sum(flow.need for flow in self.flows if flow.month <= month)

    def peak(self) -> float:
        """The most money that is in it at any time."""
        return max([0.0, *(self.need_until(flow.month) for flow in self.flows)])


def option_of(key: str, name: str, run: Run, first: int) -> Option:
    """The option of a run; `first` is the month (years * 12) of the first opening of all.

    The NPV must exist. The terminal value is no money that a budget could use.
    """
    timeline = run.model.timeline
    delay = month_of(timeline) - first if timeline.start else 0
    npv = worth_of(run)
    assert npv is not None
    flows = tuple(
        Flow(
            _year(timeline, column, delay),
            delay + timeline.months_per_period * column,
            -float(amount) + 0.0,
        )
        for column, amount in enumerate(run.arrays["free_cash_flow"])
    )
    return Option(key, name, npv * (1 + run.rate) ** (-delay / 12), flows, delay / 12)


def worth_of(run: Run) -> float | None:
    """What a run is worth at its opening: the NPV, with stages what may be expected of starting."""
    return run.measures["npv"] if run.stages is None else run.stages.value_if_started


def month_of(timeline: Timeline) -> int:
    """The month in which a timeline starts, counted from year 0; 0 without a start."""
    return timeline.start[0] * 12 + timeline.start[1] - 1 if timeline.start else 0


def first_year(timeline: Timeline) -> str:
    """The year in which the opening falls."""
    if not timeline.start:
        return "year 1"
    year, month = timeline.start
    return str(year + (month > timeline.fiscal_year_ends))


def _year(timeline: Timeline, column: int, delay: int) -> str:
    if column:
        year = timeline.fiscal_year(column)
        return str(year) if timeline.start else f"year {year}"
    return first_year(timeline) if delay else OPENING


def years_of(options: Iterable[Option]) -> list[str]:
    """All years in which money flows, the opening first."""
    months: dict[str, int] = {}
    for option in options:
        for flow in option.flows:
            months[flow.year] = min(flow.month, months.get(flow.year, flow.month))
    return sorted(months, key=lambda year: (year != OPENING, months[year]))
