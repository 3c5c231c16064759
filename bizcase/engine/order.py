"""Which rows depend on which: the order of evaluation, and circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bizcase.engine.model import Row
from bizcase.formula.nodes import Call, Node, Operator, Reference

_EARLIER = {"previous", "lag", "spread"}  # look only at earlier periods


def reads(node: Node, earlier: bool = False) -> Iterator[tuple[str, bool]]:
    """The rows that a formula reads, and whether it reads only their earlier periods."""
    if isinstance(node, Reference):
        if node.to == "row":
            yield node.name, earlier
    elif isinstance(node, Operator | Call):
        looks_back = isinstance(node, Call) and node.function in _EARLIER
        for argument in node.arguments:
            yield from reads(argument, earlier or looks_back)


def dependencies(row: Row) -> dict[str, bool]:
    """The rows that a row needs; True where only earlier periods are needed."""
    found: dict[str, bool] = {}
    for node in (row.formula, row.opening, row.tax_only):
        for name, earlier in reads(node):
            found[name] = found.get(name, True) and earlier
    return found


def needed(rows: Mapping[str, Row], wanted: Iterator[str] | list[str]) -> dict[str, Row]:
    """The wanted rows and all that they need, in the order of the model."""
    found: set[str] = set()
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(dependencies(rows[name]))
    return {name: row for name, row in rows.items() if name in found}


def groups(rows: Mapping[str, Row]) -> list[list[str]]:
    """The rows in groups, each after all it depends on.

    A group of several rows (or of one that reads its own past) has to be evaluated period by
    period; inside it, rows come in the order of one period.
    """
    edges = {name: dependencies(row) for name, row in rows.items()}
    ordered = []
    for group in _strongly_connected({name: list(found) for name, found in edges.items()}):
        inside = set(group)
        now = {
            name: [d for d, earlier in edges[name].items() if d in inside and not earlier]
            for name in group
        }
        ordered.append([name for part in _strongly_connected(now) for name in part])
    return ordered


def circles(rows: Mapping[str, Row]) -> list[list[str]]:
    """Groups of rows that need each other in the same period: they have no value."""
    now = {
        name: [d for d, earlier in dependencies(row).items() if not earlier]
        for name, row in rows.items()
    }
    parts = _strongly_connected(now)
    return [part for part in parts if len(part) > 1 or part[0] in now[part[0]]]


def _strongly_connected(edges: Mapping[str, list[str]]) -> list[list[str]]:
    """Tarjan's algorithm (1972), without recursion; components after those they point to."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    components: list[list[str]] = []
    for root in edges:
        if root in index:
            continue
        work = [(root, iter(edges[root]))]
        index[root] = lowest[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            name, rest = work[-1]
            for other in rest:
                if other not in edges:
                    continue
                if other not in index:
                    index[other] = lowest[other] = len(index)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(edges[other])))
                    break
                if other in on_stack:
                    lowest[name] = min(lowest[name], index[other])
            else:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[name])
                if lowest[name] == index[name]:
                    cut = stack.index(name)
                    components.append(stack[cut:][::-1])
                    on_stack -= set(stack[cut:])
                    del stack[cut:]
    return components
