"""What a check of the workbook is."""

from __future__ import annotations

from dataclasses import dataclass

from bizcase.study.measures.sheet_part import Shown

_CLOSE = 1e-9  # relative: what two ways to the same number may differ by


@dataclass(frozen=True, slots=True)
class Check:
    """Two numbers that must agree, within a tolerance times a size; templates of formulas.

    A left side that is `n/a` makes the check `n/a`. `apart` is the difference, where it is not
    `{left}-{right}`. With `warns` the check never fails: where the sides differ, it says that word.
    """

    label: str
    left: str
    right: str | float
    size: str = "1"
    tolerance: float = _CLOSE
    apart: str = "{left}-{right}"
    shown: Shown = "money"
    warns: str = ""
