"""Labels beside what they name: they keep clear of each other, of lines and of the edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bizcase.engine.operations import Array
from bizcase.report.charts.look import COLOURS, DPI, LABEL, LINE, POINTS
from bizcase.report.charts.words import width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SAMPLES = 800  # points of a line
_DISTANCES = (5.0, 10.0, 18.0, 30.0, 46.0, 66.0)  # points between a mark and its label
_LEADER = 14.0  # from this distance on a line leads to the label
_CLEAR = 2.0  # points around a label that stay free
# Where a label may stand beside its mark: to the right or left, above or below.
_SIDES = ((1, 1), (-1, 1), (1, -1), (-1, -1), (0, 1), (0, -1), (1, 0), (-1, 0))
_EDGE = 0.06  # inches between a drawing and the labels beside it
_LEADS = 0.3  # the same where a line leads to a label
_SWATCH = 0.15  # inches that a square of colour takes before its label


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the page, in dots."""

    left: float
    low: float
    right: float
    high: float

    def overlap(self, other: Box) -> float:
        """The area that both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.high, other.high) - max(self.low, other.low)
        return wide * tall if wide > 0 and tall > 0 else 0.0

    def holds(self, points: Array) -> int:
        """How many of some points, (n, 2), lie inside."""
        x, y = points[:, 0], points[:, 1]
        inside = (x > self.left) & (x < self.right) & (y > self.low) & (y < self.high)
        return int(inside.sum())

    def grown(self, by: float) -> Box:
        """The same with a margin."""
        return Box(self.left - by, self.low - by, self.right + by, self.high + by)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that a chart is about, with its label, which may be empty."""

    x: float
    y: float
    text: str
    colour: str
    bold: bool = False


class Labels:
    """The labels of one drawing; `lines` are what they may not cover, as x and y values."""

    def __init__(self, axes: Axes, lines: Sequence[tuple[Sequence[float], Sequence[float]]] = ()):
        self.axes = axes
        box = axes.get_window_extent()
        self.frame = Box(box.x0, box.y0, box.x1, box.y1)
        dots = [_dots(axes, x, y) for x, y in lines]
        self.points = np.concatenate(dots) if dots else np.empty((0, 2))
        self.taken: list[Box] = []

    def keep_free(self, x: float, y: float, size: float = 8.0) -> None:
        """No label covers the mark at this place, `size` points wide."""
        (across, up), half = self.axes.transData.transform((x, y)), size / 2 * DPI / POINTS
        self.taken.append(Box(across - half, up - half, across + half, up + half))

    def name(self, marks: Sequence[Mark]) -> None:
        """Dots at some places, each with its label."""
        for one in marks:
            dot(self.axes, one.x, one.y, one.colour)
            self.keep_free(one.x, one.y)
        for one in filter(lambda mark: mark.text, marks):
            self.put(one.text, one.x, one.y, one.colour, one.bold)

    def put(
        self,
        text: str,
        x: float,
        y: float,
        colour: str = "navy",
        bold: bool = False,
        sides: Sequence[tuple[int, int]] = _SIDES,
    ) -> None:
        """Writes a text near a place, where it covers least; the first of equal `sides` wins."""
        mark = self.axes.transData.transform((x, y))
        artist = self.axes.text(
            x, y, text, fontsize=LABEL, color=COLOURS[colour], linespacing=LINE - 0.05,
            fontweight="bold" if bold else "normal", ha="left", va="bottom", zorder=6,
        )  # fmt: skip
        size = artist.get_window_extent()
        found = list(_places(mark, size.width, size.height, sides))
        distance, box = min(found, key=lambda place: self._cost(*place))
        self.taken.append(box)
        across, up = self.axes.transData.inverted().transform((box.left, box.low))
        artist.set_position((across, up))
        if distance >= _LEADER:
            self._lead(mark, box)

    def _cost(self, distance: float, box: Box) -> float:
        clear = box.grown(_CLEAR * DPI / POINTS)
        area = (box.right - box.left) * (box.high - box.low)
        outside = area - box.overlap(self.frame)
        covered = sum(clear.overlap(other) for other in self.taken)
        cost = 50 * (outside + covered) / area + clear.holds(self.points) + distance / 10
        return round(cost, 3)  # the first of equals wins, whatever the last digits say

    def _lead(self, mark: Array, box: Box) -> None:
        ends = np.array(
            [mark, (min(max(mark[0], box.left), box.right), min(max(mark[1], box.low), box.high))]
        )
        ends = self.axes.transData.inverted().transform(ends)
        self.axes.plot(*ends.T, color=COLOURS["axis"], linewidth=0.8, zorder=5)
        self.points = np.concatenate([self.points, _dots(self.axes, *ends.T.tolist())])


