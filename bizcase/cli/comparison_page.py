"""What `bizcase compare` prints: the advice, the options side by side, what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from bizcase.cli.terminal import facts, figures
from bizcase.report.tables.alignment import alignment
from bizcase.report.tables.comparison import options_table
from bizcase.report.tables.increments import increment_facts, increment_table
from bizcase.report.tables.turning import changes_table
from bizcase.study.comparison.advice import advice
from bizcase.study.comparison.result import Comparison


def comparison_page(
    found: Comparison, measures: Sequence[str], width: int
) -> Iterator[RenderableType]:
    """All that a comparison says, its tables fitted to a width in characters."""
    first, *others = advice(found)
    yield Text(first, "bold")
    if others:
        yield Text(" ".join(others))
    yield ""
    yield from figures(options_table(found, measures), width)
    for increment in found.increments:
        yield ""
        yield from figures(increment_table(found, increment), width)
        yield facts(increment_facts(found, increment))
    changes = changes_table(found)
    if changes:
        yield ""
        yield Text(changes.title, "bold")
        yield facts(changes)
    yield ""
    yield Text("\n".join(alignment(found)), "dim")
