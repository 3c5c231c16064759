"""Shows tables on a terminal: columns lined up, long tables split so that nothing is dropped."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bizcase.report.tables.table import Line, Table

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

INDENT, BETWEEN = 2, 2
WIDEST = 140  # longer lines of figures are hard to follow


def show_figures(table: Table, console: Console) -> None:
    """Prints a table of figures, in several parts below each other if it is too wide."""
    if table.title:
        console.print(table.title, style="bold underline")
    labels = max(len(line.label) for line in (Line(table.corner), *table.lines))
    cells = _width(table, 0, len(table.headings))
    room = min(console.width, WIDEST) - INDENT - labels
    for n, columns in enumerate(parts(len(table.headings), cells, room)):
        if n:
            console.print()
        for text in _texts(table, columns, labels, cells):
            console.print(text, soft_wrap=True)
    for note in table.notes:
        console.print("  " + note, style="dim")


def parts(count: int, cells: int, room: int) -> list[range]:
    """The columns of each part: as few parts as the room allows, of about equal size."""
    fitting = max(1, room // (cells + BETWEEN))
    needed = -(-count // fitting)
    size = -(-count // max(1, needed))
    return [range(start, min(start + size, count)) for start in range(0, count, size or 1)]


def show_facts(table: Table, console: Console) -> None:
    """Prints lines of a label, a value and a remark; a long remark goes on below itself."""
    labels = max(len(line.label) for line in table.lines)
    values = max(len(line.cells[0]) for line in table.lines)
    before = INDENT + labels + BETWEEN + values + BETWEEN
    for line in table.lines:
        value, remark = line.cells
        text = _text(INDENT)
        text.append(line.label.ljust(labels + BETWEEN), _style(line, ""))
        text.append(value.ljust(values + BETWEEN), _style(line, value) or "bold")
        wrapped = textwrap.wrap(remark, max(20, console.width - before))
        text.append(("\n" + " " * before).join(wrapped), "dim")
        text.rstrip()
        console.print(text, soft_wrap=True)


def _width(table: Table, first: int, last: int) -> int:
    """The width of the longest text in some columns: all get the same, which is calmer."""
    cells = [line.cells[first:last] for line in table.lines if line.cells]
    return max(len(cell) for row in (table.headings[first:last], *cells) for cell in row)


def _texts(table: Table, columns: range, labels: int, cells: int) -> Iterator[Text]:
    head = Line(table.corner, table.headings, "quiet")
    for line in (head, *table.lines):
        text = _text(INDENT)
        text.append(line.label.ljust(labels), _style(line, ""))
        for column in columns:
            cell = line.cells[column] if line.cells else ""
            text.append(" " * BETWEEN + cell.rjust(cells), _style(line, cell))
        text.rstrip()
        yield text
        if line is head:
            rule = "─" * (labels + len(columns) * (cells + BETWEEN))
            yield _text(INDENT).append(rule, "dim")


def _text(indent: int) -> Text:
    from rich.text import Text

    return Text(" " * indent)


def _style(line: Line, cell: str) -> str:
    if line.style == "quiet":
        return "dim"
    negative = cell[:1] == "-" and cell[1:2].isdigit()
    return " ".join(["bold"] * (line.style == "total") + ["red"] * negative)
