"""Varies every driver of a model alone: what it does to a measure, and where it decides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bizcase.engine.model import Model
from bizcase.engine.operations import Array
from bizcase.study.kept_ranges import kept_ranges
from bizcase.study.points import Points
from bizcase.study.sensitivity.drivers import Driver, drivers_of
from bizcase.study.sensitivity.factors import with_factors
from bizcase.study.sensitivity.pairs import pair_named
from bizcase.study.sensitivity.result import Point, Response, Sensitivity, Shape, Turning
from bizcase.study.sensitivity.rule import needed, rule_of
from bizcase.study.sensitivity.turnings import Search, scan
from bizcase.study.sensitivity.two_way import Grid

STEPS = 5
_BASE = STEPS // 2
_SLIGHT = 0.01  # of a swing: what lies beyond by less is not seen in a bar
_ROUNDING = 1e-11  # of an end: steps are kept to twelve digits
_RESIDUE = 1e-12  # of the largest result: what differs less is the same


def sensitivity(
    model: Model,
    ranges_of: Model | None = None,
    measure: str = "npv",
    table: tuple[str, str] | None = None,
    steps: int = STEPS,
) -> Sensitivity:
    """The response of a measure to every driver, its switching value, and a table of two drivers.

    Every value is an exact computation of the whole model; all points of the study are one batch,
    and what is searched takes a few more. `ranges_of` is the case with the ranges, see
    `drivers_of`; `table` names two drivers, of which `steps` values each are tried, an odd number.
    Raises ProblemsFoundError if a driver does not exist or has nothing between which it varies.
    """
    varied = with_factors(model)
    drivers = drivers_of(varied, ranges_of and with_factors(ranges_of))
    measures = tuple(dict.fromkeys((measure, "npv", *needed(model))))
    points = Points(varied, [driver.input for driver in drivers], measures)
    tried = [values for one in drivers for values in (np.array(one.steps(STEPS)), scan(one))]
    sizes = [len(values) for values in tried]
    places = np.repeat(np.arange(len(tried)) // 2, sizes)
    batch = points.one_changed(places, np.concatenate([*tried, np.empty(0)]))
    grid = _grid(drivers, table, steps) if table else None
    parts = [points.base[:, None], batch, *([grid.points(points.base)] if grid else [])]
    results = points.at(np.concatenate(parts, axis=1))
    base = dict(zip(measures, results[:, 0].tolist(), strict=True))
    search = Search(points, rule_of(model, base))
    own = np.split(results[:, 1 : 1 + batch.shape[1]], np.cumsum(sizes)[:-1], axis=1)
    turnings = search.turnings(drivers, tried[1::2], own[1::2])
    between = [(at, found[0]) for at, found in zip(tried[1::2], own[1::2], strict=True)]
    responses = _responses(points, drivers, own[0::2], between, turnings)
    margin = float(search.functions(results[:, :1])[1, 0])
    rest = results[:, 1 + batch.shape[1] :]
    return Sensitivity(
        model,
        measure,
        _known(base[measure]),
        "" if np.isfinite(base[measure]) else points.why(points.base[:, None])[0][0],
        _known(base["npv"]),
        None if np.isnan(margin) else margin > 0,
        responses,
        grid.table(measure, rest[0], rest[measures.index("npv")], points) if grid else None,
        kept_ranges(model, ranges_of),
    )


def _grid(drivers: Sequence[Driver], table: tuple[str, str], steps: int) -> Grid:
    """The table of two drivers among all of them. Raises ProblemsFoundError."""
    first, second = pair_named(drivers, table)
    return Grid(first, second, (drivers.index(first), drivers.index(second)), steps)


def _responses(
    points: Points,
    drivers: Sequence[Driver],
    results: Sequence[Array],
    between: Sequence[tuple[Array, Array]],
    turnings: Sequence[tuple[Turning | None, Turning | None]],
) -> tuple[Response, ...]:
    """The responses, the greatest swing first; before them those that end the measure."""
    largest = max((float(np.nanmax(np.abs(r[0]))) for r in results if _some(r[0])), default=0.0)
    found = []
    for place, (driver, all_results, scanned, (zero, verdict)) in enumerate(
        zip(drivers, results, between, turnings, strict=True)
    ):
        own, values = all_results[0], driver.steps(STEPS)
        shape = _shape(own[np.argsort(values)], _RESIDUE * largest)
        extremes = _extremes(driver, np.array(values), own)
        beyond = _extremes(driver, *scanned)
        if extremes and beyond and _goes_beyond(extremes, beyond, _RESIDUE * largest):
            extremes, shape = beyond, "turns"
        swing = extremes[1].result - extremes[0].result if extremes else None
        why = _why(points, place, np.array(values), own)
        shown = tuple(_known(value) for value in own.tolist())
        found.append(Response(driver, values, shown, why, swing, extremes, shape, zero, verdict))
    order = sorted(found, key=lambda one: (not one.moves, not one.why, -(one.swing or 0.0)))
    return tuple(order)


def _extremes(driver: Driver, values: Array, results: Array) -> tuple[Point, Point] | None:
    """The smallest and the greatest result in the range; of equal ones that far from the base."""
    ends = (driver.low, driver.base, driver.high)
    rounding = _ROUNDING * max(map(abs, ends))
    inside = np.isfinite(results) & (min(ends) - rounding <= values)
    inside &= values <= max(ends) + rounding
    if not inside.any():
        return None
    values, results = values[inside], results[inside]
    away = -np.abs(values - driver.base)
    least, greatest = (np.lexsort((away, sign * results))[0] for sign in (1, -1))
    return (
        Point(float(values[least]), float(results[least])),
        Point(float(values[greatest]), float(results[greatest])),
    )


def _goes_beyond(known: tuple[Point, Point], found: tuple[Point, Point], residue: float) -> bool:
    """Whether results between the five values lie outside of theirs by what can be seen."""
    slight = max(_SLIGHT * (known[1].result - known[0].result), residue)
    below, above = known[0].result - found[0].result, found[1].result - known[1].result
    return max(below, above) > slight


def _some(values: Array) -> bool:
    return bool(np.isfinite(values).any())


def _shape(results: Array, residue: float) -> Shape:
    """How a measure follows a driver whose values ascend."""
    there = np.isfinite(results)
    steps = np.diff(results[there])
    rises, falls = bool((steps > residue).any()), bool((steps < -residue).any())
    if rises and falls:
        return "turns"
    if rises or falls:
        return "rises" if rises else "falls"
    return "none" if there.all() or not there.any() else "breaks"


def _why(points: Points, place: int, values: Array, results: Array) -> dict[int, str]:
    """Why the measure does not exist at some of the values of a driver."""
    missing = np.flatnonzero(np.isnan(results))
    if not len(missing):
        return {}
    at = points.one_changed(np.full(len(missing), place), values[missing])
    return {k: why[0] for k, why in zip(missing.tolist(), points.why(at), strict=True)}


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None
