"""The texts of a figure as they are drawn: what they say, where they stand, what they touch."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import Any, cast

from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from bizcase.report.charts.look import house_style

SLACK = 1.0  # points by which boxes may touch: letters do not fill their lines


@lru_cache(maxsize=4)  # figures are large
def texts(figure: Figure) -> list[tuple[str, Bbox]]:
    """Every text that is drawn, with its box in points."""
    with house_style():
        figure.draw_without_rendering()
    hidden = {id(t) for axis in figure.findobj(Axis) for t in _undrawn(axis)}
    scale = 72 / figure.dpi
    found = []
    for text in figure.findobj(Text):
        if text.get_text().strip() and text.get_visible() and id(text) not in hidden:
            box = text.get_window_extent()
            found.append((text.get_text(), Bbox(box.get_points() * scale)))
    return found


def _undrawn(axis: Axis) -> list[Text]:
    """The labels of ticks that lie outside of the axis, or are not there at all."""
    drawn = {id(tick) for tick in cast(Any, axis)._update_ticks()}
    every = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
    return [
        text
        for tick in every
        for text in (tick.label1, tick.label2)
        if id(tick) not in drawn or not text.get_visible()
    ]


def collisions(figure: Figure) -> list[str]:
    """The pairs of texts that overlap, and the texts that reach beyond the page."""
    found = texts(figure)
    wide, tall = figure.get_size_inches() * 72
    problems = [
        f"`{one}` and `{other}`"
        for (one, a), (other, b) in combinations(found, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > SLACK and min(a.y1, b.y1) - max(a.y0, b.y0) > SLACK
    ]
    problems += [
        f"`{text}` beyond the page"
        for text, box in found
        if box.x0 < 0 or box.y0 < 0 or box.x1 > wide or box.y1 > tall
    ]
    return problems
