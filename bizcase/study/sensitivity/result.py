"""What a study of sensitivity found: the response of a measure to each driver, and what turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from bizcase.engine.model import Model
from bizcase.scenario.stages import STAGES
from bizcase.study.kept_ranges import KeptRange
from bizcase.study.run import Run
from bizcase.study.run import run as run_of
from bizcase.study.sensitivity.drivers import Driver
from bizcase.study.sensitivity.two_way import TwoWay

if TYPE_CHECKING:
    import pandas as pd

Shape = Literal["rises", "falls", "turns", "breaks", "none"]


@dataclass(frozen=True, slots=True)
class Turning:
    """The value of a driver at which something turns, the one nearest to its base.

    `change` is how far that is from the base, relative to it; None for dates, and where the base
    is 0. `of_range` is how far it is beside the way from the base to `toward`, an end of the range:
    1.7 lies beyond it; None where the range has no end on that side. At a `jump` the limit is
    passed without being reached, and `value` is the first one beyond. `count` is how many such
    values there are.
    """

    value: float
    change: float | None
    toward: Literal["low", "high"]
    of_range: float | None
    jump: bool = False
    count: int = 1

    @property
    def within(self) -> bool:
        """Whether it lies in the range of the driver."""
        return self.of_range is not None and self.of_range <= 1


class Point(NamedTuple):
    """A value of a driver and the measure there."""

    value: float
    result: float


@dataclass(frozen=True, slots=True)
class Response:
    """A measure at the five values of one driver, from low over base to high.

    `results` are None where the measure does not exist: `why` says why, by the number of the
    value. `extremes` are the smallest and the greatest of them, or of what was found between, each
    with the value of the driver; `swing` is how far they lie apart. `shape` says how they go from
    the least value of the driver to the greatest; they break where only their existence changes.
    `zero` is the switching value, at which the net present value is zero; `verdict` where the rule
    by which the case is accepted turns. Both are None where that happens nowhere between the
    values that are searched.
    """

    driver: Driver
    values: tuple[float, ...]
    results: tuple[float | None, ...]
    why: Mapping[int, str]
    swing: float | None
    extremes: tuple[Point, Point] | None
    shape: Shape
    zero: Turning | None
    verdict: Turning | None

    @property
    def moves(self) -> bool:
        """Whether the driver has an effect."""
        return self.shape != "none"

    @property
    def is_chance(self) -> bool:
        """Whether it has no effect because measures hold if every stage goes as written."""
        return self.driver.path.startswith(f"{STAGES}.") and not self.moves

    @property
    def is_dead(self) -> bool:
        """Whether it varies without any effect."""
        return self.driver.varies and not self.moves and not self.is_chance


@dataclass(frozen=True)
class Sensitivity:
    """The responses of a measure to all drivers of a model, the greatest swing first.

    `base` is the measure of the model itself, None with the reason in `why` where it does not
    exist. `passes` says whether the model passes its rule, None where that cannot be judged. The
    values in `kept` were moved, with ranges that were given for others.
    """

    model: Model
    measure: str
    base: float | None
    why: str
    npv: float | None
    passes: bool | None
    responses: tuple[Response, ...]
    table: TwoWay | None = None
    kept: tuple[KeptRange, ...] = ()

    @cached_property
    def run(self) -> Run:
        """The run of the model."""
        return run_of(self.model)

    @property
    def dead(self) -> tuple[str, ...]:
        """The paths of the drivers without effect."""
        return tuple(one.driver.path for one in self.responses if one.is_dead)

    @cached_property
    def moved(self) -> frozenset[str]:
        """The paths of the values that were moved without their ranges."""
        return frozenset(one.path for one in self.kept)

    def of(self, path: str) -> Response:
        """The response to the driver at a path. Raises KeyError."""
        return {one.driver.path: one for one in self.responses}[path]

    def to_frame(self) -> pd.DataFrame:
        """One line for each driver: its values as quoted, the results, swing, switching value."""
        import pandas as pd

        return pd.DataFrame(
            {
                one.driver.path: {
                    "low": one.driver.low,
                    "base": one.driver.base,
                    "high": one.driver.high,
                    "own_range": one.driver.own,
                    f"{self.measure}_at_low": one.results[0],
                    f"{self.measure}_at_high": one.results[-1],
                    "swing": one.swing,
                    "shape": one.shape,
                    "zero_at": one.zero.value if one.zero else None,
                    "verdict_turns_at": one.verdict.value if one.verdict else None,
                }
                for one in self.responses
            }
        ).T
