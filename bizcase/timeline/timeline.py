"""The columns of a business case: the opening, the operating periods, and tax-only periods."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from functools import cached_property

STEPS = {"month": 12, "quarter": 4, "year": 1}  # periods in a year


@dataclass(frozen=True)
class Timeline:
    """Column 0 is the moment of decision; `periods` operating periods follow, then `tax_only`."""

    step: str
    months: int
    start: tuple[int, int] | None = None  # year and month of the first period
    fiscal_year_ends: int = 12
    calendar_years: bool = False
    days_in_year: int = 365
    tax_only_years: int = 0

    @property
    def per_year(self) -> int:
        """Periods in a year."""
        return STEPS[self.step]

    @property
    def months_per_period(self) -> int:
        """12, 3 or 1."""
        return 12 // self.per_year

    @property
    def periods(self) -> int:
        """Operating periods."""
        return self.months // self.months_per_period

    @property
    def tax_only(self) -> int:
        """Periods after the last operating one, in which tax is still paid."""
        return self.tax_only_years * self.per_year

    @property
    def columns(self) -> int:
        """All columns: the opening, the operating periods and the tax-only ones."""
        return 1 + self.periods + self.tax_only

    @property
    def horizon(self) -> float:
        """Length of the operating life in years."""
        return self.months / 12

    @property
    def project_years(self) -> int:
        """Years for which a list by year has an entry."""
        return self.model_year(self.periods)

    def end(self, column: int) -> float:
        """Years from the start to the end of a column; the opening is at 0."""
        return column / self.per_year

    def model_year(self, column: int) -> int:
        """1 for the first year; 0 for the opening. Calendar years if the scenario says so."""
        months = (column - 1) * self.months_per_period
        if column <= 0:
            return 0
        if self.calendar_years and self.start:
            return (self.start[1] - 1 + months) // 12 + 1
        return months // 12 + 1

    def fiscal_year(self, column: int) -> int:
        """The fiscal year in which the column ends (calendar number, or 1, 2, ...)."""
        if not self.start:
            return self.model_year(column)
        year, month = self._last_month(column)
        return year + (month > self.fiscal_year_ends)

    def _last_month(self, column: int) -> tuple[int, int]:
        assert self.start is not None
        count = self.start[0] * 12 + self.start[1] - 2 + column * self.months_per_period
        return count // 12, count % 12 + 1

    def end_date(self, column: int) -> str | None:
        """The last day of a column as 2028-03-31; None without a start."""
        if not self.start:
            return None
        if column == 0:
            return f"{self.start[0]}-{self.start[1]:02d}-01"
        year, month = self._last_month(column)
        return f"{year}-{month:02d}-{monthrange(year, month)[1]}"

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """`opening`, then `2027-03`, `2027-Q1`, `2027` or `Year 1`, ... for every column."""
        return ("opening", *(self._label(column) for column in range(1, self.columns)))

    def _label(self, column: int) -> str:
        within = (column - 1) % self.per_year + 1
        letter = {"month": "M", "quarter": "Q"}.get(self.step)
        if not self.start:
            year = f"Year {(column - 1) // self.per_year + 1}"
            return f"{year} {letter}{within}" if letter else year
        year_number, month = self._last_month(column)
        if self.step == "month":
            return f"{year_number}-{month:02d}"
        if self.step == "quarter":
            return f"{year_number}-Q{(month + 2) // 3}"
        first = (column - 1) * 12 + self.start[1] - 1
        return str(self.start[0] + first // 12)
