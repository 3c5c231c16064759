"""The laws that uncertain assumptions follow: which value stands at which normal score.

Everything is sampled in normal scores (a share of 10 % is -1.28), by inverse distribution
functions alone: then hypercubes, Sobol points and rank correlations work for every law alike.
With `low` and `high` a law goes through them as its P10 and P90. `min` and `max` are its ends,
and no value lies beyond them, whatever the law.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bizcase.chance.beta import beta_table
from bizcase.chance.pert import SHARE_BELOW, pert_ends
from bizcase.engine.model import Input, Range

Array = NDArray[np.float64]
Z = 1.2815515655446004  # the normal score of a share of 90 %
# A normal law has no ends. One that is given ends is cut off where 998 of 1,000 values lie between.
CUT_OFF = 0.001
Z_OF_ENDS = 3.090232306167813
# Of a law without ends: one value in 25 billion lies farther out.
FAR = 6.5


@dataclass(frozen=True, slots=True)
class Law:
    """A distribution of values as quoted.

    `value` takes normal scores of any shape and gives values of that shape, `least` and `most`
    are its ends (infinite where it has none).
    """

    value: Callable[[Array], Array]
    least: float
    most: float

    @property
    def reach(self) -> tuple[float, float]:
        """Its ends, or where it has none the values beyond which practically none lies."""
        ends = []
        for end, score in ((self.least, -FAR), (self.most, FAR)):
            finite = math.isfinite(end)
            ends.append(end if finite else float(self.value(np.array([score]))[0]))
        return ends[0], ends[1]


class NoLawError(ValueError):
    """No distribution of the kind has the three points; the message says why."""


def law_of(given: Input) -> Law:
    """The law of an assumption with a range. Raises NoLawError."""
    spread, mode = given.range, given.value
    assert spread is not None
    assert isinstance(mode, float)
    if spread.distribution != "discrete" and spread.low == spread.high:
        return constant(mode)
    return LAWS[spread.distribution](spread, mode)


def constant(value: float) -> Law:
    """Always the same value."""
    return Law(lambda score: np.full_like(score, value), value, value)


def pert(spread: Range, mode: float) -> Law:
    """A beta law with weight 4 on its mode (Malcolm, Roseboom, Clark & Fazar 1959)."""
    ends: tuple[float, float] | None = (spread.low, spread.high)
    if not spread.ends:
        ends = pert_ends(spread.low, mode, spread.high)
    if ends is None:
        raise NoLawError("the mode is not between low and high")
    least, most = ends
    alpha = 1 + 4 * (mode - least) / (most - least)
    share = beta_table(alpha, 6 - alpha)
    return Law(lambda score: least + (most - least) * share(score), least, most)


def triangular(spread: Range, mode: float) -> Law:
    """Two straight lines that meet at the mode (Johnson 1997 for given P10 and P90)."""
    least, most = (spread.low, spread.high) if spread.ends else _triangle(spread, mode)
    width, up, down = most - least, mode - least, most - mode

    def value(score: Array) -> Array:
        from scipy.special import ndtr

        below, above = ndtr(score), ndtr(-score)
        rising = least + np.sqrt(below * (width * up))
        falling = most - np.sqrt(above * (width * down))
        return np.asarray(np.where(below * width < up, rising, falling))

    return Law(value, least, most)


def _triangle(spread: Range, mode: float) -> tuple[float, float]:
    """The ends of the triangle with that P10, mode and P90."""
    from scipy.optimize import root

    low, high = mode - spread.low, spread.high - mode  # distances from the mode
    if low < 0 or high < 0:
        raise NoLawError("the mode is not between low and high")
    scale = low + high

    def misses(ends: Sequence[float]) -> list[float]:
        # One in ten lies below low: (up - low)^2 = 0.1 width up, with up the mode's distance.
        up, down = low / scale + np.exp(ends[0]), high / scale + np.exp(ends[1])
        width = up + down
        below = (up - low / scale) ** 2 - SHARE_BELOW * width * up
        above = (down - high / scale) ** 2 - SHARE_BELOW * width * down
        return [below, above]

    found = root(misses, (-1.0, -1.0))
    if not found.success or max(map(abs, misses(found.x))) > 1e-9:
        raise NoLawError("no triangle has this P10, mode and P90: the mode is too near to one")
    return float(spread.low - scale * np.exp(found.x[0])), float(
        spread.high + scale * np.exp(found.x[1])
    )


def normal(spread: Range, _mode: float) -> Law:
    """The bell curve through P10 and P90, or cut off at its ends."""
    middle = (spread.low + spread.high) / 2
    if not spread.ends:
        deviation = (spread.high - spread.low) / 2 / Z
        return Law(lambda score: middle + deviation * score, -math.inf, math.inf)
    deviation = (spread.high - spread.low) / 2 / Z_OF_ENDS
    return Law(lambda score: middle + deviation * _cut_off(score), spread.low, spread.high)


def lognormal(spread: Range, _mode: float) -> Law:
    """The law whose logarithm is normal, through P10 and P90, or cut off at its ends."""
    if spread.low <= 0:
        raise NoLawError("a lognormal law has only values above 0")
    middle = (math.log(spread.low) + math.log(spread.high)) / 2
    width = math.log(spread.high / spread.low) / 2
    if not spread.ends:
        deviation = width / Z
        return Law(lambda score: np.exp(middle + deviation * score), 0.0, math.inf)
    least, most, deviation = spread.low, spread.high, width / Z_OF_ENDS

    def value(score: Array) -> Array:
        found: Array = np.clip(np.exp(middle + deviation * _cut_off(score)), least, most)
        return found

    return Law(value, least, most)


def _cut_off(score: Array) -> Array:
    """Normal scores of a law without its tails, in the same order; none beyond `Z_OF_ENDS`."""
    from scipy.special import ndtr, ndtri

    size = np.abs(score)
    # From the nearer tail, where a share has its digits.
    beyond = CUT_OFF + (1 - 2 * CUT_OFF) * ndtr(-size)
    inside: Array = np.copysign(np.clip(-ndtri(beyond), 0.0, Z_OF_ENDS), score)
    return inside


def uniform(spread: Range, _mode: float) -> Law:
    """Every value between the ends alike."""
    beyond = (
        0.0 if spread.ends else (spread.high - spread.low) * SHARE_BELOW / (1 - 2 * SHARE_BELOW)
    )
    least, most = spread.low - beyond, spread.high + beyond

    def value(score: Array) -> Array:
        from scipy.special import ndtr

        found: Array = least + (most - least) * ndtr(score)
        return found

    return Law(value, least, most)


def discrete(spread: Range, _mode: float) -> Law:
    """One of a few values, each with its probability."""
    pairs = sorted(spread.values)
    values = np.array([v for v, _ in pairs])
    total = np.cumsum([p for _, p in pairs])

    def value(score: Array) -> Array:
        from scipy.special import ndtr

        place = np.searchsorted(total, ndtr(score) * total[-1], side="right")
        found: Array = values[np.minimum(place, len(values) - 1)]
        return found

    return Law(value, float(values[0]), float(values[-1]))


LAWS: dict[str, Callable[[Range, float], Law]] = {
    "pert": pert,
    "triangular": triangular,
    "normal": normal,
    "lognormal": lognormal,
    "uniform": uniform,
    "discrete": discrete,
}
