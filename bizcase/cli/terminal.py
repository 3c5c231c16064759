"""Shows plain tables on a terminal with rich; long tables are split so that nothing is dropped."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from bizcase.report.tables.table import Style, Table

INDENT, BETWEEN = 2, 2
NARROWEST = 60  # below that a terminal breaks the lines better than we do
WIDEST = 140  # longer lines of figures are hard to follow
_STYLES: dict[Style, str] = {"total": "bold", "quiet": "dim"}


def terminal(stderr: bool = False) -> Console:
    """Where to print: plain where no terminal listens or NO_COLOR is set."""
    # With NO_COLOR alone rich would still print bold and dim.
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    return Console(
        stderr=stderr, color_system=colours, markup=False, emoji=False, highlight=False,
        width=max(NARROWEST, get_terminal_size().columns),
    )  # fmt: skip


def figures(table: Table, width: int, even: bool = True) -> Iterator[RenderableType]:
    """A table of figures, in parts below each other if it is wider than `width`.

    `even` columns are equally wide.
    """
    if table.title:
        yield Text(table.title, "bold")
    labels = max(len(label) for label in (table.corner, *(line.label for line in table.lines)))
    widths = _widths(table, even)
    for n, columns in enumerate(parts(widths, min(width, WIDEST) - INDENT - labels)):
        if n:
            yield ""
        yield Padding.indent(_part(table, columns, widths), INDENT)
    yield from (Padding.indent(Text(note, "dim"), INDENT) for note in table.notes)


def parts(widths: Sequence[int], room: int) -> list[range]:
    """The columns of each part: as few parts as the room allows, of about equal size."""
    count, taken = len(widths), [width + BETWEEN for width in widths]
    for size in range(count, 0, -1):
        starts = range(0, count, size)
        if size == 1 or all(sum(taken[s : s + size]) <= room for s in starts):
            even = -(-count // len(starts))
            return [range(s, min(s + even, count)) for s in range(0, count, even)]
    return []


def facts(table: Table) -> RenderableType:
    """Lines of a label, a value and a remark; a long remark goes on below itself."""
    grid = RichTable.grid(padding=(0, BETWEEN, 0, 0))
    for wraps in (False, False, True):
        grid.add_column(no_wrap=not wraps)
    for line in table.lines:
        value, remark = line.cells
        grid.add_row(
            Text(line.label, _STYLES.get(line.style, "")),
            _cell(value, "bold"),
            Text(remark, "dim"),
        )
    return Padding.indent(grid, INDENT)


def _widths(table: Table, even: bool) -> list[int]:
    """The widths of the columns: if even, the same for all but the first, which is calmer."""
    rows = (table.headings, *(line.cells for line in table.lines if line.cells))
    own = [
        max(len(part) for row in rows for part in row[c].split("\n"))
        for c in range(len(table.headings))
    ]
    if not even:
        return own
    return own[:1] + [max(own[1:], default=0)] * (len(own) - 1)


def _part(table: Table, columns: range, widths: Sequence[int]) -> RichTable:
    # The box has a rule below the headings, and one space between columns.
    part = RichTable(
        table.corner, box=SIMPLE_HEAD, show_edge=False, pad_edge=False,
        padding=(0, 0, 0, BETWEEN - 1), header_style="dim", border_style="dim",
    )  # fmt: skip
    for column in columns:
        heading = table.headings[column]
        part.add_column(heading, justify="right", min_width=widths[column], no_wrap=True)
    for line in table.lines:
        cells = [_cell(line.cells[column]) for column in columns] if line.cells else []
        part.add_row(line.label, *cells, style=_STYLES.get(line.style))
    return part


def _cell(text: str, style: str = "") -> Text:
    negative = text[:1] == "-" and text[1:2].isdigit()
    return Text(text, f"{style} red" if negative else style)
