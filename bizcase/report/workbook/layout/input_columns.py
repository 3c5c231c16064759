"""The columns of the sheet of assumptions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class InputColumns:
    """The columns of the sheet of assumptions."""

    cases: int  # how many

    label: int = 1
    unit: int = 2
    live: int = 3
    first_case: int = 4

    @property
    def low(self) -> int:
        """The first column after the cases."""
        return self.first_case + self.cases

    @property
    def high(self) -> int:
        return self.low + 1

    @property
    def status(self) -> int:
        return self.low + 2

    @property
    def meaning(self) -> int:
        return self.low + 3

    @property
    def source(self) -> int:
        return self.low + 4

    @property
    def owner(self) -> int:
        return self.low + 5

    @property
    def note(self) -> int:
        return self.low + 6

    @property
    def key(self) -> int:
        return self.low + 7

    @property
    def number(self) -> int:
        return self.low + 8

    @property
    def least(self) -> int:
        return self.low + 9

    @property
    def most(self) -> int:
        return self.low + 10

    @property
    def years(self) -> int:
        """Of a date in use, the years since the start."""
        return self.low + 11
