"""What a formula is measured in, and how firmly: a literal takes the unit of its partner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bizcase.units import NUMBER, YEAR, Unit

# fixed: a row, an input, a per cent. open: a literal whose time is written but not what it
# counts (25_000/month). free: a bare literal (25_000). any: 0, or a part with a problem.
Firmness = Literal["fixed", "open", "free", "any"]
_FIRMEST = {"fixed": 3, "open": 2, "free": 1, "any": 0}


@dataclass(frozen=True, slots=True)
class Measured:
    """A unit and how firmly it is meant."""

    unit: Unit = NUMBER
    firmness: Firmness = "fixed"

    def fits(self, unit: Unit, exact_time: bool = False) -> bool:
        """Whether this can stand where `unit` is meant."""
        if self.firmness == "any" or (self.firmness == "free" and not exact_time):
            return True
        if self.firmness == "fixed":
            return self.unit == unit
        same_time = self.unit.year == unit.year
        said = (self.unit.money, self.unit.unit, self.unit.person)
        return same_time and said in ((0, 0, 0), (unit.money, unit.unit, unit.person))


ANY = Measured(NUMBER, "any")


def together(left: Measured, right: Measured) -> Measured | None:
    """What a sum of the two is measured in; None if they cannot go together.

    Beside a rate or a flow a literal must say its time, too: 1 + churn is not a factor of growth.
    """
    soft, firm = sorted((left, right), key=lambda measured: _FIRMEST[measured.firmness])
    return firm if soft.fits(firm.unit, exact_time=firm.unit.year < 0) else None


def product(left: Measured, right: Measured, divide: bool = False) -> Measured:
    """What a product (or quotient) of the two is measured in."""
    unit = left.unit / right.unit if divide else left.unit * right.unit
    kinds = {left.firmness, right.firmness}
    if kinds == {"fixed"}:
        return Measured(unit)
    if "any" in kinds:
        return ANY
    if "fixed" in kinds:
        fixed = left if left.firmness == "fixed" else right
        counts_something = fixed.unit != YEAR**fixed.unit.year
        return Measured(unit, "fixed" if counts_something else "open")
    return Measured(unit, "free" if kinds == {"free"} else "open")
