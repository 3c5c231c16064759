"""At most how many roots a stream of cash has, from the sign changes of its discounted balance."""

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
    """Bound the number of roots above a force of interest, counted with their multiplicity.

    There are at most as many as sign changes in the running totals of the flows discounted with
    that force (Laguerre 1883; Jameson 2006). Norstrom's test (1972) is the case of 0 %.

    times: (K,) increasing; flows: (K, n), some not zero in every stream; force: (n,). Returns (n,),
    K where the sign of a total is uncertain.
    """
    return _balance_changes(flows, _discounted(times, flows, force))


def most_roots(times: FloatArray, flows: FloatArray, near: FloatArray) -> IntArray:
    """Bound the number of all roots: those above a force and, time run backwards, those below it.

    Where it gives 1 with `near` a hair above a root, that root is the only one. For a "pure
    investment" (Teichroew, Robichek and Montalbano 1965), which is in debt at its internal rate of
    return until the end, it does. Arguments and result as in `most_roots_above`.
    """
    discounted = _discounted(times, flows, near)
    return _balance_changes(flows, discounted) + _balance_changes(flows[::-1], discounted[::-1])


def _discounted(times: FloatArray, flows: FloatArray, force: FloatArray) -> FloatArray:
    """Discounted flows (K, n), scaled so that nothing overflows and the largest factor is 1."""
    exponent = np.where(flows != 0, -np.multiply.outer(times, force), -np.inf)
    factors: FloatArray = np.exp(exponent - exponent.max(axis=0))
    return flows * factors


def _balance_changes(flows: FloatArray, discounted: FloatArray) -> IntArray:
    """Sign changes of running totals, K where a sign is uncertain, (n,)."""
    balance = running_total(discounted)
    turnover = running_total(np.abs(discounted))
    # Nothing turned over in spite of a flow: its discounted value was too small for a float.
    certain = np.where(turnover > 0, np.abs(balance) > _UNCERTAIN * turnover, flows == 0)
    return np.where(certain.all(axis=0), sign_changes(balance), len(flows))
