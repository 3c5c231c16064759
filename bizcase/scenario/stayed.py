"""Dates of a table that an override did not write: they stay as they were, which surprises."""

from __future__ import annotations

from collections.abc import Callable

from bizcase.problems import Problem
from bizcase.text import Mapping

_MOST = 4  # dates that are named


def stayed(name: str, node: Mapping, is_date: Callable[[str], bool]) -> Problem | None:
    """A warning on a table by date of which the last override wrote only some dates."""
    dated = [key for key in node.values if is_date(key)]
    overrides = [above for above in node.put if any(map(is_date, above.values))]
    if not overrides:
        return None
    last = overrides[-1]
    left = [date for date in dated if date not in last.values]
    if not left:
        return None
    shown = ", ".join(left[:_MOST]) + (f" and {len(left) - _MOST} more" if left[_MOST:] else "")
    said = f"`{name}` keeps {shown} of the table by date that this is put over"
    remedy = (
        f"write {'that date' if len(left) == 1 else 'those dates'} as well, or "
        f"`{left[-1]}: null` to take it away; `{{replace: {{..}}}}` puts the whole table away"
    )
    return Problem("dates-stay", said, last.span, remedy, "warning")
