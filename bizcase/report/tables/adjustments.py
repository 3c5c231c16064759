"""One line that says what was adjusted by hand: amounts, periods, reason and owner."""

from __future__ import annotations

from bizcase.engine.model import Model
from bizcase.study.adjustments import Adjustment, adjustments
from bizcase.units.money import short

MOST = 6  # periods of one line


def adjusted_by_hand(model: Model) -> str:
    """`adjusted by hand: revenue -20k in 2028-Q1 (rebate, Finance)`; empty if nothing was."""
    said = "; ".join(_line(found) for found in adjustments(model) if found.amounts)
    return f"adjusted by hand: {said}" if said else ""


def _line(found: Adjustment) -> str:
    amounts = [_amount(period, amount) for period, amount in found.amounts.items()]
    more = f" and {len(amounts) - MOST} more" if len(amounts) > MOST else ""
    origin = found.given.origin
    why = ", ".join(text for text in (origin.note, origin.owner) if text)
    line = found.line.replace("_", " ")
    return f"{line} {', '.join(amounts[:MOST])}{more}{f' ({why})' if why else ''}"


def _amount(period: str, amount: float) -> str:
    when = "at the opening" if period == "opening" else f"in {period}"
    return f"{'+' if amount > 0 else ''}{short(amount)} {when}"
