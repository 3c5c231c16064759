"""What a workbook is before it becomes a file: sheets of cells with styles, names and charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from bizcase.report.workbook.addresses import Area

Value: TypeAlias = float | str | bool | None


@dataclass(frozen=True, slots=True)
class Formula:
    """The text of a formula, without `=`, and its value where our engine knows it.

    The value is shown by programs that do not calculate. Where it is None, the value of the
    recalculation is shown.
    """

    text: str
    value: Value = None


Content: TypeAlias = float | str | date | Formula | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A content and its style, `role` or `role/format` as in `look/roles.py`.

    None is a cell that is there only for its looks, or for somebody to fill in.
    """

    content: Content
    style: str


@dataclass(frozen=True, slots=True)
class Validation:
    """What may be typed into cells: one of a list, or a number or date within bounds."""

    area: Area
    kind: Literal["list", "decimal", "date"]
    source: str = ""  # of a list: the area as text
    least: float | None = None
    greatest: float | None = None
    title: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Highlight:
    """Cells that look different while a formula (seen from the first cell) is TRUE."""

    area: Area
    formula: str
    role: Literal["good", "bad", "quiet", "warning", "residue", "beyond"]


@dataclass(frozen=True, slots=True)
class Link:
    """A place inside the workbook to jump to."""

    row: int
    column: int
    target: str  # `Calc!A1`


@dataclass(frozen=True, slots=True)
class Plotted:
    """One series of a chart: `name` is an area of one cell or a text."""

    name: Area | str
    values: Area
    colour: str  # a name in look.COLOURS
    drawn: Literal["bar", "line", "hidden"] = "bar"


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart, anchored at a cell."""

    title: str
    categories: Area
    series: tuple[Plotted, ...]
    row: int
    column: int
    width: float = 16.0  # cm
    height: float = 8.0
    stacked: bool = False
    horizontal: bool = False
    axis: str = ""  # title of the value axis
    number_format: str = "#,##0"
    legend: bool = True
    label_every: int = 0  # categories from one label to the next; 0 leaves it to the program


@dataclass(frozen=True, slots=True)
class WhatIfTable:
    """An Excel what-if table: for each row's and column's heading the corner's formula."""

    area: Area  # the body, without headings
    row_input: str  # the cell that takes the headings of the columns, `D6`
    column_input: str  # the cell that takes the headings of the rows


@dataclass
class Sheet:
    """A sheet under construction."""

    title: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    validations: list[Validation] = field(default_factory=list)
    highlights: list[Highlight] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    tables: list[WhatIfTable] = field(default_factory=list)
    names: dict[str, Area] = field(default_factory=dict)
    outlined_rows: list[tuple[int, int]] = field(default_factory=list)  # groups of detail rows
    freeze: tuple[int, int] | None = None  # the first cell that scrolls
    print_columns: int | None = None  # last column that is printed
    repeat_rows: tuple[int, int] | None = None
    repeat_columns: tuple[int, int] | None = None
    print_rows: int | None = None  # last row that is printed
    sections: list[int] = field(default_factory=list)  # rows of titles that no page ends with
    pages_wide: int = 1  # 0: as many as needed
    pages_tall: int = 0  # 0: as many as needed
    landscape: bool = True
    tab: str = "navy"

    def put(self, row: int, column: int, content: Content, style: str) -> None:
        """Writes one cell."""
        self.cells[row, column] = Cell(content, style)

    def put_row(self, row: int, column: int, contents: Iterable[Content], style: str) -> None:
        """Writes cells side by side."""
        for i, content in enumerate(contents):
            self.cells[row, column + i] = Cell(content, style)

    def area(
        self, row: int, column: int, last_row: int | None = None, last_column: int | None = None
    ) -> Area:
        """A rectangle of this sheet, by default of one cell."""
        return Area(self.title, row, column, last_row or row, last_column or column)

    @property
    def last_row(self) -> int:
        """The last row with a cell."""
        return max((row for row, _ in self.cells), default=1)


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook."""

    title: str
    sheets: Sequence[Sheet]
    as_of: date