def dot(axes: Axes, x: float, y: float, colour: str) -> None:
    """A dot at a place that a chart is about."""
    axes.plot(
        [x], [y], "o", color=COLOURS[colour], markersize=7, markeredgecolor="white",
        markeredgewidth=1.2, zorder=7, clip_on=False,
    )  # fmt: skip


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Places as near to the wanted ones as can be, at least `apart` from each other, in order.

    They stay between `low` and `high`, where there is room for all.
    """
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    groups: list[tuple[float, int]] = []  # the middle of places that touch, and how many they are
    for n in order:
        middle, count = min(max(wanted[n], low), high), 1
        while groups and middle - groups[-1][0] < apart * (count + groups[-1][1]) / 2:
            before, many = groups.pop()
            middle = (middle * count + before * many) / (count + many)
            count += many
            reach = apart * (count - 1) / 2
            middle = max(min(middle, high - reach), low + reach)
        groups.append((middle, count))
    places = [m + apart * (k - (c - 1) / 2) for m, c in groups for k in range(c)]
    found = [0.0] * len(wanted)
    for n, place in zip(order, places, strict=True):
        found[n] = place
    return found


@dataclass(frozen=True, slots=True)
class Beside:
    """A label to the right of a drawing, at the height of a value.

    A `swatch` shows a colour as a square, or as another `sign`; from where a line ends, at `start`,
    a thin one leads to the label.
    """

    text: str
    value: float
    colour: str
    bold: bool = False
    swatch: str = ""
    sign: str = "s"
    start: float | None = None


def room_beside(labels: Sequence[Beside], size: float = LABEL) -> float:
    """The inches that labels take to the right of a drawing."""
    lines = [
        width(line, size, label.bold) + _SWATCH * bool(label.swatch) + _edge(label)
        for label in labels
        for line in label.text.split("\n")
    ]
    return max(lines, default=0.0)


def label_right(axes: Axes, labels: Sequence[Beside], size: float = LABEL) -> None:
    """Writes labels to the right of a drawing, moved apart where they would touch."""
    box = axes.get_window_extent()
    lines = max((label.text.count("\n") + 1 for label in labels), default=1)
    apart = (size * LINE * lines + (lines - 1)) * DPI / POINTS
    dots = [float(axes.transData.transform((0.0, label.value))[1]) for label in labels]
    places = spread(dots, apart, box.y0, box.y1)
    for label, place in zip(labels, places, strict=True):
        x = 1 + _edge(label) * DPI / box.width
        y = (place - box.y0) / box.height
        if label.start is not None:
            end = axes.transData.transform((label.start, label.value))
            begin = axes.transAxes.inverted().transform(end)
            axes.plot(
                [begin[0], x], [begin[1], y], transform=axes.transAxes, color=COLOURS["axis"],
                linewidth=0.7, linestyle=(0, (1, 2)), clip_on=False, zorder=2,
            )  # fmt: skip
        if label.swatch:
            axes.plot(
                [x + 0.4 * _SWATCH * DPI / box.width], [y], label.sign, transform=axes.transAxes,
                color=COLOURS[label.swatch], markersize=size * 0.75, clip_on=False,
            )  # fmt: skip
            x += _SWATCH * DPI / box.width
        axes.text(
            x, y, label.text, transform=axes.transAxes, fontsize=size,
            color=COLOURS[label.colour], va="center", ha="left", linespacing=LINE - 0.05,
            fontweight="bold" if label.bold else "normal",
        )  # fmt: skip


def _edge(label: Beside) -> float:
    return _EDGE if label.start is None else _LEADS


def _dots(axes: Axes, x: Sequence[float], y: Sequence[float]) -> Array:
    """Points along a line, dense enough that no label slips in between, (n, 2)."""
    corners = axes.transData.transform(np.column_stack([x, y]))
    if len(corners) < 2:
        return np.asarray(corners)
    steps = np.hypot(*np.diff(corners, axis=0).T)
    length = np.concatenate([[0.0], np.cumsum(steps)])
    along = np.linspace(0.0, length[-1], _SAMPLES)
    return np.column_stack([np.interp(along, length, corners[:, k]) for k in (0, 1)])


def _places(
    mark: Array, wide: float, tall: float, sides: Sequence[tuple[int, int]]
) -> Iterator[tuple[float, Box]]:
    """Boxes around a mark with their distances in points, the nearest first."""
    for distance in _DISTANCES:
        away = distance * DPI / POINTS
        for right, up in sides:
            left = mark[0] + right * away - (0, wide / 2, wide)[(0, 1, 2)[1 - right]]
            low = mark[1] + up * away - (0, tall / 2, tall)[1 - up]
            yield distance, Box(left, low, left + wide, low + tall)
