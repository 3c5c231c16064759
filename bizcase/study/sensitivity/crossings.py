"""Where functions of one driver cross zero: found for all drivers together, in few batches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from bizcase.engine.operations import Array
from bizcase.study.measures.roots.columns import IntArray

# The values of the functions of these numbers at these places, all (points,).
Functions: TypeAlias = Callable[[IntArray, Array], Array]

NEAR = 1e-12  # relative: how exactly a place is found
_JUMP = 1e-6  # what a function that runs through zero leaves, beside its values around


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where a function changes its sign.

    A `jump` passes zero without being zero anywhere, between the neighbours `below` and `above`.
    """

    value: float
    jump: bool = False
    below: float = 0.0
    above: float = 0.0


def brackets(results: Array) -> list[tuple[int, int]]:
    """Neighbours among the points of a scan between which the sign changes.

    Points at which the result is zero are a bracket of their own; `results` are (points,), in the
    order of their places. Missing ones (NaN) change no sign.
    """
    signs = np.sign(results)
    zeros = [(k, k) for k in np.flatnonzero(signs == 0).tolist()]
    changes = np.flatnonzero(signs[:-1] * signs[1:] < 0).tolist()
    return sorted([*zeros, *((k, k + 1) for k in changes)])


def crossings(
    functions: Functions, numbers: IntArray, ends: Array, sizes: Array
) -> list[Crossing | None]:
    """The crossing between each pair of ends of the function of that number.

    `numbers` are (brackets,), `ends` (2, brackets), `sizes` what the function's values at both
    ends add up to without their signs. All are searched together (Chandrupatla 1997). None where
    the function has a pole, or is missing on the way.
    """
    from scipy.optimize.elementwise import find_root

    found: list[Crossing | None] = [Crossing(low) for low in ends[0].tolist()]
    searched = np.flatnonzero(ends[0] < ends[1])
    if not len(searched):
        return found

    def place(shares: Array, which: IntArray) -> Array:
        low, high = ends[:, searched[which]]
        on_the_way: Array = low + shares * (high - low)
        return on_the_way

    def at(shares: Array, which: Array) -> Array:
        chosen = which.astype(np.intp)
        return functions(numbers[searched[chosen]], place(shares, chosen))

    # In shares of the way between the ends: a relative distance would never be met about zero.
    every = np.arange(len(searched), dtype=np.intp)
    with np.errstate(all="ignore"):
        root = find_root(
            at,
            (np.zeros(len(searched)), np.ones(len(searched))),
            args=(every.astype(float),),
            tolerances={"xatol": NEAR},
        )
    met, *around_met = (place(share, every) for share in (root.x, *root.bracket))
    for k, here in enumerate(searched.tolist()):
        left, size = abs(float(root.f_x[k])), float(sizes[here])
        sound = bool(root.success[k]) and left <= size
        if sound:
            tiny = NEAR * float(np.abs(ends[:, here]).max())
            places = (met[k], *(end[k] for end in around_met))
            value, *around = (0.0 if abs(x) <= tiny else float(x) for x in places)
            found[here] = Crossing(value, left > _JUMP * size, min(around), max(around))
        else:
            found[here] = None
    return found
