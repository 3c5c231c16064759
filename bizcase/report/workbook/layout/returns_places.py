"""Where everything stands on the sheet Returns: measures, then the rows and tables behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from bizcase.engine.model import Model
from bizcase.formula.nodes import ZERO
from bizcase.study.measures.registry import MEASURES, Measure
from bizcase.study.measures.sheet_part import (
    SheetCell,
    SheetPart,
    SheetResult,
    SheetRow,
    SheetTable,
    When,
)

FURTHER = "Further results and cross-checks"


@dataclass(frozen=True, slots=True)
class EachResult:
    """A further result for one of several rates: the number of the rate, from 0."""

    result: SheetResult
    number: int

    @property
    def name(self) -> str:
        """`npv_at_1` for the first rate."""
        return f"{self.result.name}_{self.number + 1}"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """Where a column of a table stands, counted from the first column of time."""

    offset: int
    first: int
    last: int


Item = Measure | SheetResult | EachResult | SheetRow | SheetCell


@dataclass
class ReturnsPlaces:
    """The row of everything on the sheet, by name."""

    results: dict[str, int] = field(default_factory=dict)  # measures and what stands beside them
    rows: dict[str, int] = field(default_factory=dict)
    cells: dict[str, int] = field(default_factory=dict)
    columns: dict[str, TableColumn] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    items: dict[int, Item] = field(default_factory=dict)  # by row, in their order
    tables: list[tuple[int, SheetTable, int]] = field(default_factory=list)  # headings, lines


def returns_places(models: Sequence[Model], first: int, rates: int) -> ReturnsPlaces:
    """Gives everything its row from `first` on; there are so many further rates."""
    places, there = ReturnsPlaces(), conditions(models)
    row = place_measures(places, MEASURES.values(), first)
    row = place_results(places, FURTHER, _results(there, rates), row + 1)
    parts = {measure.label: measure.sheet for measure in MEASURES.values()}
    place_workings(places, parts, row, there, models[0].timeline.columns)
    return places


def place_measures(places: ReturnsPlaces, measures: Iterable[Measure], row: int) -> int:
    """Measures under their title; gives the row after them."""
    row = _title(places, row, "Measures")
    for measure in measures:
        places.results[measure.name], places.items[row] = row, measure
        row += 1
    return row


def place_results(
    places: ReturnsPlaces, title: str, results: Iterable[SheetResult | EachResult], row: int
) -> int:
    """Further results under a title; gives the row after them."""
    row = _title(places, row, title)
    for result in results:
        places.results[result.name], places.items[row] = row, result
        row += 1
    return row


def place_workings(
    places: ReturnsPlaces, parts: Mapping[str, SheetPart], row: int, there: Set[When], columns: int
) -> int:
    """What is behind measures, by their labels, over so many columns; gives the row after it."""
    for label, part in parts.items():
        row = _workings(places, label, part, row, there)
    for part in parts.values():
        for table in part.tables:
            if table.when in there:
                row = _table(places, table, row + 1, columns)
    return row


def conditions(models: Sequence[Model]) -> set[When]:
    """What holds for a subject in all its cases."""
    found: set[When] = {"always"}
    if models[0].timeline.start:
        found.add("calendar")
    shifts = [model.rows["timing_shift"] for model in models if "timing_shift" in model.rows]
    if all(shift.formula == ZERO for shift in shifts):
        found.add("even")
    return found


def _title(places: ReturnsPlaces, row: int, text: str) -> int:
    places.titles[row] = text
    return row + 1


def _results(there: set[When], rates: int) -> Iterator[SheetResult | EachResult]:
    for measure in MEASURES.values():
        for result in measure.sheet.further:
            if result.each:
                yield from (EachResult(result, number) for number in range(rates))
            elif result.when in there:
                yield result


def _workings(
    places: ReturnsPlaces, label: str, part: SheetPart, row: int, there: Set[When]
) -> int:
    """The rows and cells of a measure that do not stand under another one already."""
    title = row + 1
    rows = [r for r in part.rows if r.when in there and r.name not in places.rows]
    cells = [c for c in part.cells if c.when in there and c.name not in places.cells]
    if not rows and not cells:
        return row
    row = _title(places, title, f"Behind it: {label}")
    for each in rows:
        places.rows[each.name], places.items[row] = row, each
        row += 1
    for cell in cells:
        places.cells[cell.name], places.items[row] = row, cell
        row += 1
    return row


def _table(places: ReturnsPlaces, table: SheetTable, row: int, periods: int) -> int:
    headings = _title(places, row, table.label)
    first = headings + 1
    last = first + table.lines + table.lines_per_period * periods - 1
    for offset, column in enumerate(table.columns):
        places.columns[column.name] = TableColumn(offset, first, last)
    places.tables.append((headings, table, last - first + 1))
    return last + 1
