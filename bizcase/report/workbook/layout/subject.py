"""What a workbook shows: a scenario in all its cases, in the form in which cells can hold it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bizcase.engine.model import Input, Model, Series
from bizcase.report.workbook.layout.literals import with_literals_as_inputs
from bizcase.scenario.adjustments import ADJUSTABLE, ADJUSTMENTS, adjusted
from bizcase.scenario.files import files_of
from bizcase.scenario.load import load_cases
from bizcase.study.run import Run, run
from bizcase.units import MONEY, Quoting

BASE = "base"


@dataclass(frozen=True)
class Subject:
    """A scenario with its cases, `base` first.

    The models have the same rows and inputs, and differ in values alone. In them every number
    that a user wrote in a formula is an input, and every line that can be adjusted has an
    adjustment in every column, zero where there is none.
    """

    models: tuple[Model, ...]
    files: Mapping[str, str]
    literals: frozenset[str] = frozenset()  # numbers that were written inside formulas
    shown: str = BASE  # the case that the workbook shows when it is opened

    @property
    def base(self) -> Model:
        """The model of the base case."""
        return self.models[0]

    @property
    def cases(self) -> tuple[str, ...]:
        """The names of the cases."""
        return tuple(model.case for model in self.models)

    @property
    def number_shown(self) -> int:
        """The place of the case that is shown among the cases, from 0."""
        return self.cases.index(self.shown)

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The result of every case."""
        return tuple(run(model) for model in self.models)


def subject_of(path: str | Path) -> Subject:
    """Reads a scenario in all its cases. Raises ProblemsFoundError."""
    models = load_cases(path)
    ready = as_wide(tuple(prepared(model) for model in models.values()))
    added = ready[0].inputs.keys() - models[BASE].inputs.keys()
    literals = frozenset(path for path in added if path.partition(".")[0] != ADJUSTMENTS)
    return Subject(ready, files_of(path), literals)


def as_wide(models: tuple[Model, ...]) -> tuple[Model, ...]:
    """The models with series as wide as in the widest case, and worth the same.

    A level goes on as it is; a payment more is zero. Rates by age stay as they are.
    """
    widths: dict[str, int] = {}
    for path, width in (pair for model in models for pair in _widths(model)):
        widths[path] = max(width, widths.get(path, 0))
    return tuple(
        replace(
            model,
            inputs={
                path: _wide(given, widths.get(path, 0)) for path, given in model.inputs.items()
            },
        )
        for model in models
    )


def _widths(model: Model) -> Iterator[tuple[str, int]]:
    for path, given in model.inputs.items():
        if isinstance(given.value, Series) and given.value.grain != "table":
            yield path, len(given.value.values)


def _wide(given: Input, width: int) -> Input:
    series = given.value
    if not isinstance(series, Series) or not series.values or len(series.values) >= width:
        return given
    more = width - len(series.values)
    value = 0.0 if series.grain == "payment" else series.values[-1]
    values, dates = (*series.values, *[value] * more), (*series.dates, *series.dates[-1:] * more)
    return replace(given, value=replace(series, values=values, dates=dates))


def prepared(model: Model) -> Model:
    """The same business case with adjustments for every line and literals as inputs."""
    timeline = model.timeline
    columns = range(1 + timeline.periods)
    starts = tuple(timeline.end(column - 1) for column in columns)
    rows = {}
    for line in ADJUSTABLE:
        name = f"adjustments.{line}"
        given = model.inputs.get(name)
        amounts = given.value.over(timeline) if given and isinstance(given.value, Series) else ()
        padded = tuple(amounts[: len(columns)]) or (0.0,) * len(columns)
        series = Series("payment", padded, starts)
        if given:
            rows[name] = replace(given, value=series)
        else:
            doc = "what finance adds by hand"
            rows[name] = Input(name, series, MONEY, Quoting(MONEY), doc=doc)
    return with_literals_as_inputs(adjusted(model, rows))
