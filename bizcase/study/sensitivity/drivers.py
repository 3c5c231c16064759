"""The drivers of a model: every assumption that can vary, how far, and where it is searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bizcase.engine.desugar import shaping_inputs
from bizcase.engine.model import FACTOR, Input, Model, Range, Series
from bizcase.study.sensitivity.factors import is_over_time
from bizcase.study.sensitivity.reach import searched
from bizcase.timeline import Timeline
from bizcase.timeline.extent import extent_of
from bizcase.timeline.respell import NEAR, edge_of
from bizcase.units import NUMBER
from bizcase.units.respell import DIGITS

BAND = 0.10  # of the base, for numbers without a range
BAND_OF_DATES = 0.25  # years
PLACES = ("low", "halfway to low", "base", "halfway to high", "high")


@dataclass(frozen=True, slots=True)
class Driver:
    """An assumption with its low, base and high value, as quoted; of a series they are factors.

    `path` is its place in the scenario, `input` the input of the model that varies: for a series
    its factor. `own` says whether the scenario gives the range, else it is the default band.
    `searched` is between which values it is looked for what decides. A driver that counts
    `periods` in a formula takes whole multiples of that value only.
    """

    path: str
    input: str
    given: Input
    base: float
    low: float
    high: float
    own: bool
    searched: tuple[float, float]
    periods: float | None = None

    @property
    def is_factor(self) -> bool:
        """Whether it multiplies a series."""
        return isinstance(self.given.value, Series)

    @property
    def is_date(self) -> bool:
        """Whether it is a date, in years since the start."""
        return self.given.kind == "date"

    @property
    def varies(self) -> bool:
        """Whether there is anything between which it varies: else `why_still` says why not."""
        return self.low != self.high

    @property
    def why_still(self) -> str:
        """Why it does not vary."""
        return "low and high are the same" if self.own else "the value is 0 and has no range"

    def steps(self, count: int) -> tuple[float, ...]:
        """Values from low over base to high: an odd `count`, as many below the base as above."""
        half = count // 2
        below = [self.low + (self.base - self.low) * k / half for k in range(half)]
        above = [self.base + (self.high - self.base) * k / half for k in range(1, half + 1)]
        return tuple(self._possible(value) for value in (*below, self.base, *above))

    def _possible(self, value: float) -> float:
        if value in (self.low, self.base, self.high):
            return value
        if self.periods is not None:
            return round(value / self.periods) * self.periods
        # Before the start there is the opening, one column, and nothing else that can be written.
        return (
            self.searched[0]
            if self.is_date and value < 0
            else _without_residue(value, self.is_date)
        )


def drivers_of(model: Model, ranges_of: Model | None = None) -> tuple[Driver, ...]:
    """The drivers of a model with a factor for every series, in the order of the scenario.

    `ranges_of` is the case of the scenario with the ranges that the model may have lost: a case
    whose value lies outside of a range has none itself. Tables of rates are no drivers.
    """
    return tuple(_drivers(model, ranges_of or model))


def _drivers(model: Model, ranges_of: Model) -> Iterator[Driver]:
    shaping = shaping_inputs(model)
    for path, given in model.inputs.items():
        several = isinstance(given.value, Series)
        of_series = path.endswith(FACTOR) and path.removesuffix(FACTOR) in model.inputs
        if of_series or (several and not is_over_time(given)):
            continue
        varied = path + FACTOR if several else path
        also = ranges_of.inputs.get(varied)
        spread = model.inputs[varied].range or (also.range if also else None)
        periods = _period_as_quoted(given, model.timeline) if path in shaping else None
        yield _driver(path, varied, given, model.value(varied), spread, model.timeline, periods)


def _driver(
    path: str,
    varied: str,
    given: Input,
    base: float,
    spread: Range | None,
    timeline: Timeline,
    periods: float | None,
) -> Driver:
    bounds = _bounds(given, timeline)
    if spread is not None:
        low, high = spread.low, spread.high
    else:
        band = _band(given, base, timeline, periods)
        low, high = (
            _without_residue(_inside(value, base, bounds), given.kind == "date")
            for value in (base - band, base + band)
        )
    if periods is not None:
        low, high = (max(1, round(value / periods)) * periods for value in (low, high))
    interval = searched(base, low, high, bounds, given.quoting.percent)
    return Driver(path, varied, given, base, low, high, spread is not None, interval, periods)


def _band(given: Input, base: float, timeline: Timeline, periods: float | None) -> float:
    """How far the default band reaches to both sides: a share of what the value changes at all."""
    if given.kind == "date":
        return max(BAND_OF_DATES, 1 / timeline.per_year)
    return max(BAND * abs(base - (given.neutral or 0.0)), periods or 0.0)


def _bounds(given: Input, timeline: Timeline) -> tuple[float | None, float | None]:
    """The least and the greatest value that make sense, of a series those of its factor."""
    value = given.value
    if not isinstance(value, Series):
        if given.kind != "date":
            return _natural(given, (value,))
        return extent_of(timeline, edge_of(given.written, value, timeline), value)
    least, most = _natural(given, value.values)
    ends = [(least, most) if v > 0 else (most, least) for v in value.values if v]
    sizes = [v for v in value.values if v]
    below = [e[0] / v for e, v in zip(ends, sizes, strict=True) if e[0] is not None]
    above = [e[1] / v for e, v in zip(ends, sizes, strict=True) if e[1] is not None]
    return max(below, default=None), min(above, default=None)


def _natural(given: Input, values: Sequence[float]) -> tuple[float | None, float | None]:
    """The bounds of the input; a share that is one stays between 0 and 100 %.

    What is neutral at some value, as learning at 100 %, stays on its side of it.
    """
    least, most = given.bounds
    if given.neutral is not None and values:
        if max(values) <= given.neutral:
            most = given.neutral if most is None else min(most, given.neutral)
        elif min(values) >= given.neutral:
            least = given.neutral if least is None else max(least, given.neutral)
    share = given.quoting.percent and given.unit == NUMBER
    if share and values and 0 <= min(values) <= max(values) <= 1:
        least, most = max(0.0, least or 0.0), 1.0 if most is None else min(1.0, most)
    return least, most


def _inside(value: float, base: float, bounds: tuple[float | None, float | None]) -> float:
    """The value moved inside the bounds, but never beyond the base."""
    least, most = bounds
    value = value if least is None else max(value, min(least, base))
    return value if most is None else min(value, max(most, base))


def _without_residue(value: float, is_date: bool) -> float:
    """A number as somebody would write it: 0.11 for 0.11000000000000001; a date in months."""
    if is_date:
        months = round(value * 12)
        return months / 12 if abs(months / 12 - value) < NEAR else value
    return float(f"{value:.{DIGITS}g}")


def _period_as_quoted(given: Input, timeline: Timeline) -> float:
    """The length of a period in the unit in which an input is quoted."""
    return given.quoting.per_year(timeline.days_in_year) / timeline.per_year
