"""The usual rule of thumb: options in the order of their profitability index, while money lasts.

With several budgets, options that differ in size, or rules, it can miss the best choice.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bizcase.study.portfolio.budget import ANY_TIME, Budget
from bizcase.study.portfolio.option import OPENING, Option
from bizcase.study.portfolio.programme import WITHIN, FloatArray, Programme


def money_needed(option: Option, budgets: Sequence[Budget], first: str) -> float:
    """The money that an option takes from the budgets: its peak funding, or its needs by year."""
    own_opening = any(budget.year == OPENING for budget in budgets)
    total = 0.0
    for budget in budgets:
        if budget.year == ANY_TIME:
            total += option.peak()
        else:
            opening = option.need(OPENING) if budget.year == first and not own_opening else 0.0
            total += max(0.0, option.need(budget.year) + opening)
    return total


def index(option: Option, budgets: Sequence[Budget], first: str) -> float:
    """NPV for each unit of money needed; infinite for an option that needs none."""
    needed = money_needed(option, budgets, first)
    return option.npv / needed if needed > 0 else np.copysign(np.inf, option.npv)


def ranked_choice(
    options: Sequence[Option],
    indices: Sequence[float],
    found: Programme,
    amounts: FloatArray,
    divisible: bool,
) -> FloatArray | None:
    """The shares (n,) that one gets by going down the ranking; None if they break a limit.

    What must be chosen comes first. An option is passed over while it does not fit, while one that
    it requires is not chosen, or where one that excludes it is.
    """
    shares = found.least.copy()
    order = sorted(range(len(options)), key=lambda i: (-indices[i], -options[i].npv))
    waiting = [i for i in order if options[i].npv > 0 and not shares[i]]
    taken = True
    while taken:
        taken = False
        for i in waiting:
            share = _room(i, shares, found, amounts)
            share = share if divisible else float(share >= 1 - WITHIN)
            if share > WITHIN:
                shares[i], taken = share, True
                waiting.remove(i)
                break
    return shares if found.within(shares, amounts) else None


def _room(i: int, shares: FloatArray, found: Programme, amounts: FloatArray) -> float:
    """How much of an option the limits and the rules leave room for, 0 to 1."""
    lines = np.vstack([found.needs, found.rules])
    room = np.concatenate([amounts[found.budget], found.most]) - lines @ shares
    takes = lines[:, i] > 0
    return float(np.clip((room[takes] / lines[takes, i]).min(initial=1.0), 0.0, 1.0))
