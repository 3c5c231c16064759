"""The chart `tornado`: what each uncertain assumption alone does to the NPV, strongest on top."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bizcase.engine.model import Model
from bizcase.problems import Problem
from bizcase.report.charts.axes import money_axis, with_room
from bizcase.report.charts.chart import MISSING, Picture, nothing
from bizcase.report.charts.look import COLOURS, LABEL, TICK
from bizcase.report.charts.page import case_page
from bizcase.report.charts.words import name_in, width
from bizcase.report.names import driver_name, in_sentence
from bizcase.report.palette import GAIN, GAIN_INK, GAIN_PALE, LOSS, LOSS_INK, LOSS_PALE
from bizcase.report.tables.case_words import value_heading
from bizcase.report.tables.kept_ranges import KEPT, KEPT_RANGE
from bizcase.study.kept_ranges import kept_ranges
from bizcase.study.run import Run
from bizcase.study.tornado import swings
from bizcase.study.value_text import value_text
from bizcase.units.money import money

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST, _FEW = 12, 4  # bars, and names of what has no effect
_ROOM = 2.6  # inches for the name of a driver
_SIZE = 8.0  # points, of the values at the ends
_SHARE, _TALLEST = 0.66, 0.34  # of the place of a bar, and in inches
_INNER = 0.4  # of a bar that stands before another one
_PLOT = 6.9  # inches across, names included
_FREE = 0.15  # inches around a value at the end of a bar
_ABOVE, _BEYOND = 0.26, 0.25  # inches for the label of the base, and for that of the last tick
_SIDES = ((LOSS, LOSS_PALE), (GAIN, GAIN_PALE))  # of the base; the shorter of two bars there
REMEDY = "say how sure you are: price: {base: 100, low: 90, high: 120}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A driver at both ends of its range: the values as texts, and the result at each.

    A result is None where there is none. It is `kept` if a case moves the driver and not its range.
    """

    name: str
    low: str
    high: str
    at_low: float | None
    at_high: float | None
    kept: bool = False

    @property
    def results(self) -> tuple[float, ...]:
        """The results that there are."""
        return tuple(value for value in (self.at_low, self.at_high) if value is not None)


@dataclass(frozen=True)
class Tornado:
    """The drivers of a case, in any order, around `base`, the NPV of the case itself."""

    run: Run
    base: float | None
    bars: tuple[Bar, ...]

    @property
    def strongest(self) -> list[Bar]:
        """Those that move the NPV, the strongest first."""
        return [bar for bar in sorted(self.bars, key=lambda b: -self.swing(b)) if self.swing(bar)]

    def swing(self, bar: Bar) -> float:
        """How far the NPV goes with one driver; 0 for what is residue of floats."""
        if self.base is None:
            return 0.0
        values = (self.base, *bar.results)
        found = max(values) - min(values)
        return found if found > 1e-9 * max(map(abs, values)) else 0.0


def tornado_of(run: Run, ranges_of: Model | None = None) -> Tornado:
    """The tornado of a case: every bar is an exact computation of the whole model.

    `ranges_of` is the case of the scenario with the ranges that this one may have lost.
    """
    model, bars = run.model, []
    kept = {one.path for one in kept_ranges(model, ranges_of)}
    for swing in swings(model, ranges_of):
        given = model.inputs[swing.path]
        spread = (ranges_of or model).inputs[swing.path].range
        assert spread is not None
        low, high = (value_text(given, end, model) for end in (spread.low, spread.high))
        name, moved = driver_name(model, swing.path), swing.path in kept
        bars.append(Bar(name, low, high, swing.low, swing.high, moved))
    return Tornado(run, run.measures["npv"], tuple(bars))


