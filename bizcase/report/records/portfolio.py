"""The JSON record of a portfolio: amounts unscaled, what does not exist null with its reason."""

from __future__ import annotations

import math
from typing import Any

from bizcase.problems.show import as_record
from bizcase.study.portfolio.choice import BudgetUse, Portfolio
from bizcase.study.portfolio.option import years_of

FORMAT = 1


def portfolio_record(found: Portfolio) -> dict[str, Any]:
    """The choice with all options and budgets; all numbers are finite or None."""
    shares, by_index = found.shares, found.shares_by_index
    assert shares is not None
    why = {} if by_index else {"npv_by_index": "the ranking alone does not keep the budgets"}
    years = years_of(found.options)
    return {
        "format": FORMAT,
        "currency": found.currency or None,
        "divisible": found.divisible,
        "npv": found.npv(shares),
        "chosen": [key for key, share in shares.items() if share > 0],
        "npv_by_index": found.npv(by_index) if by_index else None,
        "chosen_by_index": [k for k, share in by_index.items() if share > 0] if by_index else None,
        "why_null": why,
        "options": [
            {
                "key": option.key,
                "name": option.name,
                "npv": option.npv,
                "needs": {year: option.need(year) for year in years},
                "peak_funding": option.peak(),
                "index": index if math.isfinite(index) else None,
                "share": shares[option.key],
                "share_by_index": by_index[option.key] if by_index else None,
                "why_null": {} if math.isfinite(index) else {"index": "it needs no money"},
            }
            for option, index in zip(found.options, found.indices, strict=True)
        ],
        "budgets": [_budget(found, use) for use in found.uses],
        "rules": {
            "exclude": [list(group) for group in found.rules.exclude],
            "requires": {key: list(needed) for key, needed in found.rules.requires.items()},
            "must": list(found.rules.must),
        },
        "notes": list(found.notes),
        "problems": [as_record(problem) for problem in found.problems],
    }


def _budget(found: Portfolio, use: BudgetUse) -> dict[str, Any]:
    why = {}
    if use.last_unit is None:
        why["last_unit"] = "with less money there is no choice"
    if use.step is None:
        divisible = "options may be taken in part"
        why["next_step"] = divisible if found.divisible else "more money makes nothing better"
    step = use.step and {
        "more": use.step.more,
        "npv_gain": use.step.gain,
        "chosen": list(use.step.keys),
    }
    return {
        "year": use.budget.year,
        "amount": use.budget.amount,
        "used": use.used,
        "left": use.left,
        "last_unit": use.last_unit,
        "next_unit": use.next_unit,
        "one_percent_more": {"more": use.more, "npv_gain": use.gain},
        "next_step": step,
        "why_null": why,
    }
