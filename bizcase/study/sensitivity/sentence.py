"""One plain sentence on what can turn the verdict."""

from __future__ import annotations

from collections.abc import Sequence

from bizcase.engine.model import Model
from bizcase.study.sensitivity.result import Response, Sensitivity, Turning
from bizcase.study.value_text import FOUND, change_text, value_text
from bizcase.timeline.days import Side

_MOST = 6  # drivers in a sentence


def sentence(found: Sensitivity, names: dict[str, str], most: int = _MOST) -> str:
    """The drivers that turn the verdict within their ranges, the one nearest to its base first.

    `names` says what each driver is called, by its path; at most so many are named.
    """
    if found.passes is None:
        return "The rule cannot be judged here, so that nothing turns its verdict."
    turning = sorted(
        (one for one in found.responses if one.verdict is not None and one.verdict.within),
        key=lambda one: one.verdict.of_range or 0.0 if one.verdict else 0.0,
    )
    own = [one for one in turning if one.driver.own]
    assumed = [one for one in turning if not one.driver.own]
    start = "The verdict turns" if found.passes else "The verdict turns to a pass"
    if not turning:
        return "No driver alone turns the verdict within its range."
    if not own:
        said = _listed(found, assumed, names, most)
        return f"{start} if {said}; no driver with a range of its own turns it."
    also = ""
    if assumed:
        also = f" Within an assumed range also if {_listed(found, assumed, names, most)}."
    return f"{start} if {_listed(found, own, names, most)}.{also}"


def turning_text(one: Response, turning: Turning, model: Model) -> str:
    """The value at which something turns; of a date the last day before that, or the first after.

    Where it jumps nothing lies between, and the first value beyond is said.
    """
    side: Side = "later" if turning.jump or turning.toward == "low" else "earlier"
    return value_text(one.driver.given, turning.value, model, FOUND, side)


def _listed(
    found: Sensitivity, turning: Sequence[Response], names: dict[str, str], most: int
) -> str:
    few = len(turning) if len(turning) <= most + 1 else most
    said = [_said(found, one, one.verdict, names) for one in turning[:few] if one.verdict]
    if others := [names[one.driver.path] for one in turning[few:]]:
        said.append(f"one of {', '.join(others)} moves far enough")
    return " or ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _said(found: Sensitivity, one: Response, turning: Turning, names: dict[str, str]) -> str:
    driver, name = one.driver, names[one.driver.path]
    down = turning.value < driver.base or (turning.value == driver.base and one.shape == "rises")
    at = turning_text(one, turning, found.model)
    if driver.is_date and turning.jump and not down:
        return f"{name} is {at} or later"
    if driver.is_date:
        return f"{name} is {'earlier' if down else 'later'} than {at}"
    if driver.is_factor:
        return f"{name} {'falls' if down else 'rises'} by {at.lstrip('+-')}"
    change = "" if turning.change is None else f" ({change_text(turning.change)})"
    return f"{name} {'falls below' if down else 'rises above'} {at}{change}"
