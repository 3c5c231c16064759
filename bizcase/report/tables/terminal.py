"""Shows tables on a terminal: columns lined up, long tables split so that nothing is dropped."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from bizcase.report.paint import paint
from bizcase.report.tables.table import Line, Table

INDENT, BETWEEN = "  ", 2
WIDEST = 140  # longer lines of figures are hard to follow


def figures(table: Table, width: int) -> Iterator[str]:
    """The lines of a table of figures, in parts below each other if it is wider than `width`."""
    if table.title:
        yield paint(table.title, "bold")
    labels = max(len(line.label) for line in (Line(table.corner), *table.lines))
    widths = _widths(table)
    room = min(width, WIDEST) - len(INDENT) - labels
    for n, columns in enumerate(parts(widths, room)):
        if n:
            yield ""
        yield from _part(table, columns, labels, widths)
    for note in table.notes:
        yield from (INDENT + paint(line, "dim") for line in textwrap.wrap(note, width - 2))


def parts(widths: Sequence[int], room: int) -> list[range]:
    """The columns of each part: as few parts as the room allows, of about equal size."""
    count, taken = len(widths), [width + BETWEEN for width in widths]
    for size in range(count, 0, -1):
        starts = range(0, count, size)
        if size == 1 or all(sum(taken[s : s + size]) <= room for s in starts):
            even = -(-count // len(starts))
            return [range(s, min(s + even, count)) for s in range(0, count, even)]
    return []


def facts(table: Table, width: int) -> Iterator[str]:
    """Lines of a label, a value and a remark; a long remark goes on below itself."""
    labels = max(len(line.label) for line in table.lines) + BETWEEN
    values = max(len(line.cells[0]) for line in table.lines) + BETWEEN
    before = len(INDENT) + labels + values
    for line in table.lines:
        value, remark = line.cells
        first, *rest = textwrap.wrap(remark, max(20, width - before)) or [""]
        label = paint(line.label, _style(line, "")) + " " * (labels - len(line.label))
        figure = paint(value, _style(line, value) or "bold") + " " * (values - len(value))
        yield (INDENT + label + figure + paint(first, "dim")).rstrip()
        yield from (" " * before + paint(more, "dim") for more in rest)


def _widths(table: Table) -> list[int]:
    """The widths of the columns: the same for all but the first, which is calmer."""
    rows = (table.headings, *(line.cells for line in table.lines if line.cells))
    own = [max(len(row[c]) for row in rows) for c in range(len(table.headings))]
    return own[:1] + [max(own[1:])] * (len(own) - 1) if len(own) > 1 else own


def _part(table: Table, columns: range, labels: int, widths: Sequence[int]) -> Iterator[str]:
    head = Line(table.corner, table.headings, "quiet")
    yield _line(head, columns, labels, widths)
    across = labels + sum(widths[c] + BETWEEN for c in columns)
    yield INDENT + paint("─" * across, "dim")
    for line in table.lines:
        yield _line(line, columns, labels, widths)


def _line(line: Line, columns: range, labels: int, widths: Sequence[int]) -> str:
    text = INDENT + paint(line.label, _style(line, "")) + " " * (labels - len(line.label))
    for column in columns if line.cells else ():
        cell = line.cells[column]
        text += " " * (BETWEEN + widths[column] - len(cell)) + paint(cell, _style(line, cell))
    return text.rstrip()


def _style(line: Line, cell: str) -> str:
    if line.style == "quiet":
        return "dim"
    negative = cell[:1] == "-" and cell[1:2].isdigit()
    return " ".join(["bold"] * (line.style == "total") + ["red"] * negative)
