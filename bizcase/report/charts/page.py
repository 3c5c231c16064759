"""One chart on its page: a title that states the finding, what is shown, the drawing, a note."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bizcase.report.charts.look import (
    COLOURS,
    DPI,
    HEIGHT,
    LABEL,
    LINE,
    NOTE,
    POINTS,
    SUBTITLE,
    TITLE,
    WIDTH,
)
from bizcase.report.charts.note import note, shows
from bizcase.report.charts.words import name_in, width, wrapped
from bizcase.study.run import Run

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARGIN = 0.22  # inches around everything
GAP = 0.12  # between the texts and the drawing
_PAD = 0.09  # between an axis and its labels
_EACH = 1.7  # inches that a page grows for a drawing beyond two
BETWEEN = 0.22  # between two drawings


class Page:
    """A figure with its texts; drawings are added to it, then `fit` finds their places."""

    def __init__(self, title: str, shows: str, note: str, height: float = HEIGHT) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.title, self.height = title, height
        self.figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor="white")
        FigureCanvasAgg(self.figure)  # measures texts, quicker than one made for each of them
        self.room = WIDTH - 2 * MARGIN
        self.top = height - MARGIN
        for text, size, colour, bold, most in (
            (title, TITLE, "navy", True, 3),
            (shows, SUBTITLE, "slate", False, 2),
        ):
            for line in wrapped(text, self.room, size, bold, most) if text else ():
                self._line(line, self.top, size, colour, bold)
                self.top -= size * LINE / POINTS
            self.top -= 0.02
        notes = wrapped(note, self.room, NOTE, most=3, even=False)
        self.bottom = MARGIN * 0.7
        for line in reversed(notes):
            self.bottom += NOTE * LINE / POINTS
            self._line(line, self.bottom, NOTE, "slate")
        self.top, self.bottom = self.top - GAP, self.bottom + GAP

    def _line(self, text: str, top: float, size: float, colour: str, bold: bool = False) -> None:
        self.figure.text(
            MARGIN / WIDTH, top / self.height, text, fontsize=size, color=COLOURS[colour],
            fontweight="bold" if bold else "normal", va="top", ha="left",
        )  # fmt: skip

    def axes(self, count: int = 1) -> list[Axes]:
        """Drawings below each other; where they stand is found by `fit`."""
        share = 1 / count
        return [
            self.figure.add_axes((0.1, 1 - (n + 1) * share, 0.8, share * 0.9)) for n in range(count)
        ]

    def fit(
        self,
        axes: Sequence[Axes],
        right: float = 0.0,
        left: float = 0.0,
        shares: Sequence[float] = (),
        top: float = 0.0,
        low: float = 0.0,
        gap: float = BETWEEN,
    ) -> None:
        """Gives drawings the room that the texts leave, their tick labels included.

        `left`, `right`, `top` and `low` are inches that labels of the chart itself need; `shares`
        are the heights of several drawings below each other, `gap` is between them.
        """
        wide = max((_labels_width(one) for one in axes), default=0.0)
        tall = [_labels_height(one) for one in axes]
        start = MARGIN + max(wide, left)
        across = WIDTH - MARGIN - right - start
        free = self.top - top - low - self.bottom - sum(tall) - gap * (len(axes) - 1)
        parts = shares or [1.0] * len(axes)
        upper = self.top - top
        for one, part, labels in zip(axes, parts, tall, strict=True):
            height = free * part / sum(parts)
            upper -= height
            one.set_position(
                (
                    start / WIDTH,
                    upper / self.height,
                    across / WIDTH,
                    height / self.height,
                )
            )
            upper -= labels + gap

    def inches(self, axes: Axes) -> tuple[float, float]:
        """The width and height of a drawing."""
        box = axes.get_position()
        return box.width * WIDTH, box.height * self.height


def case_page(run: Run, title: str, words: str, further: str = "", height: float = HEIGHT) -> Page:
    """A page about a case: below the title what is shown, in the note on what it rests."""
    return Page(title, shows(run, words), note(run, further), height)


def height_for(drawings: int) -> float:
    """The height of a page with so many drawings below each other."""
    return HEIGHT + _EACH * max(0, drawings - 2)


def panel_name(page: Page, axes: Axes, name: str, after: str) -> None:
    """Writes a name and some words after it above a drawing; a long name is shortened."""
    room = page.inches(axes)[0] - width(after, LABEL, True)
    axes.text(
        0, 1.03, name_in(room, name, LABEL, True) + after, transform=axes.transAxes, va="bottom",
        ha="left", fontsize=LABEL, fontweight="bold",
    )  # fmt: skip


def _labels_width(axes: Axes) -> float:
    """How far the labels of the vertical axis reach to the left, in inches."""
    texts = [t for t in axes.get_yticklabels() if t.get_text()]
    boxes = [text.get_window_extent() for text in texts]
    return max((box.width for box in boxes), default=0.0) / DPI + (_PAD if boxes else 0.0)


def _labels_height(axes: Axes) -> float:
    """How far the labels of the horizontal axis reach down, in inches."""
    texts = [t for t in axes.get_xticklabels() if t.get_text()]
    boxes = [text.get_window_extent() for text in texts]
    return max((box.height for box in boxes), default=0.0) / DPI + (_PAD if boxes else 0.0)
