"""The chart `adoption`: who has adopted by when, and how many each year; or units sold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bizcase.engine.model import Series
from bizcase.engine.operations import Array
from bizcase.problems import Problem
from bizcase.report.charts.axes import count_axis, span, time_axis, zero_line
from bizcase.report.charts.chart import MISSING, Picture, nothing
from bizcase.report.charts.labels import Beside, label_right, room_beside
from bizcase.report.charts.layers import by_fiscal_year, course, draw_stack, heights, layers
from bizcase.report.charts.look import COLOURS, LABEL
from bizcase.report.charts.page import case_page
from bizcase.report.charts.words import name_in
from bizcase.report.names import said, year_name
from bizcase.report.palette import PRODUCTS
from bizcase.study.fiscal_years import FiscalYears, ends_within_a_year, fiscal_years
from bizcase.study.parts import products
from bizcase.study.run import Run
from bizcase.units.money import percent, short

_PLOT = 5.9  # inches across, about
_ROOM = 1.5  # inches for the name of a product
_WIDE = 0.74  # of a bar, of its year
_STAY = ("customers", "subscribers")  # rows of those who are there at the end of a period
_IN_SIGHT = 2.2  # a market so many times larger than what is drawn is said and not drawn


@dataclass(frozen=True)
class Adoption:
    """New customers by product, (columns,), and what is known of them together.

    `noun` is what they are called, `units` where nobody adopts or stays. `staying` are those who
    are there at the end of a period, `market` is everyone who will ever adopt a single product.
    """

    noun: str
    new: dict[str, Array]
    staying: Array | None
    stay: str
    market: float | None

    @property
    def to_date(self) -> Array:
        """Everyone so far, (columns,)."""
        return np.cumsum(sum(self.new.values(), np.zeros(1)))


def adoption(run: Run) -> Picture | Problem:
    """Bars of each year and, where people adopt, the curve of all so far."""
    found = adoption_of(run)
    if not found.new:
        return nothing(
            "no product is sold by the unit or has customers",
            "give a product `units:` or `adoption:`",
        )
    if not np.isfinite(found.to_date).all():
        return nothing("a number of units is missing", MISSING)
    timeline, years = run.model.timeline, fiscal_years(run.model.timeline)
    stack = layers(_after_opening(years), found.new, PRODUCTS, "Others")
    ends = [timeline.end(column) for column in range(timeline.columns)]
    lines = _lines(found)
    tops = [*heights(stack), *(float(values.max()) for _, values, _ in lines)]
    drawn = found.market if found.market and found.market < _IN_SIGHT * max(tops) else None
    page = case_page(run, title(run, found), _shows(found))
    [axes] = page.axes()
    count_axis(axes.yaxis, span([*tops, drawn or 0.0], above=0.08))
    total = sum((one.values for one in stack), np.zeros(1))
    time_axis(axes, timeline, _PLOT, [short(value, whole=False) for value in total.tolist()])
    borders = np.array([0.0, *(ends[columns[-1]] for columns in years.columns[1:])])
    widths = np.diff(borders)
    middles = draw_stack(
        axes, (borders[:-1] + widths / 2).tolist(), (widths * _WIDE).tolist(), stack
    )
    labels = [
        Beside(
            f"{short(float(values[-1]), whole=False)}\n{words}",
            float(values[-1]),
            colour,
            colour == "navy",
        )
        for words, values, colour in lines
    ]
    if len(stack) > 1:
        labels += [
            Beside(name_in(_ROOM, one.name, LABEL), at, one.ink, swatch=one.colour)
            for one, at in zip(stack, middles, strict=True)
        ]
    if drawn:
        labels.append(Beside(f"{short(drawn, whole=False)}\nmarket", drawn, "slate"))
    page.fit([axes], right=room_beside(labels))
    zero_line(axes)
    for _, values, colour in lines:
        axes.plot(ends, values, color=COLOURS[colour], linewidth=2.2 if colour == "navy" else 1.6)
    if drawn:
        axes.axhline(drawn, color=COLOURS["axis"], linewidth=1.0, linestyle=(0, (4, 3)))
    label_right(axes, labels)
    return Picture(page.title, page.figure)


def adoption_of(run: Run) -> Adoption:
    """What a case says about adoption; units sold where it says nothing."""
    rows, known = run.arrays, products(run.model)
    adopting = [p for p in known if f"{p}.adopters" in rows]
    stay = next((row for row in _STAY if any(f"{p}.{row}" in rows for p in known)), "")
    people = [p for p in known if p in adopting or any(f"{p}.{row}" in rows for row in _STAY)]
    kind = "new_customers" if people else "units"
    new = {said(p): np.asarray(rows[f"{p}.{kind}"]) for p in people or known}
    staying = [rows[f"{p}.{stay}"] for p in people if f"{p}.{stay}" in rows]
    return Adoption(
        noun="adopters" if adopting else "customers" if people else "units",
        new={name: values for name, values in new.items() if np.any(values)},
        staying=np.sum(staying, axis=0) if staying else None,
        stay=stay,
        market=_market(run, adopting) if len(people) == 1 else None,
    )


def title(run: Run, found: Adoption) -> str:
    """How many there are in the end, or are sold in a year."""
    years = fiscal_years(run.model.timeline)
    if found.noun == "units":
        return _units_title(run, found, years)
    by = _in_the_end(run, years)
    many = float(found.to_date[-1])
    start = f"{short(many, whole=False)} {found.noun} by {by}"
    if found.market:
        start += f", {percent(many / found.market, 0)} of the market"
    if found.staying is None:
        return start
    verb = {"customers": "are still customers", "subscribers": "subscribe"}[found.stay]
    staying = float(found.staying[run.model.timeline.periods])
    return f"{start}; {short(staying, whole=False)} {verb} then"


def _in_the_end(run: Run, years: FiscalYears) -> str:
    """When the last period ends: `the end of 2032`, but `2032-03-31` within a fiscal year."""
    timeline = run.model.timeline
    year = year_name(years.headings[_last(run, years)])
    if not ends_within_a_year(timeline):
        return f"the end of {year}"
    return timeline.end_date(timeline.periods) or f"the end of the case, in {year}"


def _units_title(run: Run, found: Adoption, years: FiscalYears) -> str:
    yearly = by_fiscal_year(years, sum(found.new.values(), np.zeros(1)))
    way, at = course(run.model.timeline, years, yearly)
    many, year = short(float(yearly[at]), whole=False), year_name(years.headings[at])
    return {
        "flat": f"{many} units are sold each year",
        "grows": f"Units sold grow to {many} in {year}",
        "reaches": f"Units sold reach {many} a year",
        "peaks": f"Units sold peak at {many} in {year}",
        "once": f"{many} units are sold in {year}",
    }[way]


def _lines(found: Adoption) -> list[tuple[str, Array, str]]:
    """The curves with their words and colours."""
    if found.noun == "units":
        return []
    lines = [(f"{found.noun} so far", found.to_date, "navy")]
    if found.staying is not None:
        lines.append((f"{found.stay}", found.staying, "rust"))
    return lines


def _shows(found: Adoption) -> str:
    if found.noun == "units":
        return "Units sold by fiscal year"
    return f"New {found.noun} by fiscal year (bars, and numbers below), and all so far (line)"


def _market(run: Run, adopting: list[str]) -> float | None:
    for path, given in run.model.inputs.items():
        if path in [f"products.{p}.adoption.market" for p in adopting]:
            return None if isinstance(given.value, Series) else given.value
    return None


def _last(run: Run, years: FiscalYears) -> int:
    """The last fiscal year in which something is sold."""
    operating = run.model.timeline.periods
    return max(n for n, columns in enumerate(years.columns) if columns[0] <= operating)


def _after_opening(years: FiscalYears) -> FiscalYears:
    return FiscalYears(years.headings[1:], years.columns[1:])
