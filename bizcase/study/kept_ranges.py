"""What a case has moved although its range is still that of the scenario: seldom what is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bizcase.engine.model import Input, Model, Range

NEAR_AN_END = 0.15  # of the range

_OUTSIDE = ("below", "above")
Position = Literal["below", "low", "inside", "high", "above"]


@dataclass(frozen=True, slots=True)
class KeptRange:
    """An assumption that a case, or `--set`, has moved, with the range that it keeps.

    `was` is the value that the range was given for. `position` says where the value lies now:
    near an end, outside, or inside.
    """

    path: str
    given: Input
    range: Range
    was: float
    position: Position


def kept_ranges(model: Model, ranges_of: Model | None = None) -> tuple[KeptRange, ...]:
    """The assumptions of a model whose values were moved and whose ranges were not, in its order.

    With `ranges_of`, the scenario itself, also those that lie outside of their range now, and
    have none in this model: they are not drawn in a simulation.
    """
    found = []
    for path, given in model.inputs.items():
        if given.range is not None:
            if given.range.around is not None:
                found.append(_kept(given, given.range, given.range.around, model))
            continue
        lost = ranges_of.inputs.get(path) if ranges_of else None
        if ranges_of is not None and lost is not None and lost.range is not None:
            one = _kept(given, lost.range, ranges_of.value(path), model)
            if one.position in _OUTSIDE:
                found.append(one)
    return tuple(found)


def _kept(given: Input, spread: Range, was: float, model: Model) -> KeptRange:
    value = model.value(given.path)
    near = NEAR_AN_END * (spread.high - spread.low)
    position: Position = "inside"
    if not spread.low <= value <= spread.high:
        position = "below" if value < spread.low else "above"
    elif min(value - spread.low, spread.high - value) <= near:
        position = "low" if value - spread.low < spread.high - value else "high"
    return KeptRange(given.path, given, spread, was, position)
