"""Checks the correlations of a scenario: two assumptions each, and a rank from -1 to 1."""

from __future__ import annotations

from bizcase.problems import Problem, did_you_mean
from bizcase.scenario.state import State
from bizcase.text import Mapping, Node, Scalar, Sequence
from bizcase.units import read_quantity

EXAMPLE = "- {between: [products.lamp.price, products.lamp.adoption.market], rank: -0.4}"


def check_correlations(state: State, node: Node | None) -> None:
    """Reports what is wrong under `correlations:`."""
    if node is None:
        return
    if not isinstance(node, Sequence):
        state.say("wrong-shape", "`correlations` is a list", node.span, EXAMPLE)
        return
    for item in node.items:
        pair = item.get("between") if isinstance(item, Mapping) else None
        if not isinstance(item, Mapping) or not isinstance(pair, Sequence) or len(pair.items) != 2:
            state.say("wrong-shape", "a correlation is between two values", item.span, EXAMPLE)
            continue
        for path in pair.items:
            _check_path(state, path)
        _check_rank(state, item)


def _check_path(state: State, node: Node) -> None:
    path = node.text.strip() if isinstance(node, Scalar) else ""
    found = state.inputs.get(path) or state.inputs.get(f"products.{path}")
    if found is None:
        remedy = did_you_mean(path, state.inputs) or "write the path of a value, from the top"
        state.say("unknown-path", f"nothing stands at `{path}`", node.span, remedy)
    elif found.range is None and f"{found.path}.factor" not in state.inputs:
        said = f"`{path}` is certain: it has no range"
        remedy = "give it `low` and `high`, or leave the correlation out"
        if not state.overridden:  # a value set outside its range has none
            state.problems.append(Problem("missing-key", said, node.span, remedy, "warning"))


def _check_rank(state: State, item: Mapping) -> None:
    rank = item.get("rank")
    if rank is None:
        state.say("missing-key", "a correlation has a `rank`", item.span, EXAMPLE)
        return
    quantity = read_quantity(rank.text) if isinstance(rank, Scalar) else None
    if quantity is None or not -1 <= quantity.value <= 1:
        state.say("out-of-bounds", "a rank correlation lies between -1 and 1", rank.span, EXAMPLE)
