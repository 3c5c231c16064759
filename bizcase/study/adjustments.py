"""What was adjusted by hand in a model: line, periods, amounts, reason and owner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bizcase.engine.model import Input, Model, Series
from bizcase.scenario.adjustments import ADJUSTMENTS


@dataclass(frozen=True, slots=True)
class Adjustment:
    """One line: its amounts in money by the heading of the period, zeros left out."""

    line: str
    amounts: Mapping[str, float]
    given: Input


def adjustments(model: Model) -> Iterator[Adjustment]:
    """The adjusted lines in the order of the scenario."""
    for path, given in model.inputs.items():
        if path.startswith(f"{ADJUSTMENTS}.") and isinstance(given.value, Series):
            values = zip(model.timeline.labels, given.value.over(model.timeline), strict=True)
            amounts = {period: amount for period, amount in values if amount}
            yield Adjustment(path.removeprefix(f"{ADJUSTMENTS}."), amounts, given)
