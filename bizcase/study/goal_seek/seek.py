"""Finds the values of a driver that bring a measure, or a row, to a target, and proves them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

import numpy as np

from bizcase.engine.model import Model
from bizcase.engine.operations import Array
from bizcase.problems import Problem, ProblemsFoundError, Source, Span
from bizcase.study.goal_seek.result import End, GoalSeek, Jump, Nearest, Solution
from bizcase.study.goal_seek.search import NEAR, Search
from bizcase.study.goal_seek.target import Target, read_target
from bizcase.study.naming import named
from bizcase.study.points import Points, with_values
from bizcase.study.reading import read, rows_to_read
from bizcase.study.run import Run, run
from bizcase.study.sensitivity.crossings import Crossing
from bizcase.study.sensitivity.drivers import Driver, drivers_of
from bizcase.study.sensitivity.factors import with_factors
from bizcase.study.sensitivity.spelling import spelt
from bizcase.study.value_text import FOUND, value_text
from bizcase.timeline.days import nearest_day
from bizcase.timeline.respell import edge_of
from bizcase.units import read_quantity

# The scenario read again with a text in place of a value: path and text.
Reread = Callable[[str, str], Model]

_DIGITS = (4, 6, 8, 10, 12)  # significant digits that are tried before all of them
_SAME = 1e-7  # of the scale: what a text that is read again may miss
_ASKED = 41  # values at which it is asked why nothing can be measured
_BESIDE = 1e-9  # relative: how far beside a jump its two sides are read


def goal_seek(
    model: Model,
    vary: str,
    target: str,
    reread: Reread,
    between: tuple[str, str] | None = None,
    ranges_of: Model | None = None,
) -> GoalSeek:
    """The values of the driver `vary` that bring a model to a target, all that a scan finds.

    `target` is written as `read_target` says. Values are sought `between` two others, or else
    within the bounds of the driver, and as far as `reach.searched` says where one is open. Each
    is read again with `reread`, so that what is said of it holds for its text. Raises
    ProblemsFoundError.
    """
    meant = read_target(target, model)
    varied = with_factors(model)
    drivers = drivers_of(varied, ranges_of and with_factors(ranges_of))
    span = Span(Source("--vary", vary), 0, max(len(vary), 1))
    path = named(vary, [driver.path for driver in drivers], span)
    driver = next(one for one in drivers if one.path == path)
    ends = driver.searched if between is None else _between(driver, between, reread)
    if not ends[0] < ends[1]:
        only = value_text(driver.given, ends[0], model)
        said = f"`{path}` is {only}, and nothing says between which values it may lie"
        remedy = "say where to search: --between LOW,HIGH"
        if between is not None:
            said, remedy = f"there is nothing between {only} and {only}", "write --between LOW,HIGH"
        raise ProblemsFoundError([Problem("no-range", said, driver.given.span, remedy)])
    points = Points(varied, [driver.input], [meant.reading])
    now = float(points.at(points.base[:, None])[0, 0])
    known = now if np.isfinite(now) else None
    scale = max(abs(meant.value), abs(known or 0.0)) or 1.0
    search = Search(points, driver, meant.value, scale, ends)
    return _Proof(model, meant, search, reread).found(known)


@dataclass(frozen=True, slots=True)
class _Proof:
    """A search and what proves it: the scenario read again."""

    model: Model
    target: Target
    search: Search
    reread: Reread

    def found(self, now: float | None) -> GoalSeek:
        values, missed = self.search.scan()
        crossed = self.search.crossings(values, missed)
        solutions = tuple(self.solution(one.value) for one in crossed if not one.jump)
        jumps = tuple(self.jump(one) for one in crossed if one.jump)
        driver, ends = self.search.driver, self.search.ends
        found = GoalSeek(self.model, driver, self.target, now, ends, solutions, jumps)
        if solutions:
            return found
        there = np.flatnonzero(np.isfinite(missed))
        if not len(there):
            why = f"there is no {self.target.words} anywhere: {self.reasons(values)}"
            return replace(found, why_none=why)
        why = "it is passed in a jump" if jumps else "it is out of reach"
        return replace(found, nearest=self.nearest(values[there], missed[there]), why_none=why)

    def reasons(self, values: Array) -> str:
        """Why the target cannot be measured: mostly, and where for another reason."""
        tried = values[np.unique(np.linspace(0, len(values) - 1, _ASKED).round().astype(int))]
        why = [said[0] for said in self.search.points.why(tried[None, :])]
        (mostly, _), *_ = Counter(why).most_common(1)
        others = []
        for reason, group in groupby(zip(why, tried.tolist(), strict=True), key=itemgetter(0)):
            places = [self.text(value) for _, value in group]
            if reason != mostly:
                where = f"from {places[0]} to {places[-1]}" if places[1:] else f"at {places[0]}"
                others.append(f"{where} {reason}")
        return "; ".join([mostly, *others])

    def text(self, value: float) -> str:
        """A value of the driver in words."""
        return value_text(self.search.driver.given, value, self.model, FOUND)

    def nearest(self, values: Array, missed: Array) -> Nearest:
        """The value that comes nearest; values (points,) at which the target can be measured."""
        best = int(np.argmin(np.abs(missed)))
        at: End = "low" if best == 0 else "high" if best == len(values) - 1 else "inside"
        return Nearest(float(values[best]), float(missed[best]) + self.target.value, at)

    def jump(self, crossing: Crossing) -> Jump:
        """What is there on both sides of a jump."""
        whole = self.search.driver.periods
        step = whole or _BESIDE * max(1.0, abs(crossing.value))
        sides = np.array([crossing.value - step, crossing.value + (0.0 if whole else step)])
        before, after = (self.search.missed(sides) + self.target.value).tolist()
        return Jump(crossing.value, before, after)

    def solution(self, value: float) -> Solution:
        """The value with as few digits as reach the target, read again as text.

        Of a date it is the day that comes nearest: nobody launches at half past three.
        """
        tried = np.array(self.days(value) or [*_shorter(value), value])
        missed = self.search.missed(tried)
        good = np.abs(missed) <= NEAR * self.search.scale
        nearest = int(np.nanargmin(np.abs(missed))) if np.isfinite(missed).any() else -1
        place = int(np.argmax(good)) if good.any() else nearest
        chosen, driver = float(tried[place]), self.search.driver
        change = None
        if driver.base and not driver.is_date:
            change = (chosen - driver.base) / abs(driver.base)
        text = spelt(driver, chosen, self.model)
        reached = float(missed[place]) + self.target.value
        again = None if text is None else self.again(text, reached)
        if again is None:
            text, again = None, run(with_values(self.search.points.model, {driver.input: chosen}))
        else:
            reached = self.reached(again)
        return Solution(chosen, text, reached, change, again.measures, again.why_null)

    def days(self, value: float) -> list[float]:
        """The days before and after a date, or the date where it is one; none of other drivers."""
        driver, timeline = self.search.driver, self.model.timeline
        if not driver.is_date or value < 0:
            return []
        edge = edge_of(driver.given.written, driver.base, timeline)
        days = [nearest_day(value, timeline, edge, side)[1] for side in ("earlier", "later")]
        low, high = self.search.ends
        return [day for day in days if low - NEAR <= day <= high + NEAR]

    def again(self, text: str, reached: float) -> Run | None:
        """The scenario with that text; None if it refuses it, or reaches something else."""
        try:
            done = run(self.reread(self.search.driver.path, text))
        except ProblemsFoundError:
            return None
        return done if abs(self.reached(done) - reached) <= _SAME * self.search.scale else None

    def reached(self, done: Run) -> float:
        """The target in a run."""
        rows = {name: done.arrays[name][:, None] for name in rows_to_read([self.target.reading])}
        return float(read(self.target.reading, done.flows, rows, 1)[0])


def _shorter(value: float) -> list[float]:
    return [float(f"{value:.{digits}g}") for digits in _DIGITS]


def _between(driver: Driver, between: tuple[str, str], reread: Reread) -> tuple[float, float]:
    """The ends as they are written, in the unit of the driver. Raises ProblemsFoundError."""
    values = [_factor(t) if driver.is_factor else _end(driver, t, reread) for t in between]
    return min(values), max(values)


def _end(driver: Driver, text: str, reread: Reread) -> float:
    """One end, read as if it stood in the scenario."""
    try:
        return reread(driver.path, text.strip()).value(driver.path)
    except ProblemsFoundError as wrong:
        span = Span(Source("--between", text), 0, max(len(text), 1))
        own = [
            replace(one, span=span)
            for one in wrong.problems
            if one.span and one.span.source.name == "--set"
        ]
        raise ProblemsFoundError(own or wrong.problems) from None


def _factor(text: str) -> float:
    """A factor of a series, written as `1.2` or as a change, `+20%`."""
    found = read_quantity(text)
    if found is None:
        said = f"`{text.strip()}` is not a change of a series"
        span = Span(Source("--between", text), 0, max(len(text), 1))
        raise ProblemsFoundError([Problem("not-a-number", said, span, "--between -50%,+100%")])
    return found.value + (1.0 if found.quoting.percent else 0.0)
