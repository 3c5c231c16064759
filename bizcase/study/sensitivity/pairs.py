"""Two drivers that are varied together: those that are named, or the two that matter most."""

from __future__ import annotations

from collections.abc import Sequence

from bizcase.problems import Problem, ProblemsFoundError
from bizcase.study.naming import named
from bizcase.study.points import Points
from bizcase.study.sensitivity.drivers import Driver
from bizcase.study.sensitivity.factors import with_factors
from bizcase.study.sensitivity.result import Sensitivity
from bizcase.study.sensitivity.two_way import Grid, TwoWay


def pair_named(drivers: Sequence[Driver], names: tuple[str, str]) -> tuple[Driver, Driver]:
    """The drivers of two names. Raises ProblemsFoundError if one does not exist or cannot vary."""
    by_path = {driver.path: driver for driver in drivers}
    first, second = (by_path[named(written, list(by_path))] for written in names)
    for driver in (first, second):
        if not driver.varies:
            said = f"`{driver.path}`: {driver.why_still}, and nothing says how far it varies"
            remedy = "give it one: {base: 0, low: .., high: ..}"
            raise ProblemsFoundError([Problem("no-range", said, driver.given.span, remedy)])
    if first is second:
        said = f"a table is of two drivers, and both are `{first.path}`"
        raise ProblemsFoundError([Problem("unknown-path", said, help="name another one")])
    return first, second


def main_pair(found: Sensitivity) -> tuple[Driver, Driver] | None:
    """The two drivers with the greatest swings; those with a range of their own come first."""
    moving = [one.driver for one in found.responses if one.moves and one.driver.varies]
    first, second, *_ = [*sorted(moving, key=lambda driver: not driver.own), None, None]
    return (first, second) if first and second else None


def two_way(found: Sensitivity, pair: tuple[Driver, Driver], steps: int) -> TwoWay:
    """The measure of a study at all pairs of values of two of its drivers, `steps` of each."""
    first, second = pair
    measures = tuple(dict.fromkeys((found.measure, "npv")))
    points = Points(with_factors(found.model), (first.input, second.input), measures)
    grid = Grid(first, second, (0, 1), steps)
    results = points.at(grid.points(points.base))
    return grid.table(found.measure, results[0], results[measures.index("npv")], points)
