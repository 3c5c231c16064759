"""At most how many roots a stream of cash has above or below a given force of interest."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.roots.columns import (
    FloatArray,
    IntArray,
    running_total,
    sign_changes,
)

# A discounted running total below this share of what went into it has no certain sign.
_UNCERTAIN = 1e-12


def most_roots_above(times: FloatArray, flows: FloatArray, force: FloatArray) -> IntArray:
    """Bound the number of roots above `force` by the sign changes of the discounted balance.

    There are at most as many roots as sign changes in the running totals of the discounted flows
    (Laguerre 1883; Jameson 2006). Norstrom's test (1972) is the case of 0 %, the "pure investment"
    of Teichroew, Robichek and Montalbano (1965) the case of a balance that keeps its sign.

    times: (K,) increasing; flows: (K, n), some not zero in every stream; force: (n,). Returns
    (n,), roots counted with their multiplicity; K where the sign of a total is uncertain.
    """
    exponent = np.where(flows != 0, -np.multiply.outer(times, force), -np.inf)
    # The largest weight is 1: nothing overflows, and what underflows leaves an uncertain total.
    worth = flows * np.exp(exponent - exponent.max(axis=0))
    balance = running_total(worth)
    turnover = running_total(np.abs(worth))
    started = running_total(np.abs(flows)) > 0
    uncertain = np.any(started & (np.abs(balance) <= _UNCERTAIN * turnover), axis=0)
    return np.where(uncertain, len(times), sign_changes(balance))


def most_roots_below(times: FloatArray, flows: FloatArray, force: FloatArray) -> IntArray:
    """Bound the number of roots below `force`: the same with time run backwards."""
    return most_roots_above(-times[::-1], flows[::-1], -force)
