"""A value has the widest shape that it has in any case: then cases differ in values alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bizcase.scenario.choose import is_date_key
from bizcase.scenario.place import join
from bizcase.text import Mapping, Node, Scalar, Sequence


def series_paths(trees: Iterable[Mapping]) -> frozenset[str]:
    """The places of values that are a list by year or a table by date in one of the trees."""
    return frozenset(path for tree in trees for path, node in _values(tree) if _is_series(node))


def with_growth_of(tree: Mapping, others: Iterable[Mapping]) -> Mapping:
    """The tree in which what grows in another one has a growth of zero here.

    So a case may take growth away, or bring it, without a formula of its own.
    """
    return _mapping_with(tree, list(others))


def _with(node: Node, others: list[Node]) -> Node:
    grown = [n.values["grows"] for n in others if isinstance(n, Mapping) and "grows" in n.values]
    if isinstance(node, Mapping):
        node = _mapping_with(node, [other for other in others if isinstance(other, Mapping)])
    if not grown or (isinstance(node, Mapping) and "grows" in node.values):
        return node
    if not isinstance(node, Mapping):
        key = "by_year" if isinstance(node, Sequence) else "base"
        node = Mapping({key: node}, node.span)
    return Mapping({**node.values, "grows": _none(grown[0])}, node.span, node.keys, node.put)


def _mapping_with(tree: Mapping, others: list[Mapping]) -> Mapping:
    values = {
        key: _with(value, [other.values[key] for other in others if key in other.values])
        for key, value in tree.items()
        if key != "cases"
    }
    return Mapping({**tree.values, **values}, tree.span, tree.keys, tree.put)


def _none(growth: Node) -> Node:
    """No growth, in the words in which a growth is written."""
    if isinstance(growth, Scalar):
        _, slash, time = growth.text.partition("/")
        return Scalar(f"0%{slash}{time}" if slash else "0%/year", growth.span)
    if isinstance(growth, Mapping):
        rate = "rate" if "rate" in growth.values else "base"
        kept = {k: v for k, v in growth.items() if k in ("base_is", "moves")}
        zero = _none(growth.values.get(rate, Scalar("0%/year", growth.span)))
        return Mapping({**kept, rate: zero}, growth.span, growth.keys)
    return Scalar("0%/year", growth.span)


def _values(node: Mapping, path: str = "") -> Iterator[tuple[str, Node]]:
    """Everything below a mapping with its path; `base` and `by_year` have that of their value."""
    for key, inside in node.items():
        if key in ("cases", "opening"):
            continue
        here = path if key in ("base", "by_year") and path else join(path, key)
        yield here, inside
        if isinstance(inside, Mapping):
            yield from _values(inside, here)


def _is_series(node: Node) -> bool:
    if isinstance(node, Mapping):
        return any(key in ("by_year", "csv") or is_date_key(key) for key in node.values)
    return isinstance(node, Sequence)
