"""Periods, the opening column, the calendar, and dates as numbers of years."""

from __future__ import annotations

from bizcase.timeline.dates import Date, read_date
from bizcase.timeline.timeline import STEPS, Timeline

__all__ = ["STEPS", "Date", "Timeline", "read_date"]
