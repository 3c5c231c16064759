"""A slider: which values of a driver it goes through, and how they are written."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from bizcase.engine.desugar import shaping_inputs
from bizcase.engine.model import Model
from bizcase.engine.number_text import TYPED
from bizcase.study.sensitivity.drivers import Driver
from bizcase.study.sensitivity.result import Sensitivity

MOST = 8  # sliders
_STEPS = 40  # at least, from one end to the other
_ROUND = (5.0, 2.0, 1.0)
_MONTH = 1 / 12


@dataclass(frozen=True, slots=True)
class Slider:
    """The driver in the input `path` of a model goes from `low` to `high` in steps.

    `kind` says how its values are written: `number`, `percent`, `change` (of all values of a
    series) or `date`; `before` and `after` stand around a number, `plural` after all but 1.
    """

    path: str
    name: str
    low: float
    high: float
    step: float
    kind: str
    before: str = ""
    after: str = ""
    plural: str = ""

    @property
    def record(self) -> dict[str, object]:
        """All of it for the script."""
        return asdict(self)


def sliders(found: Sensitivity, names: dict[str, str], model: Model) -> tuple[Slider, ...]:
    """The drivers that move the NPV most; `model` has their inputs."""
    shaping = shaping_inputs(model)
    drivers = [one.driver for one in found.responses if one.moves and one.driver.varies]
    free = [driver for driver in drivers if driver.input not in shaping]
    return tuple(
        _slider(driver, names[driver.path], found.model.currency) for driver in free[:MOST]
    )


def _slider(driver: Driver, name: str, currency: str) -> Slider:
    """It reaches as far beyond the range as the range from the base, within the bounds.

    A base outside of its range is an end of it.
    """
    least, most = driver.searched
    ends = (driver.low, driver.base, driver.high)
    low = max(2 * min(ends) - driver.base, least)
    high = min(2 * max(ends) - driver.base, most)
    step = _MONTH if driver.is_date else _step(high - low)
    quoting, power = driver.given.quoting, driver.given.unit.year
    if driver.is_factor:
        return Slider(driver.input, name, low, high, step, "change")
    if driver.is_date:
        return Slider(driver.input, name, low, high, step, "date")
    after = plural = ""
    if quoting.time and power:
        after = f"/{quoting.time}" if power < 0 else f" {quoting.time}"
        plural = "s" if power > 0 else ""
    before = f"{currency} " if driver.given.unit.money > 0 else ""
    kind = "percent" if quoting.percent else "number"
    return Slider(driver.input, name, low, high, step, kind, before, after, plural)


def _step(span: float) -> float:
    """A round step of which there are enough between the ends."""
    widest = span / _STEPS
    power = 10.0 ** math.floor(math.log10(widest))
    step = next(each * power for each in _ROUND if each * power <= widest * (1 + 1e-9))
    return float(f"{step:.{TYPED}g}")


def places(slider: Slider, base: float) -> Iterator[float]:
    """The values that a slider takes around a base, the same as in the page."""
    for place in range(-_room(base - slider.low, slider), _room(slider.high - base, slider) + 1):
        yield base if place == 0 else float(f"{base + place * slider.step:.12g}")


def _room(span: float, slider: Slider) -> int:
    return max(0, math.floor(span / slider.step + 1e-9))
