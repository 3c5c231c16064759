"""Dates of a table that an override did not write: they stay as they were, which surprises."""

from __future__ import annotations

from collections.abc import Callable

from bizcase.problems import Problem
from bizcase.text import Mapping

_MOST = 4  # dates that are named
When = Callable[[str], float]  # the time of a date


def stayed(
    name: str, node: Mapping, is_date: Callable[[str], bool], when: When | None = None
) -> Problem | None:
    """A warning on a table by date of which the last override wrote only some dates.

    With `when`, the time of a date, values hold until the next one: what stays is only said if it
    comes after what is written. Nobody wonders what was before.
    """
    overrides = [above for above in node.put if any(map(is_date, above.values))]
    if not overrides:
        return None
    last = overrides[-1]
    left = [date for date in node.values if is_date(date) and date not in last.values]
    if when is not None:
        begins = min(when(date) for date in last.values if is_date(date))
        left = sorted((date for date in left if when(date) > begins), key=when)
    if not left:
        return None
    shown = ", ".join(left[:_MOST]) + (f" and {len(left) - _MOST} more" if left[_MOST:] else "")
    said = f"`{name}` keeps {shown} of the table by date that this is put over"
    remedy = (
        f"write {'that date' if len(left) == 1 else 'those dates'} as well, or "
        f"`{left[-1]}: null` to take it away; `{{replace: {{..}}}}` puts the whole table away"
    )
    return Problem("dates-stay", said, last.span, remedy, "warning")
