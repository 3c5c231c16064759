"""The chart `ranges`: what each of several options is worth, and how far that may go apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bizcase.problems import Problem
from bizcase.report.charts.axes import money_axis, with_room
from bizcase.report.charts.chart import MISSING, Picture, nothing
from bizcase.report.charts.labels import Beside, dot, label_right, room_beside
from bizcase.report.charts.look import COLOURS, HEIGHT, TICK
from bizcase.report.charts.note import not_shown, note_of_options
from bizcase.report.charts.page import Page
from bizcase.report.charts.words import name_in, width
from bizcase.study.comparison.advice import advice
from bizcase.study.comparison.option import EXPECTED, Option
from bizcase.study.comparison.ranking import ANNUITY, NPV
from bizcase.study.comparison.result import Comparison
from bizcase.units.money import chance, money, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 10  # options
_CALLED = {NPV: "NPV", ANNUITY: "Equivalent annual annuity", EXPECTED: "Expected value"}
_ROOM = 2.2  # inches for the name of an option
_PLOT = 6.2  # inches across, names included
_SIZE = 8.0  # points, of the values at the ends
_TALL, _TALLEST = 0.44, 0.3  # of the place of a bar, and in inches
_FREE = 0.12  # inches around a value at the end of a bar
_USUAL, _EACH = 6, 0.32  # options on a page of the usual height, and inches for each beyond
_LOW, _MIDDLE, _HIGH = 0.10, 0.50, 0.90


def ranges(found: Comparison) -> Picture | Problem:
    """A line for each option, the best on top: P10 to P90 as a bar, the base case as a dot."""
    shown = found.ranking.order[:MOST]
    if not shown:
        return nothing("no option can be ranked", MISSING)
    height = HEIGHT + _EACH * max(0, len(shown) - _USUAL)
    page = Page(title(found), _shows(found), _note(found, shown), height)
    [axes] = page.axes()
    places = list(range(len(shown)))[::-1]
    worth = [found.ranking.value(one) for one in shown]
    names = [
        f"{name_in(_ROOM, one.name, TICK)}\n{money(value, found.currency)}"
        for one, value in zip(shown, worth, strict=True)
    ]
    axes.set_yticks(places, labels=names)
    axes.set_ylim(-0.6, len(shown) - 0.4)
    spread = _spread(found, shown)
    values = [0.0, *worth, *(v for ends in spread for v in ends)]
    ends = max((width(short(v, whole=False), _SIZE) for v in values), default=0.0) + _FREE
    widest = max(width(line, TICK) for name in names for line in name.split("\n"))
    money_axis(axes.xaxis, with_room(values, ends, _PLOT - widest), found.currency, 5)
    best = _best(found, shown, places)
    page.fit([axes], right=max(room_beside(best), 0.25))
    axes.spines["bottom"].set_visible(False)
    axes.axvline(0.0, color=COLOURS["axis"], linewidth=1.0, zorder=1.5)
    tall = min(_TALL, _TALLEST * len(shown) / page.inches(axes)[1])
    for place, one, value, ends_of in zip(places, shown, worth, spread, strict=True):
        _range(axes, place, ends_of, tall, one is found.first)
        dot(axes, value, place, "navy")
    label_right(axes, best)
    return Picture(page.title, page.figure)


def title(found: Comparison) -> str:
    """What to choose."""
    return advice(found)[0].removesuffix(".")


def _shows(found: Comparison) -> str:
    worth = f"{_CALLED[found.ranking.measure]} of the base case (dot)"
    odds = found.chances
    if odds is None or not odds.spread:
        why = found.why_no_chances or "no trial has them all"
        return f"{worth}; no ranges: {why.replace('`', '')}"
    return f"{worth}; eight of ten trials lie within the bar, from P10 to P90, half below its line"


def _spread(found: Comparison, shown: Sequence[Option]) -> list[tuple[float, ...]]:
    """P10, P50 and P90 of each option; nothing where it is not uncertain."""
    known = found.chances.spread if found.chances else {}
    spread = [known.get(one.name, {}) for one in shown]
    ends = [tuple(one[at] for at in (_LOW, _MIDDLE, _HIGH)) if one else () for one in spread]
    return [one if one and one[0] < one[-1] else () for one in ends]


def _best(found: Comparison, shown: Sequence[Option], places: Sequence[int]) -> list[Beside]:
    """In how many of the trials each option is the best."""
    known = found.chances.best if found.chances else {}
    return [
        Beside(
            f"best in {chance(known[one.name].value, 0)}\nof the trials",
            place,
            "slate",
            one is found.first,
        )
        for one, place in zip(shown, places, strict=True)
        if one.name in known
    ]


def _note(found: Comparison, shown: Sequence[Option]) -> str:
    odds = found.chances
    said = [not_shown(len(found.ranking.order) - len(shown))]
    said.append(f"{odds.trials:,} trials, seed {odds.seed}" if odds else "")
    said += [f"{one.name} cannot be ranked" for one in found.options
             if one not in found.ranking.order]  # fmt: skip
    return note_of_options(found.options, "; ".join(filter(None, said)))


def _range(axes: Axes, place: int, spread: Sequence[float], tall: float, best: bool) -> None:
    """The bar of an option with both ends and its median."""
    if not spread:
        return
    low, middle, high = spread
    colour = "light" if best else "mist"
    axes.barh(place, high - low, tall, left=low, color=COLOURS[colour], zorder=2)
    half = tall / 2
    axes.plot([middle] * 2, [place - half, place + half], color=COLOURS["teal"], linewidth=1.8)
    for value, side in ((low, -1), (high, 1)):
        axes.annotate(
            short(value, whole=False), (value, place), xytext=(4 * side, 0),
            textcoords="offset points", ha="left" if side > 0 else "right", va="center",
            fontsize=_SIZE, color=COLOURS["slate"], bbox={"facecolor": "white", "pad": 0.5},
        )  # fmt: skip
