"""The scenario on the disk into which changes go: what it says now, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from bizcase.engine.model import Input, Model, Series
from bizcase.problems import Span
from bizcase.report.workbook.layout.subject import BASE, prepared
from bizcase.report.workbook.returned.incoming.changes import Wish
from bizcase.scenario.load import load_cases
from bizcase.scenario.rewriting.change import ADJUSTMENTS, TEXTS, Change, places_of_series
from bizcase.scenario.rewriting.outline import Outline, outline_of

Said: TypeAlias = float | str | Series | None
Models: TypeAlias = Mapping[str, Model]  # by case


@dataclass(frozen=True)
class Target:
    """The scenario of a file in all its cases. Raises ProblemsFoundError when it is read."""

    path: Path

    @cached_property
    def models(self) -> dict[str, Model]:
        """The models as they are loaded."""
        return load_cases(self.path)

    @cached_property
    def prepared(self) -> dict[str, Model]:
        """The models as a workbook shows them."""
        return {case: prepared(model) for case, model in self.models.items()}

    @cached_property
    def outline(self) -> Outline:
        """Where everything stands in the files."""
        return outline_of(self.path)

    def says(self, case: str, path: str) -> bool:
        """Whether a case has its own words for the value of an assumption."""
        found = self.models[case].inputs.get(path) if case in self.models else None
        if found is None:
            return False
        sites = [self.outline.at(span) for span in (found.places.base, *found.places.values)]
        return any(site is not None and site.case == case for site in sites)

    def literal(self, path: str) -> Span | None:
        """Where a number in a formula stands; None if the path is no such number."""
        if path.startswith(ADJUSTMENTS) or path in self.models[BASE].inputs:
            return None
        found = self.prepared[BASE].inputs.get(path)
        return found.span if found else None

    def place(self, change: Change, column: int | None) -> Span | None:
        """Where that stands which a change alters, or its assumption."""
        model = self.prepared.get(change.case)
        found = model.inputs.get(change.path) if model else None
        if found is None:
            return None
        own: Span | None = None
        if column is not None:
            at = self.amounts(change.path, column)
            own = found.places.values[at[0]] if at else None
        elif change.index is not None:
            spans = places_of_series(found.places, change.part)
            own = spans[change.index] if change.index < len(spans) else None
        else:
            own = getattr(found.places, "note" if change.part == "reason" else change.part, None)
        return own or found.span

    def amounts(self, path: str, column: int) -> list[int]:
        """Which of the amounts written for an adjusted line fall into a column."""
        found = self.models[BASE].inputs.get(path)
        if found is None or not isinstance(found.value, Series):
            return []
        timeline = self.models[BASE].timeline
        start, end = timeline.end(column - 1), timeline.end(column)
        dates = enumerate(found.value.dates)
        return [i for i, date in dates if start - 1e-9 <= date < end - 1e-9]


def said(models: Models, wish: Wish) -> Said:
    """What a scenario says where a change is to be made; None where it says nothing."""
    change = wish.change
    model = models.get(change.case)
    found = model.inputs.get(change.path) if model else None
    return None if found is None else _part(found, change, wish.column)


def _part(found: Input, change: Change, column: int | None) -> Said:
    part = "note" if change.part == "reason" else change.part
    if part in TEXTS:
        return getattr(found.origin, part) or None
    if part in ("low", "high"):
        return getattr(found.range, part) if found.range else None
    if isinstance(found.value, Series) and (column is not None or change.index is not None):
        several = found.value.dates if part.startswith("dates") else found.value.values
        index = change.index if column is None else column
        assert index is not None
        value = several[index] if index < len(several) else None
        return value if column is None else value or None
    return found.value
