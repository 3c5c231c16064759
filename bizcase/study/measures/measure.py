"""The record of a measure: what it is called, what it means and how it is computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from bizcase.study.measures.flows import Flows
from bizcase.study.measures.roots.columns import FloatArray
from bizcase.study.measures.sheet_part import SheetPart

Unit = Literal["money", "share", "years", "ratio"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One number that sums up a case, or no number and the reason."""

    name: str
    label: str
    doc: str
    source: str  # author, year
    unit: Unit
    compute: Callable[[Flows], FloatArray]  # (n,), NaN where the measure does not exist
    why: Callable[[Flows, int], str]  # the reason why it does not exist in one trial
    sheet: SheetPart  # how a spreadsheet computes it
    javascript: str  # how a page does: a function of the flows, over those in `flows.js`


def always_there(_flows: Flows, _trial: int) -> str:
    """Give the reason for a measure that exists wherever its cash flows do."""
    return "a cash flow is missing"
