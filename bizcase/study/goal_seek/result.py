"""What a search for a target found: all values that reach it, or the nearest one to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bizcase.engine.model import Model
from bizcase.study.goal_seek.target import Target
from bizcase.study.sensitivity.drivers import Driver

if TYPE_CHECKING:
    import pandas as pd

End = Literal["low", "high", "inside"]


@dataclass(frozen=True, slots=True)
class Solution:
    """A value of the driver, as quoted, that reaches the target.

    `text` is how `--set` says it, None where the scenario can hold no such value. `reached` is the
    target with that text read again, `measures` are all measures there, with the reasons for those
    that do not exist. `change` is how far it is
    from the base, relative to it; None for dates, and where the base is 0.
    """

    value: float
    text: str | None
    reached: float
    change: float | None
    measures: Mapping[str, float | None]
    why_null: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Jump:
    """Where the target is passed without being reached: values on both sides of the place."""

    value: float
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """The value of the driver that comes nearest to a target that is not reached."""

    value: float
    reached: float
    at: End


@dataclass(frozen=True)
class GoalSeek:
    """The values of a driver between two others that bring a model to a target.

    `now` is the target's measure in the model itself, None where it does not exist. The solution
    nearest to the base comes first. `why_none` says why there is none, and is empty otherwise.
    """

    model: Model
    driver: Driver
    target: Target
    now: float | None
    between: tuple[float, float]
    solutions: tuple[Solution, ...]
    jumps: tuple[Jump, ...] = ()
    nearest: Nearest | None = None
    why_none: str = ""

    def to_frame(self) -> pd.DataFrame:
        """One line for each solution: the value, its text, what it reaches, and the measures."""
        import pandas as pd

        return pd.DataFrame(
            [
                {"value": s.value, "text": s.text, "reached": s.reached, **s.measures}
                for s in self.solutions
            ]
        )
