"""Intervals of force and what the balances at their two ends tell about the roots inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bizcase.study.measures.roots.balance import Balance, Streams
from bizcase.study.measures.roots.columns import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Pieces:
    """Intervals of force, each of one stream, with the balances at both ends; (m,) each."""

    row: IntArray
    low: FloatArray
    high: FloatArray
    at_low: Balance
    at_high: Balance

    @property
    def crossing(self) -> BoolArray:
        """Whether the balance has different signs at the two ends."""
        different: BoolArray = (self.at_low.height > 0) != (self.at_high.height > 0)
        return different

    @property
    def monotone(self) -> BoolArray:
        """Whether the balance surely rises or surely falls throughout.

        Mean times fall as the force rises, so their values at the ends bound the slope inside.
        """
        least = self.at_high.outflow_time - self.at_low.inflow_time
        most = self.at_low.outflow_time - self.at_high.inflow_time
        one_way: BoolArray = (least >= 0) | (most <= 0)
        return one_way

    def take(self, chosen: IntArray | BoolArray) -> Pieces:
        """The chosen pieces."""
        return Pieces(
            self.row[chosen],
            self.low[chosen],
            self.high[chosen],
            self.at_low.take(chosen),
            self.at_high.take(chosen),
        )

    def halve(self, streams: Streams) -> Pieces:
        """Both halves of every piece."""
        middle = 0.5 * (self.low + self.high)
        at_middle = streams.balance(self.row, middle)
        return join(
            [
                Pieces(self.row, self.low, middle, self.at_low, at_middle),
                Pieces(self.row, middle, self.high, at_middle, self.at_high),
            ]
        )

    def ordered(self) -> Pieces:
        """The same pieces by stream, then by force."""
        return self.take(np.lexsort((self.low, self.row)))

    def merged(self, with_next: BoolArray) -> Pieces:
        """One piece from the first to the last of each run; with_next: (m - 1,)."""
        apart = np.ones(len(self.row) + 1, dtype=np.bool_)
        apart[1:-1] = ~with_next
        first, last = self.take(apart[:-1]), self.take(apart[1:])
        return Pieces(first.row, first.low, last.high, first.at_low, last.at_high)


def join(parts: Sequence[Pieces]) -> Pieces:
    """One list of pieces out of several."""
    return Pieces(
        np.concatenate([part.row for part in parts]),
        np.concatenate([part.low for part in parts]),
        np.concatenate([part.high for part in parts]),
        Balance(*map(np.concatenate, zip(*(part.at_low for part in parts), strict=True))),
        Balance(*map(np.concatenate, zip(*(part.at_high for part in parts), strict=True))),
    )


def settle(streams: Streams, pieces: Pieces) -> tuple[BoolArray, BoolArray]:
    """Tell which pieces (m,) hold a root and which have to be halved; the others are empty.

    A piece is empty if the balance keeps away from zero, or is monotone with one sign at both ends;
    it holds exactly one root if the balance is monotone with different signs. A piece so narrow
    that rounding hides the rest is taken to hold a root: there the balance touches zero.
    """
    a, b = pieces.at_low, pieces.at_high
    noise = streams.noise(np.maximum(np.abs(pieces.low), np.abs(pieces.high)))
    above = a.height > 0
    crossing = pieces.crossing
    possible = crossing | (~pieces.monotone & (_distance(pieces, above) <= noise))
    # Between a convex curve and its chord or tangents there is at most this much.
    bend = a.inflow_time - b.inflow_time + a.outflow_time - b.outflow_time
    blur = (pieces.high - pieces.low) * bend / 4
    root = possible & ((blur <= noise) | (crossing & pieces.monotone))
    return root, possible & ~root


def _distance(pieces: Pieces, above: BoolArray) -> FloatArray:
    """At least how far the two log present values are apart inside a piece, (m,).

    The upper curve lies above its two tangents and the lower one below its chord; what separates
    tangents and chord is least at an end of the piece or where the tangents meet.
    """
    a, b = pieces.at_low, pieces.at_high
    width = pieces.high - pieces.low
    upper_a, upper_b = np.where(above, (a.inflow, b.inflow), (a.outflow, b.outflow))
    lower_a, lower_b = np.where(above, (a.outflow, b.outflow), (a.inflow, b.inflow))
    time_a, time_b = np.where(
        above, (a.inflow_time, b.inflow_time), (a.outflow_time, b.outflow_time)
    )
    bend = time_a - time_b
    with np.errstate(divide="ignore", invalid="ignore"):
        meet = np.clip((upper_a - upper_b - time_b * width) / bend, 0.0, width)
    meet = np.where(bend > 0, meet, 0.0)
    tangents = np.maximum(upper_a - time_a * meet, upper_b + time_b * (width - meet))
    chord = lower_a + (lower_b - lower_a) * meet / width
    ends = np.minimum(upper_a - lower_a, upper_b - lower_b)
    distance: FloatArray = np.minimum(tangents - chord, ends)
    return distance
