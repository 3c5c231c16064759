"""The changes of an import on the terminal: a line each, or two where a line has no room."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bizcase.cli.terminal import BETWEEN, INDENT, terminal
from bizcase.report.tables.changes import ShownChange

LONGEST = 28  # characters of a text in the table; --json has all of it


def show_changes(changes: Sequence[ShownChange]) -> None:
    """What changes, in which case, from what to what, and where it stands."""
    out = terminal()
    rows = [_cells(change) for change in changes]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    if sum(widths) + 3 * BETWEEN + INDENT <= out.width:
        out.print(Padding.indent(_grid(rows), INDENT))
        return
    # What it was and is goes below, so that nothing else is broken.
    for path, case, step, where in rows:
        head = [part for part in (path, case, where) if part]
        out.print(Padding.indent(Text(" " * BETWEEN).join(head), INDENT))
        out.print(Padding.indent(step, 2 * INDENT))


def _grid(rows: Sequence[tuple[Text, ...]]) -> Table:
    grid = Table.grid(padding=(0, BETWEEN, 0, 0))
    for _ in range(4):
        grid.add_column(no_wrap=True)
    for row in rows:
        grid.add_row(*row)
    return grid


def _cells(change: ShownChange) -> tuple[Text, Text, Text, Text]:
    """The assumption, its case, the step, and file and line."""
    step = Text.assemble(short(change.old), (" -> ", "dim"), (short(change.new), "bold"))
    line = f":{change.line}" if change.line else ""
    where = Text(Path(change.file).name + line, "dim")
    return Text(change.name), Text(change.case, "dim"), step, where


def short(text: str) -> str:
    """A value as a table has room for it; a long text is cut."""
    return text if len(text) <= LONGEST else f'{text[: LONGEST - 4]}..."'
