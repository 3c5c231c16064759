"""Reads the correlations of a scenario: two assumptions each, and a rank from -1 to 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bizcase.chance.correlation import (
    connected,
    is_possible,
    nearest_possible,
    scores_from_ranks,
)
from bizcase.engine.model import FACTOR, Correlation, Input
from bizcase.problems import Problem, did_you_mean
from bizcase.scenario.state import State
from bizcase.text import Mapping, Node, Scalar, Sequence
from bizcase.units import read_quantity

EXAMPLE = "- {between: [products.lamp.price, products.lamp.adoption.market], rank: -0.4}"


def read_correlations(state: State, node: Node | None) -> tuple[Correlation, ...]:
    """The correlations between uncertain inputs; reports what is wrong under `correlations:`."""
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        state.say("wrong-shape", "`correlations` is a list", node.span, EXAMPLE)
        return ()
    found: dict[frozenset[str], Correlation] = {}
    for item in node.items:
        pair = item.get("between") if isinstance(item, Mapping) else None
        if not isinstance(item, Mapping) or not isinstance(pair, Sequence) or len(pair.items) != 2:
            state.say("wrong-shape", "a correlation is between two values", item.span, EXAMPLE)
            continue
        ends = [_uncertain(state, path) for path in pair.items]
        rank = _rank(state, item)
        first, second = (end.path if end else "" for end in ends)
        if first and second and rank is not None and not _twice(state, pair, first, second, found):
            found[frozenset((first, second))] = Correlation(first, second, rank, item.span)
    _report_impossible(state, found.values())
    return tuple(found.values())


def _uncertain(state: State, node: Node) -> Input | None:
    """The input with a range that a path means; for a series it is its factor."""
    path = node.text.strip() if isinstance(node, Scalar) else ""
    found = state.inputs.get(path) or state.inputs.get(f"products.{path}")
    if found is None:
        remedy = did_you_mean(path, state.inputs) or "write the path of a value, from the top"
        state.say("unknown-path", f"nothing stands at `{path}`", node.span, remedy)
        return None
    found = state.inputs.get(found.path + FACTOR, found)
    if found.range is not None:
        return found
    said = f"`{path}` is certain: it has no range"
    remedy = "give it `low` and `high`, or leave the correlation out"
    if not state.overridden and not _has_lost_its_range(state, found):
        state.problems.append(Problem("missing-key", said, node.span, remedy, "warning"))
    return None


def _has_lost_its_range(state: State, given: Input) -> bool:
    """Whether a value is set outside its range, which has been said."""
    places = (given.places.base, given.places.low, given.places.high)
    lost = (p for p in state.problems if p.code == "range-order" and p.severity == "warning")
    return any(problem.span in places for problem in lost)


def _rank(state: State, item: Mapping) -> float | None:
    rank = item.get("rank")
    if rank is None:
        state.say("missing-key", "a correlation has a `rank`", item.span, EXAMPLE)
        return None
    quantity = read_quantity(rank.text) if isinstance(rank, Scalar) else None
    if quantity is None or not -1 <= quantity.value <= 1:
        state.say("out-of-bounds", "a rank correlation lies between -1 and 1", rank.span, EXAMPLE)
        return None
    return quantity.value


def _twice(
    state: State, pair: Sequence, first: str, second: str, found: dict[frozenset[str], Correlation]
) -> bool:
    """Reports a pair whose correlation is known: given before, of one value, of shared draws."""
    if frozenset((first, second)) in found:
        said, remedy = "this pair stands here twice", "give it one rank"
    elif state.inputs[first].key == state.inputs[second].key:
        said = f"`{first}` and `{second}` have the same draws: their rank is 1"
        remedy = "name two values that do not share their draws, or leave the correlation out"
    else:
        return False
    state.say("correlations-impossible", said, pair.span, remedy)
    return True


def _report_impossible(state: State, correlations: Iterable[Correlation]) -> None:
    """Reports groups whose ranks no variables can have, with the nearest ranks that they can."""
    given = list(correlations)
    for names, ranks in connected(given):
        if is_possible(scores_from_ranks(ranks)):
            continue
        own = [pair for pair in given if pair.first in names]
        written = ", ".join(f"`{p.first}` with `{p.second}` {p.rank:g}" for p in own)
        nearest = nearest_possible(ranks)
        lines = [
            f"- {{between: [{names[i]}, {names[j]}], rank: {nearest[i, j]:g}}}"
            for i, j in _pairs(len(names))
            if nearest[i, j] or ranks[i, j]
        ]
        said = f"these correlations cannot hold together: {written}"
        remedy = "\n".join(["the nearest that can:", *lines])
        state.say("correlations-impossible", said, own[0].span, remedy)


def _pairs(count: int) -> Iterator[tuple[int, int]]:
    return ((i, j) for i in range(count) for j in range(i + 1, count))
