"""What a section of the page is: a place that can be linked to, a title, and what writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bizcase.report.page.findings import Findings
from bizcase.report.page.html import Html


@dataclass(frozen=True, slots=True)
class Section:
    """`write` gives what stands below the title; nothing where there is nothing to say.

    `short` is its title in a list of all.
    """

    place: str
    short: str
    title: str
    write: Callable[[Findings], Html]
