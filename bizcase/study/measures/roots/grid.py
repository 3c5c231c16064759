"""The times of a stream's columns, months put together into years, to discount them quickly."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bizcase.study.measures.roots.columns import FloatArray, IntArray

_BLOCK = 12  # columns of a block
_LONGEST = 1.1  # years that a block may last


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns as blocks of twelve, alike but for their time, and what is left beside these.

    The present value of a block is that of its flows at its middle, discounted from there: so
    twelve factors serve for all blocks, and one more for each. Where columns are not even, or
    longer than months, or few, nothing is put together and all are left.
    """

    times: FloatArray  # (K,) increasing
    left: IntArray  # the columns that are in no block, (L,)
    first: int  # the column with which the blocks begin
    count: int  # of blocks, B
    offsets: FloatArray  # times of the columns of a block from its middle, (12,)
    centres: FloatArray  # times of the columns left, then of the middles of blocks, (L + B,)

    def gathered(self, flows: FloatArray, factors: FloatArray) -> FloatArray:
        """Flows left, then what blocks are worth at their middles; (K, n) -> (L + B, n).

        factors: for the columns of a block, (12, n), or (12, 1) for all streams.
        """
        if not self.count:
            return flows
        found = np.empty((len(self.centres), flows.shape[1]))
        found[: len(self.left)] = flows[self.left]
        self.blocks(flows, factors, found[len(self.left) :])
        return found

    def blocks(self, flows: FloatArray, factors: FloatArray, out: FloatArray) -> None:
        """What blocks are worth at their middles, (B, n)."""
        inside = flows[self.first : self.first + self.count * _BLOCK]
        shaped = inside.reshape(self.count, _BLOCK, -1)
        # Added up one column after the other: not dependent on how many streams there are.
        if factors.shape[1] == 1:
            np.einsum("bkn,k->bn", shaped, factors[:, 0], out=out)
        else:
            np.einsum("bkn,kn->bn", shaped, factors, out=out)

    def discount(self, force: FloatArray) -> FloatArray:
        """Discount factors of all columns at forces (n,), (K, n)."""
        centres = np.exp(np.multiply.outer(-self.centres, force))
        if not self.count:
            return centres
        inside = np.exp(np.multiply.outer(-self.offsets, force))
        found = np.empty((len(self.times), len(force)))
        found[self.left] = centres[: len(self.left)]
        blocks = found[self.first : self.first + self.count * _BLOCK]
        shaped = blocks.reshape(self.count, _BLOCK, -1)
        np.multiply(centres[len(self.left) :, None], inside, out=shaped)
        return found


def grid_of(times: FloatArray) -> Grid:
    """The grid of times (K,), increasing."""
    return _grid(np.ascontiguousarray(times).tobytes())


@lru_cache(maxsize=8)
def _grid(packed: bytes) -> Grid:
    times = np.frombuffer(packed)
    first, length = _longest_run(times)
    count = length // _BLOCK
    if count < 2 or times[first + _BLOCK] - times[first] > _LONGEST:
        first = count = 0
    inside = slice(first, first + count * _BLOCK)
    left = np.delete(np.arange(len(times)), inside)
    middles = times[inside].reshape(count, _BLOCK).mean(axis=1)
    offsets = times[first : first + _BLOCK] - middles[0] if count else np.empty(0)
    return Grid(times, left, first, count, offsets, np.concatenate([times[left], middles]))


def _longest_run(times: FloatArray) -> tuple[int, int]:
    """Where the longest run of even columns begins and how many there are, without the opening."""
    # Differences of times such as 1/12, 2/12, ... vary in their last digits only.
    gaps = np.round(np.diff(times[1:]), 12)
    if not len(gaps):
        return 0, 0
    starts = np.flatnonzero(np.diff(gaps, prepend=np.nan) != 0)
    lengths = np.diff(starts, append=len(gaps))
    longest = int(lengths.argmax())
    return int(starts[longest]) + 1, int(lengths[longest]) + 1
