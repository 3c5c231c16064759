"""How a spreadsheet computes a measure: short templates of formulas that a workbook fills in.

A template is a formula without `=` in which names in braces stand for cells:

- `{cash}` the cell of a row in the column that is written, in a table the cell in the same line;
- `{cash:previous}`, `{cash:next}` one column to the left or right, blank at the ends;
- `{cash:all}`, `{cash:later}`, `{cash:so_far}` the whole row, all of it but the opening, and from
  the opening up to the column that is written;
- `{cash:first}`, `{cash:last}` its cell in the opening or in the last column;
- `{force:above}`, `{force:first}`, `{force:last}`, `{force:all}` the same down a table;
- `{npv}`, `{largest_cash}`, `{per_year}` a measure, a single cell, a number of the timeline;
- `{1e-9}` a number, which gets a cell of its own unless it is 0 or 1.

Names are, in this order: rows, cells and columns of tables in the parts of measures, measures,
rows of the case and of the timeline. What does not exist is the text `n/a`, by an explicit test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# How numbers look; money as the scenario wants it shown.
Shown = Literal["money", "share", "years", "ratio", "number", "flag", "factor", "date", "exact"]
# When something is there: always, if the timeline has a start, if cash flows stand at the ends of
# periods, and so equally far apart.
When = Literal["always", "calendar", "even"]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with one formula in all columns; the opening may have another one."""

    name: str
    label: str
    shown: Shown
    template: str
    opening: str | None = None
    when: When = "always"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A single cell: a formula, or a number that belongs to the method."""

    name: str
    label: str
    shown: Shown
    content: str | float
    when: When = "always"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a table: one formula down; the first and the last line may have others."""

    name: str
    label: str
    shown: Shown
    template: str
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table with its lines below each other: so many, and so many for each column of time."""

    label: str
    columns: tuple[SheetColumn, ...]
    lines: int = 0
    lines_per_period: int = 0
    when: When = "always"


@dataclass(frozen=True, slots=True)
class SheetResult:
    """A further result beside the measure, such as a cross-check by a function of Excel.

    With `each`, the name of a table of rates, there is one for every rate: `{each}`.
    """

    name: str
    label: str
    shown: Shown
    template: str
    doc: str
    when: When = "always"
    each: str = ""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """The template of a measure, and the rows, cells and tables from which it is computed.

    Parts may share rows and cells: they stand once, under the first measure that has them. Where
    one of the cells in `needs` is no number, a cash flow is missing: the measure is `n/a`.
    """

    value: str
    needs: tuple[str, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    cells: tuple[SheetCell, ...] = ()
    tables: tuple[SheetTable, ...] = ()
    further: tuple[SheetResult, ...] = ()


def largest(row: str) -> str:
    """The template of the largest amount in a row, without its sign."""
    return f"MAX(MAX({{{row}:all}}),-MIN({{{row}:all}}))"
