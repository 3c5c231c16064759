"""What is counted: money, units, people, time; and how it is written."""

from __future__ import annotations

from bizcase.units.quantity import Quantity, Quoting, read_quantity
from bizcase.units.unit import MONEY, NUMBER, PERSON, UNIT, YEAR, Unit, read_unit

__all__ = [
    "MONEY",
    "NUMBER",
    "PERSON",
    "UNIT",
    "YEAR",
    "Quantity",
    "Quoting",
    "Unit",
    "read_quantity",
    "read_unit",
]
