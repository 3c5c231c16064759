"""The chart `heat-map`: the NPV for pairs of values of two assumptions, and where it is zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bizcase.engine.operations import Array
from bizcase.problems import Problem
from bizcase.report.charts.chart import MISSING, Picture, nothing
from bizcase.report.charts.look import COLOURS, LABEL, LINE, POINTS, TICK, WIDTH, shade
from bizcase.report.charts.page import MARGIN, Page, case_page
from bizcase.report.charts.words import name_in, width
from bizcase.report.names import driver_name, in_sentence
from bizcase.study.sensitivity.result import Sensitivity
from bizcase.study.sensitivity.two_way import TwoWay
from bizcase.study.value_text import value_text
from bizcase.units.money import money, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NAME = 2.4  # inches for the name of a driver in the title
_LINE = TICK * LINE / POINTS  # inches: a line of letters
_LIFT = 5  # points from the drawing to the name above it
_ROOM = _LINE + _LIFT / POINTS  # inches above and below the drawing for the names of both drivers
_LEAST_LETTERS = 6.5  # points
_DIGITS = 4  # of the values of the drivers
_FEW, _FEW_MORE = 10.0, 2  # amounts below it have so many decimals
_APART = 0.06  # inches between two labels of columns
_EDGE = 0.05  # inches between the number in a cell and its sides


def heat_map(found: Sensitivity) -> Picture | Problem:
    """A cell for each pair of values, coloured by its NPV; a line where that is zero."""
    table = found.table
    if table is None and found.base is None:
        return nothing(f"there is no NPV: {found.why}", MISSING)
    if table is None:
        return nothing("fewer than two assumptions change the NPV", "see what they are used in")
    worth = np.array(table.npv, dtype=float)
    if not np.isfinite(worth).any():
        return nothing("there is no NPV at any pair of values", MISSING)
    currency = found.model.currency
    names = [driver_name(found.model, one.path) for one in (table.first, table.second)]
    page = case_page(found.run, title(worth, names, currency), _shows(found, worth))
    [axes] = page.axes()
    down, across = (
        [value_text(driver.given, v, found.model, _DIGITS) for v in values]
        for driver, values in ((table.first, table.down), (table.second, table.across))
    )
    lines, columns = worth.shape
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(-0.5, lines - 0.5)
    axes.set_xticks(range(columns), labels=across)
    axes.set_yticks(range(lines), labels=down)
    axes.spines["bottom"].set_visible(False)
    page.fit([axes], top=_ROOM, low=_ROOM)
    wide = page.inches(axes)[0] / columns
    axes.set_xticks(range(columns), labels=_with_room(across, table.base[1], wide))
    _cells(axes, table, worth, wide)
    _zero(axes, worth)
    _names(page, axes, names)
    return Picture(page.title, page.figure)


def title(worth: Array, names: list[str], currency: str) -> str:
    """How far both drivers together move the NPV, and how often below zero."""
    first, second = (in_sentence(name_in(_NAME, name, LABEL)) for name in names)
    least, most = (money(float(end), currency) for end in (np.nanmin(worth), np.nanmax(worth)))
    start = f"{first[:1].upper()}{first[1:]} and {second} move the NPV from {least} to {most}"
    losses, pairs = int((worth < 0).sum()), int(np.isfinite(worth).sum())
    if losses == pairs:
        return f"{start}; it is never positive"
    return (
        f"{start}; it is {f'negative in {losses} of {pairs} pairs' if losses else 'never negative'}"
    )


def _shows(found: Sensitivity, worth: Array) -> str:
    shows = f"NPV in {found.model.currency} for pairs of values; framed: the base case"
    return f"{shows}; line: NPV is zero" if _turns(worth) else shows


def _with_room(texts: list[str], base: int, wide: float) -> list[str]:
    """The labels of columns so `wide`; those of the ends and of the base where all would touch."""
    if max(width(text, TICK) for text in texts) + _APART <= wide:
        return texts
    kept = (0, base, len(texts) - 1)
    return [text if n in kept else "" for n, text in enumerate(texts)]


def _turns(worth: Array) -> bool:
    """Whether the NPV is zero somewhere among the pairs: what is written there covers the line."""
    return bool((worth < 0).any() and (worth > 0).any())


def _cells(axes: Axes, table: TwoWay, worth: Array, wide: float) -> None:
    """The cells with their labels, the base case in a frame."""
    from matplotlib.colors import to_rgb
    from matplotlib.patches import Rectangle

    largest = float(np.nanmax(np.abs(worth))) or 1.0
    more = _FEW_MORE if largest < _FEW else 0
    texts = [["none" if v is None else short(v, False, more) for v in line] for line in table.npv]
    longest = max(width(text, LABEL) for line in texts for text in line)
    size = min(LABEL, max(_LEAST_LETTERS, LABEL * (wide - 2 * _EDGE) / longest))
    turns, (base_line, base_column) = _turns(worth), table.base
    shades = {place: shade(value / largest) for place, value in np.ndenumerate(worth)}
    faces = np.array([to_rgb(face) for face, _ in shades.values()]).reshape(*worth.shape, 3)
    up, across = (np.arange(count + 1) - 0.5 for count in worth.shape)
    axes.pcolormesh(across, up, faces, edgecolors="white", linewidth=1)
    for (i, j), (face, ink) in shades.items():
        axes.text(
            j, i, texts[i][j], fontsize=size, color=ink, ha="center", va="center", zorder=4,
            fontweight="bold" if (i, j) == table.base else "normal",
            bbox={"facecolor": face, "pad": 0.8} if turns else None,
        )  # fmt: skip
    axes.add_patch(
        Rectangle(
            (base_column - 0.5, base_line - 0.5), 1, 1, facecolor="none", edgecolor=COLOURS["navy"],
            linewidth=1.8, zorder=5,
        )
    )  # fmt: skip


def _zero(axes: Axes, worth: Array) -> None:
    """The line on which the NPV is zero, between the middles of cells and on to the edge."""
    if not _turns(worth) or min(worth.shape) == 1:
        return
    up, across = ([-0.5, *range(count), count - 0.5] for count in worth.shape)
    wider = _extended(_extended(worth).T).T
    axes.contour(across, up, wider, levels=[0.0], colors=COLOURS["navy"], linewidths=2.2,
                 zorder=3)  # fmt: skip


def _extended(worth: Array) -> Array:
    """The values half a cell beyond the first and the last line, as the next two go on."""
    before, after = (edge + (edge - inner) / 2 for edge, inner in (worth[:2], worth[:-3:-1]))
    return np.vstack([before, worth, after])


def _names(page: Page, axes: Axes, names: list[str]) -> None:
    """What goes up stands above the drawing, what goes across below it."""
    up, across = (name_in(page.inches(axes)[0], name, TICK, True) for name in names)
    axes.annotate(
        f"{up} ↑", (0, 1), xycoords="axes fraction", xytext=(0, _LIFT), textcoords="offset points",
        ha="left", va="bottom", fontsize=TICK, fontweight="bold", color=COLOURS["slate"],
    )  # fmt: skip
    page.figure.text(
        1 - MARGIN / WIDTH, page.bottom / page.height, f"{across} →", fontsize=TICK,
        fontweight="bold", color=COLOURS["slate"], ha="right", va="bottom",
    )  # fmt: skip
