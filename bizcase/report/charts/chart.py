"""What a chart is: a name, what it shows, the results that it is drawn from, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from bizcase.problems import Problem

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Results = TypeVar("Results")
NOTHING = "nothing-to-draw"
# What to do where all is zero, or a figure does not exist.
NO_FLOWS = "add `products:`, `revenue:` or `costs:`"
MISSING = "`bizcase run` says what is missing, and why"


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure and the sentence above it, which says what it shows."""

    title: str
    figure: Figure

    def png(self) -> bytes:
        """The picture as PNG, 200 dots to the inch."""
        from bizcase.report.charts.save import png

        return png(self)

    def svg(self) -> bytes:
        """The picture as SVG, letters as outlines."""
        from bizcase.report.charts.save import svg

        return svg(self)

    def save(self, path: str | Path) -> None:
        """Writes a file, PNG or SVG by its suffix. Raises ProblemsFoundError or ValueError."""
        from bizcase.report.charts.save import save

        save(self, Path(path))


@dataclass(frozen=True, slots=True)
class Chart(Generic[Results]):
    """`reads` is the kind of results that `draw` takes; where they show nothing it says why."""

    name: str
    doc: str
    reads: type[Results]
    draw: Callable[[Results], Picture | Problem]


def nothing(why: str, remedy: str) -> Problem:
    """There is nothing to draw."""
    return Problem(NOTHING, why, help=remedy)
