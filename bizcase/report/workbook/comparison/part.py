"""An option in the workbook: its letter, where its sheets are, and its flows as cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bizcase.report.workbook.addresses import Area, Place, letters
from bizcase.report.workbook.book import Book
from bizcase.report.workbook.comparison.lettered import lettered_area, title_of
from bizcase.report.workbook.comparison.stream import Stream
from bizcase.report.workbook.layout.places import OPENING
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.layout.subject import BASE
from bizcase.report.workbook.proof.recalculate import Recalculation, Result, Typed
from bizcase.study.comparison.option import Option

SHEETS = (
    "Inputs", "Series", "Adjustments", "Calc", "Annual", "ChartData", "Returns", "Checks",
)  # fmt: skip
ALIGNED = "Aligned"


@dataclass(frozen=True)
class Part:
    """An option with the plan of its own sheets, which `book` holds without their letter.

    `stream` has its flows as they are seen beside the others; None where they are seen as they are.
    """

    letter: str
    option: Option
    plan: Plan
    book: Book
    stream: Stream | None = None

    @property
    def file(self) -> str:
        """The name of its file, with the case if it is not the base case: `lamp.yaml#downside`."""
        case = self.plan.subject.shown
        return next(iter(self.plan.subject.files)) + (f"#{case}" if case != BASE else "")

    def area(self, own: Area) -> Area:
        """Cells of its own sheets, under its letter."""
        return lettered_area(self.letter, own)

    def measure(self, name: str) -> Area:
        """The cell of a measure, as it is seen beside the others."""
        if self.stream is None:
            return self.area(self.plan.measure_cell(name))
        place = self.stream.measure_cell(name)
        return Area(title_of(self.letter, ALIGNED), *_corners(place))

    def flow(self, name: str, column: int) -> str:
        """The cell of a row of flows in a column, as they are seen beside the others; 0 is first.

        The names are those that rows of the case have: `free_cash_flow`, `discount_time`.
        """
        return f"{self._sheet}!{letters(OPENING + column)}{self._row(name)}"

    def flows(self, name: str) -> str:
        """The same in all columns."""
        columns = len(self.option.flows.column_end)
        first, last = letters(OPENING), letters(OPENING + columns - 1)
        row = self._row(name)
        return f"{self._sheet}!${first}${row}:${last}${row}"

    @property
    def _sheet(self) -> str:
        return title_of(self.letter, "Calc" if self.stream is None else ALIGNED)

    def _row(self, name: str) -> int:
        return (self.plan.rows if self.stream is None else self.stream.returns.rows)[name]

    def case(self, name: str, column: int, last: int | None = None) -> str:
        """Cells of a row of the case in its own columns, from one to another."""
        row = self.plan.time.get(name) or self.plan.rows[name]
        first = f"{title_of(self.letter, 'Calc')}!{letters(OPENING + column)}{row}"
        return first if last in (None, column) else f"{first}:{letters(OPENING + last)}{row}"


def _corners(area: Area) -> tuple[int, int, int, int]:
    return area.row, area.column, area.last_row, area.last_column


@dataclass
class OptionsPart(Recalculation):
    """The sheets of one option in a calculated workbook, by their names without the letter."""

    whole: Recalculation
    letter: str
    numbers: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        start = title_of(self.letter, "")
        there = {title.removeprefix(start): title for title in self.whole.numbers}
        self.numbers = {
            own: self.whole.numbers[title] for own, title in there.items() if own != title
        }

    def set(self, place: Place, value: Typed) -> None:
        """Types a value over a cell."""
        self.whole.set(self._there(place), value)

    def reset(self) -> None:
        """Takes back all that was set, in the other sheets as well."""
        self.whole.reset()

    def read(self, places: Iterable[Place]) -> dict[Place, Result]:
        """The values of cells."""
        own = list(places)
        found = self.whole.read(map(self._there, own))
        return dict(zip(own, found.values(), strict=True))

    def formulas(self) -> list[Place]:
        """The cells with a formula."""
        start = title_of(self.letter, "")
        return [
            (sheet.removeprefix(start), row, column)
            for sheet, row, column in self.whole.formulas()
            if sheet.startswith(start)
        ]

    def _there(self, place: Place) -> Place:
        sheet, row, column = place
        return title_of(self.letter, sheet), row, column
