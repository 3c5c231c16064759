"""How often which values come: shares of the trials in stretches of equal, round width."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from bizcase.study.simulation.quantiles import Quantiles

MOST = 34  # stretches; two more may be needed to end at round values
_LEFT_OUT = 0.005  # of the trials at either side, so that a long tail does not press the rest flat
_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Histogram:
    """`shares` of the trials between one of the `edges` and the next; the rest lies outside.

    Edges are multiples of one round width, so that zero is an edge where it lies among them.
    """

    edges: tuple[float, ...]
    shares: tuple[float, ...]
    below: float
    above: float


def histogram(kept: Quantiles, row: int) -> Histogram | None:
    """The histogram of a row of values; None where they do not vary or there are none."""
    low, high = kept.quantiles((_LEFT_OUT, 1 - _LEFT_OUT))[row].tolist()
    if not high - low > 1e-9 * max(abs(low), abs(high)):
        return None
    width = round_width((high - low) / MOST)
    first, last = math.floor(low / width), math.ceil(high / width)
    edges = [float(f"{width * n:.12g}") for n in range(first, last + 1)]
    reached = kept.shares_below(row, edges)
    shares = tuple(b - a for a, b in pairwise(reached))
    return Histogram(tuple(edges), shares, reached[0], 1 - reached[-1])


def round_width(least: float) -> float:
    """The smallest width of at least this size that people count in: 1, 2, 2.5, 5, 10 ..."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in _ROUND if step * power >= least * (1 - 1e-12))
