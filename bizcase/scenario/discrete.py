"""A discrete distribution: a few values, each with its probability."""

from __future__ import annotations

from collections.abc import Callable

from bizcase.engine.model import Range
from bizcase.library.block import BlockInput
from bizcase.problems import Problem
from bizcase.problems.problem import Severity
from bizcase.scenario.state import State
from bizcase.text import Mapping, Node, Scalar
from bizcase.units import Quantity, read_quantity

EXAMPLE = "values: {2: 20%, 3: 50%, 4: 30%}"
_OTHER = ("low", "high", "min", "max")  # of distributions that are not discrete
_ROUNDING = 1e-6

# Reads a value as quoted; None after a problem.
ReadValue = Callable[[Node], float | None]


def read_discrete(
    state: State, spec: BlockInput, node: Mapping, base: Quantity, read: ReadValue
) -> Range | None:
    """The range that `values: {value: probability}` describes; `read` reads a value."""
    written = node.get("values")
    before = len(state.problems)
    for key in _OTHER:
        if key in node:
            said = f"a discrete distribution has `values`, not `{key}`"
            state.say("unknown-key", said, node.key_span(key), EXAMPLE)
    if written is None:
        said = f"the discrete distribution of `{spec.name}` has no `values`"
        state.say("missing-key", said, node.span, EXAMPLE)
        return None
    if not isinstance(written, Mapping) or not written.values:
        said = "`values` are values with their probabilities"
        state.say("wrong-shape", said, written.span, EXAMPLE)
        return None
    pairs = [
        (read(Scalar(key, written.key_span(key))), _probability(state, part))
        for key, part in written.items()
    ]
    found = tuple((v, p) for v, p in pairs if v is not None and p is not None)
    if len(state.problems) > before or len(found) < len(pairs):
        return None
    total = sum(p for _, p in found)
    if abs(total - 1) > _ROUNDING:
        said = f"the probabilities of `{spec.name}` add up to {total * 100:.6g}%"
        remedy = "together they are 100%; thirds can be written 1/3"
        state.say("probabilities", said, written.span, remedy)
        return None
    values = [v for v, _ in found]
    if len(set(values)) < len(values):
        remedy = "write each value once, with its whole probability"
        state.say("duplicate-key", "a value stands here twice", written.span, remedy)
        return None
    low, high = min(values), max(values)
    if not low <= base.value <= high:
        given = node.get("base") or written
        ranks = state.rank(given.span), state.rank(written.span)
        put_over = state.overridden or ranks[0] != ranks[1]
        severity: Severity = "warning" if put_over else "error"
        lost = "; it has no range now" if put_over else ""
        said = f"the base of `{spec.name}` lies outside its values{lost}"
        remedy = "`base` is what a run uses: one of the values, or their mean"
        span = given.span if ranks[0] > ranks[1] else written.span
        state.problems.append(Problem("range-order", said, span, remedy, severity))
        return None
    return Range(low, high, ends=True, distribution="discrete", values=found)


def _probability(state: State, node: Node) -> float | None:
    quantity = read_quantity(node.text) if isinstance(node, Scalar) else None
    if quantity is None or not 0 <= quantity.value <= 1:
        said = "a probability lies between 0% and 100%"
        state.say("probabilities", said, node.span, EXAMPLE)
        return None
    return quantity.value
