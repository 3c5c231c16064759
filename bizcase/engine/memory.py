"""Room for arrays in which NumPy is quickest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import prod

import numpy as np

from bizcase.engine.operations import Array

_CACHE_LINE = 64  # bytes
_NUMBER = 8
_BUFFER = 1_024  # numbers


def aligned(*shape: int) -> Array:
    """An array of this shape, not filled, that begins where a line of the cache does.

    NumPy begins arrays at any multiple of 16 bytes. Vector instructions that read across the end
    of a line do so twice: with 64-byte vectors a sum then takes up to twice as long.
    """
    count = prod(shape)
    room = np.empty(count + _CACHE_LINE // _NUMBER - 1)
    first = -room.ctypes.data % _CACHE_LINE // _NUMBER
    return room[first : first + count].reshape(shape)


@contextmanager
def small_buffers() -> Iterator[None]:
    """Keeps NumPy from copying what it may use where it stands.

    Where one operand is a row or a column, NumPy 2 copies as many rows of the others as fit into
    its buffer, and the sum takes twice as long. Two rows of a thousand trials do not fit in here.
    """
    before = np.setbufsize(_BUFFER)
    try:
        yield
    finally:
        np.setbufsize(before)
