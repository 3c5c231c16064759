"""Where the right to stop is worth something: after which outcomes, and what it adds there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bizcase.study.stages.result import Staged
from bizcase.study.stages.tree import Branch


@dataclass(frozen=True, slots=True)
class Stop:
    """A place at which to stop is better; money is worth at the opening, from the gate on.

    `way` leads to it, and is empty where it is better not to start. `stopped` is what a stop
    brings, `going_on` what may be expected instead if one stops later where that is better,
    `regardless` if nobody stops by choice. `adds` is its part of the option to stop.
    """

    way: tuple[Branch, ...]
    chance: float
    stopped: float
    going_on: float
    regardless: float

    @property
    def adds(self) -> float:
        """What the right to stop here adds to the risk-adjusted net present value."""
        return self.chance * (self.stopped - self.regardless)


def stops(staged: Staged) -> tuple[Stop, ...]:
    """All places where one stops by choice; what they add is the option to stop.

    None where a cash flow is missing.
    """
    started, without = staged.value_if_started, staged.risk_adjusted_npv
    if started is None or without is None:
        return ()
    if not staged.starts:
        return (Stop((), 1.0, 0.0, started, without),)
    return tuple(_stops(staged))


def _stops(staged: Staged) -> Iterator[Stop]:
    for way in staged.ways():
        *_, last = way
        if last.reached and last.going_on is not None and not last.goes_on:
            regardless = last.without_choice - last.spent
            yield Stop(way, last.reached, last.stopped, last.going_on, regardless)