def tornado(found: Tornado) -> Picture | Problem:
    """Bars to both sides of the NPV of the case."""
    if found.base is None:
        return nothing("there is no NPV in this case", MISSING)
    if not found.bars:
        return nothing("no assumption has a range", REMEDY)
    shown = found.strongest[:MOST]
    if not shown:
        return nothing("no assumption with a range changes the NPV", "see what they are used in")
    page = case_page(found.run, title(found), _shows(found, len(shown)), _further(found, shown))
    [axes] = page.axes()
    places = list(range(len(shown)))[::-1]
    names = [f"{name_in(_ROOM, bar.name, TICK)}{f' {KEPT}' * bar.kept}" for bar in shown]
    axes.set_yticks(places, labels=names)
    axes.set_ylim(-0.6, len(shown) - 0.4)
    results = [found.base, *(value for bar in shown for value in bar.results)]
    ends = max(width(text, _SIZE) for bar in shown for text in (bar.low, bar.high)) + _FREE
    limits = with_room(results, ends, _PLOT - max(width(name, TICK) for name in names))
    money_axis(axes.xaxis, limits, found.run.model.currency, 5)
    page.fit([axes], top=_ABOVE, right=_BEYOND)
    axes.spines["bottom"].set_visible(False)
    tall = min(_SHARE, _TALLEST * len(shown) / page.inches(axes)[1])
    for place, bar in zip(places, shown, strict=True):
        _bar(axes, place, bar, found.base, tall)
    axes.axvline(found.base, color=COLOURS["navy"], linewidth=1.4, zorder=4)
    if limits[0] < 0 < limits[1]:
        axes.axvline(0, color=COLOURS["axis"], linewidth=1.0, zorder=1.5, linestyle=(0, (4, 3)))
    text = f"{value_heading(found.run.model)} {money(found.base, found.run.model.currency)}"
    axes.annotate(
        text, (found.base, 1), xycoords=("data", "axes fraction"), xytext=(0, 5),
        textcoords="offset points", ha="center", va="bottom", fontsize=LABEL,
        fontweight="bold", color=COLOURS["navy"],
    )  # fmt: skip
    return Picture(page.title, page.figure)


def title(found: Tornado) -> str:
    """What decides most, and what alone makes a loss."""
    first, currency = found.strongest[0], found.run.model.currency
    low, high = min(first.results), max(first.results)
    name = in_sentence(name_in(_ROOM, first.name, TICK))
    start = f"Most depends on {name}: NPV {money(low, currency)} to {money(high, currency)}"
    base = found.base or 0.0
    turned, way = [_turns(bar, base) for bar in found.bars], "negative" if base > 0 else "positive"
    if len(turned) == 1:
        return f"{start}, {'which makes' if turned[0] else 'which does not make'} it {way}"
    return f"{start}; {_count(sum(turned), len(turned))} it {way} alone"


def _turns(bar: Bar, base: float) -> bool:
    """Whether a driver alone changes the sign of the NPV."""
    return any(value < 0 < base or base <= 0 < value for value in bar.results)


def _count(some: int, whole: int) -> str:
    if some == whole:
        return f"each of {whole} assumptions makes"
    return f"{some or 'none'} of {whole} assumptions {'make' if some > 1 else 'makes'}"


def _shows(found: Tornado, shown: int) -> str:
    more = len(found.bars) - shown
    words = "NPV with each assumption alone at the low and the high end of its range"
    if not more:
        return words
    return f"{words}; {more} with less effect {'is' if more == 1 else 'are'} not shown"


def _further(found: Tornado, shown: Sequence[Bar]) -> str:
    """The assumptions without any effect, and what a mark means."""
    said = [f"{KEPT} {KEPT_RANGE}"] if any(bar.kept for bar in shown) else []
    dead = [bar.name for bar in found.bars if not found.swing(bar)]
    more = f" and {len(dead) - _FEW} more" if len(dead) > _FEW else ""
    said += [f"no effect: {', '.join(dead[:_FEW])}{more}"] if dead else []
    return "; ".join(said)


def _bar(axes: Axes, place: int, bar: Bar, base: float, tall: float) -> None:
    """The two sides of a driver, its value at each end: what is worse in one colour, and better.

    Where both ends lie on one side of the base, the shorter bar stands thin before the longer.
    """
    ends = [
        (v, text) for v, text in ((bar.at_low, bar.low), (bar.at_high, bar.high)) if v is not None
    ]
    ends.sort(key=lambda end: -abs(end[0] - base))
    one_side = len(ends) == 2 and (ends[0][0] - base) * (ends[1][0] - base) > 0
    for n, (value, text) in enumerate(ends):
        inner, right = one_side and n == 1, value > base
        if value == base:  # what does nothing stands on the free side
            right = ends[0][0] < base
        axes.barh(
            place, value - base, tall * (_INNER if inner else 1), left=base, zorder=2 + n / 10,
            color=COLOURS[_SIDES[right][inner]],
        )  # fmt: skip
        if inner:
            continue
        axes.annotate(
            text, (value, place), xytext=(3 if right else -3, 0), textcoords="offset points",
            ha="left" if right else "right", va="center", fontsize=_SIZE,
            color=COLOURS[GAIN_INK if right else LOSS_INK],
            bbox={"facecolor": "white", "pad": 0.5},
        )  # fmt: skip
