"""Runs the engine on the assumptions that a workbook has now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from bizcase.engine.model import Input, Model, Series
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.returned.spots import Part, Spot
from bizcase.study.run import Run, run

Numbers: TypeAlias = Mapping[Spot, float]


def rerun(plan: Plan, numbers: Numbers) -> Sequence[Run]:
    """The result of every case with these values and dates in place of its own."""
    if not numbers:
        return plan.subject.runs
    paths = {spot.path for spot in numbers}
    return [run(_with(plan, model, numbers, paths)) for model in plan.subject.models]


def _with(plan: Plan, model: Model, numbers: Numbers, paths: set[str]) -> Model:
    inputs = dict(model.inputs)
    for path in paths:
        inputs[path] = _changed(plan, model, inputs[path], numbers)
    return replace(model, inputs=inputs)


def _changed(plan: Plan, model: Model, given: Input, numbers: Numbers) -> Input:
    case = "" if given.path in plan.adjustments else model.case
    if not isinstance(given.value, Series):
        return replace(given, value=numbers.get(Spot(given.path, "value", case), given.value))
    series = given.value

    def each(part: Part, own: tuple[float, ...]) -> tuple[float, ...]:
        spots = (Spot(given.path, part, case, i) for i in range(len(own)))
        return tuple(numbers.get(spot, old) for spot, old in zip(spots, own, strict=True))

    # The dates of adjustments are those of the columns.
    dates = series.dates if given.path in plan.adjustments else each("date", series.dates)
    return replace(given, value=Series(series.grain, each("value", series.values), dates))
