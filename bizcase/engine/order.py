"""Which rows depend on which: the order of evaluation, and circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from bizcase.engine.desugar import shift_of
from bizcase.engine.model import Row
from bizcase.formula.nodes import Call, Node, Operator, Reference, names, walk

_EARLIER = {"previous", "lag", "spread"}  # look only at earlier periods
_LATER = {"next", "sum_next", "total"}  # look at later ones, too


def reads(node: Node, earlier: bool = False) -> Iterator[tuple[str, bool]]:
    """The rows that a formula reads, and whether it reads only their earlier periods."""
    if isinstance(node, Reference):
        if node.to == "row":
            yield node.name, earlier
    elif isinstance(node, Operator | Call):
        looks_back = isinstance(node, Call) and (node.function in _EARLIER or shift_of(node) > 0)
        for argument in node.arguments:
            yield from reads(argument, earlier or looks_back)


def dependencies(row: Row) -> dict[str, bool]:
    """The rows that a row needs; True where only earlier periods are needed."""
    found: dict[str, bool] = {}
    for node in row.formulas:
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
    period.
    """
    return _strongly_connected({name: list(dependencies(row)) for name, row in rows.items()})


def phases(rows: Mapping[str, Row], order: Sequence[Sequence[str]]) -> dict[str, int]:
    """For each row a number: it waits until all rows with lower numbers are there as a whole.

    A row waits that looks ahead, or at a total. `order` has the rows in `groups`.
    """
    phase_of: dict[str, int] = {}
    for group in order:
        phase = 0
        for name in group:
            for other in dependencies(rows[name]):
                phase = max(phase, phase_of.get(other, 0))
            for other in _looks_ahead_at(rows[name]):
                phase = max(phase, phase_of.get(other, -1) + 1)
        phase_of.update(dict.fromkeys(group, phase))
    return phase_of


def moved(rows: Mapping[str, Row], inputs: Set[str]) -> set[str]:
    """The rows that depend on one of the inputs, directly or through other rows."""
    readers: dict[str, list[str]] = {}
    waiting = []
    for name, row in rows.items() if inputs else ():
        for other in dependencies(row):
            readers.setdefault(other, []).append(name)
        if inputs & (names(row.formula) | names(row.opening) | names(row.tax_only)):
            waiting.append(name)
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(readers.get(name, ()))
    return found


def in_order(rows: Mapping[str, Row], group: list[str], segment: str) -> list[str]:
    """The rows of a group in the order of one period: `opening`, `formula` or `tax_only`."""
    now = {name: _needs_now(rows[name], segment, set(group)) for name in group}
    return [name for part in _strongly_connected(now) for name in part]


def circles(rows: Mapping[str, Row]) -> list[list[str]]:
    """Groups of rows that need each other in the same period: they have no value.

    So do rows that look ahead at rows that need them, in whatever period.
    """
    found: dict[frozenset[str], list[str]] = {}
    for segment in ("formula", "opening", "tax_only"):
        now = {name: _needs_now(row, segment, rows.keys()) for name, row in rows.items()}
        for part in _strongly_connected(now):
            if len(part) > 1 or part[0] in now[part[0]]:
                found[frozenset(part)] = part
    for group in groups(rows):
        ahead = {name for row in group for name in _looks_ahead_at(rows[row])}
        if ahead.intersection(group):
            found.setdefault(frozenset(group), group)
    return list(found.values())


def _needs_now(row: Row, segment: str, among: Set[str]) -> list[str]:
    formula: Node = getattr(row, segment)
    return [name for name, earlier in reads(formula) if name in among and not earlier]


def _looks_ahead_at(row: Row) -> Iterator[str]:
    for formula in row.formulas:
        for part in walk(formula):
            if isinstance(part, Call) and (part.function in _LATER or shift_of(part) < 0):
                yield from names(part)


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
