"""Which single assumption, at which value within its range, would turn the choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bizcase.chance.assumed import uncertain
from bizcase.engine.model import Input, Series
from bizcase.engine.operations import Array
from bizcase.study.comparison.option import Option
from bizcase.study.points import Points

_POINTS = 17  # of each driver from low to high, then of the piece in which the choice turns
_ROUNDS = 2
_RESIDUE = 1e-9  # of the largest gap: what is smaller is a tie

# A driver: for each option the inputs that have the same draws, mostly one; none where it has none.
Driver = tuple[tuple[Input, ...], ...]


@dataclass(frozen=True)
class Switch:
    """An assumption that turns the choice at a value within its range.

    `inputs` and `values` are those of each option that has it, by name, as quoted. `way` is how
    far from its base towards `high` (or, negative, `low`) it has to move; 1 is all the way.
    Beyond it the option named `better` is worth more than the first.
    """

    inputs: Mapping[str, Input]
    values: Mapping[str, float]
    way: float
    better: str

    @property
    def path(self) -> str:
        """Where the assumption stands."""
        return next(iter(self.inputs.values())).path


def switches(first: Option, others: Sequence[Option], measure: str) -> tuple[Switch, ...]:
    """What would make one of the others better than the first, the nearest to its base first.

    Of an assumption that turns it to several others, one way, only the nearest value counts.
    """
    every = sorted(
        (switch for other in others for switch in _between(first, other, measure)),
        key=lambda switch: abs(switch.way),
    )
    nearest: dict[tuple[str, bool], Switch] = {}
    for switch in every:
        nearest.setdefault((_driver_name(switch), switch.way > 0), switch)
    return tuple(nearest.values())


def _driver_name(switch: Switch) -> str:
    """What is the same for one driver, whichever option it is set against."""
    name, given = next(iter(switch.inputs.items()))
    return given.key or f"{name} {given.path}"


def _between(first: Option, second: Option, measure: str) -> list[Switch]:
    """What would make the second of two options the better one.

    Each assumption with a range moves alone from its base to its low and to its high value; one
    that both options draw together moves in both of them. All values are exact computations.
    """
    options = [one for one in (first, second) if one.run]
    found = _drivers(options)
    if not found:
        return []
    gap = _Gap(options, found, measure, 1.0 if first.run else -1.0)
    ways = np.tile(np.linspace(-1, 1, _POINTS), (len(found), 1))
    values = gap.at(ways)
    turns = _turns(values)
    nearest = np.where(turns, np.abs(ways[:, 1:] + ways[:, :-1]), np.inf).argmin(axis=1)
    for _ in range(_ROUNDS):
        ways = np.linspace(*_piece(ways, nearest), _POINTS, axis=1)
        values = gap.at(ways)
        nearest = _turns(values).argmax(axis=1)
    (low, high), (before, after) = _piece(ways, nearest), _piece(values, nearest)
    fall = before - after
    way = low + (high - low) * np.divide(before, fall, out=np.zeros_like(fall), where=fall != 0)
    return [
        _switch(options, driver, float(at), second.name)
        for driver, at, turned in zip(found, way, turns, strict=True)
        if turned.any()
    ]


def _turns(values: Array) -> Array:
    """Between which neighbours a value becomes negative or ceases to be, (drivers, points - 1)."""
    negative = values < -_RESIDUE * np.abs(values).max(axis=1, keepdims=True)
    known = np.isfinite(values[:, 1:]) & np.isfinite(values[:, :-1])
    return np.asarray((negative[:, 1:] != negative[:, :-1]) & known)


def _piece(points: Array, left: Array) -> tuple[Array, Array]:
    """The points of each driver at `left` and after it, (drivers,) each."""
    places = np.arange(len(points))
    return points[places, left], points[places, left + 1]


def _drivers(options: Sequence[Option]) -> list[Driver]:
    """All uncertain inputs; those of one key are one driver."""
    found: dict[str, list[tuple[Input, ...]]] = {}
    for place, one in enumerate(options):
        assert one.run
        for path, given in uncertain(one.run.model).items():
            found.setdefault(given.key or path, [()] * len(options))[place] += (given,)
    return [tuple(inputs) for inputs in found.values()]


def _switch(options: Sequence[Option], driver: Driver, way: float, better: str) -> Switch:
    inputs = {one.name: given[0] for one, given in zip(options, driver, strict=True) if given}
    values = {name: _value(given, way) for name, given in inputs.items()}
    return Switch(inputs, values, way, better)


def _value(given: Input, way: float) -> float:
    """The value of an input some way from its base to its high, or low, value."""
    assert given.range
    assert not isinstance(given.value, Series)
    end = given.range.high if way > 0 else given.range.low
    return given.value + abs(way) * (end - given.value)


class _Gap:
    """The first option's measure less the second's, where one driver moves."""

    def __init__(
        self, options: Sequence[Option], found: Sequence[Driver], measure: str, sign: float
    ) -> None:
        self.signs = (sign, -sign)[: len(options)]
        # For each option its inputs, each with the driver that moves it.
        self.moved = [
            [(row, given) for row, driver in enumerate(found) for given in driver[place]]
            for place in range(len(options))
        ]
        self.points = [
            Points(one.run.model, [given.path for _, given in moved], (measure,), one.view)
            for one, moved in zip(options, self.moved, strict=True)
            if one.run
        ]

    def at(self, ways: Array) -> Array:
        """The gap for ways of the drivers, (drivers, points) both; NaN where one has no value."""
        total = np.zeros(ways.shape)
        for sign, points, moved in zip(self.signs, self.points, self.moved, strict=True):
            base = np.array([_value(given, 0.0) for _, given in moved])
            values = np.tile(base[:, None], (1, ways.size))
            for place, (row, given) in enumerate(moved):
                here = slice(row * ways.shape[1], (row + 1) * ways.shape[1])
                values[place, here] = [_value(given, way) for way in ways[row].tolist()]
            total += sign * points.at(values)[0].reshape(ways.shape)
        return total
