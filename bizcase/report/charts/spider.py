"""The chart `spider`: the NPV as each assumption alone changes by so many per cent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from bizcase.engine.operations import Array
from bizcase.problems import Problem
from bizcase.report.charts.axes import money_axis, near_span, share_axis
from bizcase.report.charts.chart import MISSING, Picture, nothing
from bizcase.report.charts.labels import Beside, dot, label_right, room_beside
from bizcase.report.charts.look import COLOURS, LABEL
from bizcase.report.charts.page import case_page
from bizcase.report.charts.words import name_in
from bizcase.report.names import driver_name, in_sentence
from bizcase.report.palette import LINES
from bizcase.report.tables.kept_ranges import KEPT, KEPT_RANGE
from bizcase.report.tables.sensitivity import ASSUMED, MARKS, TURNS, marked, moving
from bizcase.study.sensitivity.drivers import BAND
from bizcase.study.sensitivity.result import Response, Sensitivity
from bizcase.study.value_text import change_text
from bizcase.units.money import money, percent

_ROOM = 1.9  # inches for the name of a driver
_FAR, _SHOWN = 5.0, 3.0  # times the usual reach: what goes beyond the first is cut at the second
# Told apart by colour, by how dark it is and by the sign at every value.
_LINES = tuple((*pair, mark) for pair, mark in zip(LINES, "os^DvPX", strict=True))
_MARKED = {
    ASSUMED: f"no range is written: moved by {percent(BAND)}",
    TURNS: "turns: does not move one way from low to high",
    KEPT: KEPT_RANGE,
}
_SHOWS = (
    "NPV ({base} at 0%) with each assumption alone changed by a share of its value, in its range"
)


@dataclass(frozen=True, slots=True)
class Leg:
    """The NPV, (values,), over the changes of a driver relative to its base, which ascend."""

    name: str
    changes: Array
    worth: Array

    @property
    def slope(self) -> float:
        """What the NPV gains around the base for each per cent; 0 where it is not known."""
        inner = slice(1, -1) if self.changes[1] < self.changes[-2] else slice(None)
        change, gain = (float(v[inner][-1] - v[inner][0]) for v in (self.changes, self.worth))
        return gain / change / 100 if np.isfinite(gain) and change else 0.0

    def until(self, limit: float) -> tuple[Array, Array]:
        """The part that lies within some change to either side."""
        inside = np.abs(self.changes) <= limit
        edges = [edge for edge in (-limit, limit) if self.changes[0] < edge < self.changes[-1]]
        changes = np.union1d(self.changes[inside], edges)
        return changes, np.interp(changes, self.changes, self.worth)


def spider(found: Sensitivity) -> Picture | Problem:
    """A line for each of the drivers that matter most, all through the NPV of the case."""
    if found.measure != "npv":
        return nothing("the study is not one of the NPV", 'study it with measure="npv"')
    if found.base is None:
        return nothing(f"there is no NPV: {found.why}", MISSING)
    drawn = legs(found)
    if not drawn:
        return nothing("no assumption that can change by per cent moves the NPV", MISSING)
    limit = _limit(drawn)
    lines = [leg.until(limit) for leg in drawn]
    shows = _SHOWS.format(base=money(found.base, found.model.currency))
    remarks = "; ".join(_remarks(drawn))
    page = case_page(found.run, title(drawn, found.model.currency), shows, remarks)
    [axes] = page.axes()
    results = [float(v) for _, worth in lines for v in worth if np.isfinite(v)]
    money_axis(axes.yaxis, near_span(results), found.model.currency)
    ends = [float(v) for changes, _ in lines for v in changes]
    share_axis(axes.xaxis, (min(ends), max(ends)), 8, text=change_text)
    labels = []
    for leg, (changes, worth), (colour, ink, sign) in zip(drawn, lines, _LINES, strict=False):
        last = int(np.flatnonzero(np.isfinite(worth))[-1])
        end, start = float(worth[last]), float(changes[last])
        name = name_in(_ROOM, leg.name, LABEL)
        labels.append(Beside(name, end, ink, swatch=colour, sign=sign, start=start))
    page.fit([axes], right=room_beside(labels))
    axes.axhline(found.base, color=COLOURS["axis"], linewidth=0.8, linestyle=(0, (4, 3)))
    axes.axvline(0.0, color=COLOURS["axis"], linewidth=1.0)
    for (changes, worth), (colour, _, sign) in zip(lines, _LINES, strict=False):
        axes.plot(
            changes, worth, color=COLOURS[colour], marker=sign, markersize=6, clip_on=False,
            markeredgecolor="white", markeredgewidth=0.8, zorder=3,
            markevery=np.flatnonzero(changes).tolist(),
        )  # fmt: skip
    dot(axes, 0.0, found.base, "navy")
    label_right(axes, labels)
    return Picture(page.title, page.figure)


def title(drawn: Sequence[Leg], currency: str) -> str:
    """Which assumption moves the NPV most, per cent for per cent."""
    steepest, *others = sorted(drawn, key=lambda leg: -abs(leg.slope))
    name = in_sentence(name_in(_ROOM, steepest.name.rstrip(f" {MARKS}"), LABEL))
    start = f"The NPV reacts {'most ' if others else ''}to {name}"
    by = f"about {money(abs(steepest.slope), currency)}"
    return (
        f"{start}: by {by if abs(steepest.slope) >= 1 else f'less than {currency} 1'} for each 1%"
    )


def legs(found: Sensitivity) -> list[Leg]:
    """The drivers with the greatest swings, and the one that moves most per cent for per cent."""
    every = [leg for one in moving(found) if (leg := _leg(found, one)) is not None]
    drawn = every[: len(_LINES)]
    steepest = max(every, key=lambda leg: abs(leg.slope), default=None)
    return drawn if steepest is None or steepest in drawn else [*drawn[:-1], steepest]


def _leg(found: Sensitivity, one: Response) -> Leg | None:
    """None where no change is one in per cent: of a date, and of 0."""
    driver = one.driver
    if driver.is_date or not driver.base:
        return None
    names = {driver.path: driver_name(found.model, driver.path)}
    points = {
        (value - driver.base) / abs(driver.base): np.nan if result is None else result
        for value, result in zip(one.values, one.results, strict=True)
    }
    changes = sorted(points)
    worth = np.array([points[change] for change in changes])
    return Leg(marked(found, one, names), np.array(changes), worth) if len(changes) > 1 else None


def _limit(drawn: Sequence[Leg]) -> float:
    """How far the axis reaches: as far as the lines do, unless one goes far beyond the usual."""
    reach = [float(np.abs(leg.changes).max()) for leg in drawn]
    usual = median(reach)
    return max(reach) if max(reach) <= _FAR * usual else _SHOWN * usual


def _remarks(drawn: Sequence[Leg]) -> Iterator[str]:
    for mark, words in _MARKED.items():
        if any(mark in leg.name.rpartition(" ")[2] for leg in drawn):
            yield f"{mark} {words}"
    limit = _limit(drawn)
    for leg in drawn:
        far = float(np.abs(leg.changes).max())
        if far > limit:
            yield f"cut: {leg.name} goes on to {change_text(max(leg.changes.tolist(), key=abs))}"
