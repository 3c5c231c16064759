"""At most how many roots a stream of cash has, from the sign changes of its discounted balance."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.roots.columns import (
    BoolArray,
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
    exponent = np.where(flows != 0, -np.multiply.outer(times, force), -np.inf)
    # Scaled so that the largest factor is 1 and nothing overflows.
    discounted = flows * np.exp(exponent - exponent.max(axis=0))
    balance = running_total(discounted)
    turnover = running_total(np.abs(discounted))
    # Nothing turned over in spite of a flow: its discounted value was too small for a float.
    certain = np.where(turnover > 0, np.abs(balance) > _UNCERTAIN * turnover, flows == 0)
    return np.where(certain.all(axis=0), sign_changes(balance), len(times))


def has_only_root(flows: FloatArray, factors: FloatArray) -> BoolArray:
    """Prove that streams have no root but the one a hair below the force of the factors, (n,).

    flows, factors: (K, n). Proven where the discounted balance stays, from the first flow until the
    last, on one side and further from zero than at the end. Then neither the totals from the front
    change sign, so that no root is above, nor the totals from the back more than once, so that at
    most one is below (Laguerre 1883). "Pure investments", in debt at their rate of return until the
    end (Teichroew, Robichek and Montalbano 1965), are of this kind.
    """
    discounted = flows * factors
    balance = running_total(discounted)
    final = balance[-1]
    least = np.abs(final) + _UNCERTAIN * np.abs(discounted, out=discounted).sum(axis=0)
    deep = balance * np.sign(final) > least
    deep[-1] = True
    if not flows.all():
        deep |= _idle(flows)
    proven: BoolArray = deep.all(axis=0)
    return proven


def _idle(flows: FloatArray) -> BoolArray:
    """Columns before the first flow of a stream and from its last flow on, (K, n)."""
    some = flows != 0
    column = np.arange(len(flows))[:, None]
    first, last = some.argmax(axis=0), len(flows) - 1 - some[::-1].argmax(axis=0)
    idle: BoolArray = (column < first) | (column >= last)
    return idle
