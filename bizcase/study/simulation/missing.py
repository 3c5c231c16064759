"""Why a measure does not exist in some trials, in the same words for all trials alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np

from bizcase.study.measures.flows import Flows
from bizcase.study.measures.payback import ever_in_debt, ever_in_discounted_debt
from bizcase.study.measures.registry import MEASURES
from bizcase.study.measures.roots.columns import (
    BoolArray,
    IntArray,
    cleaned,
    merge_times,
    sign_changes,
)

# Gives for some trials how many there are of each reason.
Reasons = Callable[[Flows, IntArray], Counter[str]]
_OTHERS = 50  # trials of a block that are asked one by one; the rest is taken to be like them


def reasons(measure: str, flows: Flows, missing: IntArray) -> Counter[str]:
    """How many of the trials that lack a measure do so for each reason."""
    terminal = flows.terminal_value[np.ix_(flows.terminal_columns, missing)].sum(axis=0)
    whole = np.isfinite(flows.cumulative_cash[-1, missing] + terminal)
    found = Counter({"a cash flow is missing": int(np.count_nonzero(~whole))})
    left = missing[whole]
    if len(left):
        found += _REASONS.get(measure, _one_by_one(measure))(flows, left)
    return +found


def _of_rates(flows: Flows, trials: IntArray) -> Counter[str]:
    """Without a change of sign there is no rate; with one there is, with more perhaps several."""
    times, amounts = flows.timed
    stream = cleaned(merge_times(times, np.take(amounts, trials, axis=1))[1])
    changes = sign_changes(stream)
    highest, lowest = stream.max(axis=0), stream.min(axis=0)
    return +Counter(
        {
            "all cash flows are positive": int(((changes == 0) & (highest > 0)).sum()),
            "all cash flows are negative": int(((changes == 0) & (lowest < 0)).sum()),
            "all cash flows are zero": int(((highest == 0) & (lowest == 0)).sum()),
            "the cash flow changes sign more than once: no rate or several": int(
                (changes > 0).sum()
            ),
        }
    )


def _of_payback(in_debt: BoolArray, trials: IntArray) -> Counter[str]:
    needed = int(in_debt[trials].sum())
    return +Counter(
        {
            "never pays back within the horizon": needed,
            "nothing to pay back": len(trials) - needed,
        }
    )


def _one_by_one(measure: str) -> Reasons:
    def counted(flows: Flows, trials: IntArray) -> Counter[str]:
        asked = trials[:_OTHERS].tolist()
        found = Counter(MEASURES[measure].why(flows, trial) for trial in asked)
        most = found.most_common(1)[0][0]
        found[most] += len(trials) - len(asked)
        return found

    return counted


_REASONS: dict[str, Reasons] = {
    "irr": _of_rates,
    "payback_years": lambda flows, t: _of_payback(ever_in_debt(flows), t),
    "discounted_payback_years": lambda flows, t: _of_payback(ever_in_discounted_debt(flows), t),
}
