"""Where every assumption stands that people may change, in a workbook that nobody has touched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bizcase.engine.model import Series
from bizcase.report.workbook.addresses import Place
from bizcase.report.workbook.layout.places import (
    ADJUSTMENTS,
    INPUTS,
    OPENING,
    OWNER,
    REASON,
    SERIES,
)
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.layout.subject import BASE

Part = Literal["value", "date", "low", "high", "source", "owner", "note"]
TEXTS = ("source", "owner", "note")


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing that can be changed: of an assumption `path` its value in a case, say.

    `case` is empty for what all cases share: ranges, texts, adjustments. `index` counts the
    values of a series from 0, and the columns of an adjustment, the opening first.
    """

    path: str
    part: Part
    case: str = ""
    index: int = 0

    @property
    def of_base(self) -> Spot:
        """The same of the base case."""
        return replace(self, case=BASE)


def spots(plan: Plan) -> dict[Spot, Place]:
    """Every spot with its cell."""
    return {
        **dict(_single(plan)), **dict(_series(plan)), **dict(_adjustments(plan))
    }  # fmt: skip


def _single(plan: Plan) -> Iterator[tuple[Spot, Place]]:
    columns = plan.input_columns
    for path, row in plan.inputs.items():
        cases = plan.subject.cases[:1] if path in plan.subject.literals else plan.subject.cases
        for i, case in enumerate(cases):
            yield Spot(path, "value", case), (INPUTS, row, columns.first_case + i)
        parts: tuple[tuple[Part, int], ...] = (
            ("low", columns.low), ("high", columns.high), ("source", columns.source),
            ("owner", columns.owner), ("note", columns.note),
        )  # fmt: skip
        for part, column in parts:
            yield Spot(path, part), (INPUTS, row, column)


def _series(plan: Plan) -> Iterator[tuple[Spot, Place]]:
    for path, place in plan.series.items():
        for i, (case, model) in enumerate(
            zip(plan.subject.cases, plan.subject.models, strict=True)
        ):
            value = model.inputs[path].value
            assert isinstance(value, Series)
            for index in range(place.width):
                column = OPENING + index
                yield Spot(path, "value", case, index), (SERIES, place.values + 1 + i, column)
                if place.dates is not None:
                    yield Spot(path, "date", case, index), (SERIES, place.dates + 1 + i, column)


def _adjustments(plan: Plan) -> Iterator[tuple[Spot, Place]]:
    for path, row in plan.adjustments.items():
        for column in range(1 + plan.model.timeline.periods):
            yield Spot(path, "value", "", column), (ADJUSTMENTS, row, OPENING + column)
        yield Spot(path, "note"), (ADJUSTMENTS, row, REASON)
        yield Spot(path, "owner"), (ADJUSTMENTS, row, OWNER)
