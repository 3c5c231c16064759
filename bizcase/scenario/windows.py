"""Dates that belong together: what ends begins first, and only what is owned is sold."""

from __future__ import annotations

from bizcase.scenario.instance import Instance
from bizcase.scenario.state import State
from bizcase.text import Mapping, Node

# Dates that cannot lie before another: that other, and whether it stands in the block around.
_NOT_BEFORE = (("to", "from", False), ("to", "when", False), ("when", "when", True))


def report_windows(state: State) -> None:
    """Adds a problem for every window that is written the wrong way round.

    Only dates that are written out are compared: `launch` may move past an end in some case.
    """
    by_path = {instance.path: instance for instance in state.instances if instance.path}
    for instance in state.instances:
        around = by_path.get(instance.path.rpartition(".")[0])
        for last, first, outside in _NOT_BEFORE:
            other = around if outside else instance
            if other is not None and last in instance.given and first in other.given:
                _report(state, instance, last, other, first)


def _report(state: State, instance: Instance, last: str, other: Instance, first: str) -> None:
    node = instance.given[last][1]
    end = _date(state, instance, last, "end")
    start = _date(state, other, first, "start")
    if end is not None and start is not None and end <= max(start, 0.0):
        sold = last == first
        said = "it is sold before it is bought" if sold else f"`{last}` lies before `{first}`"
        state.say("date-outside", said, node.span, "change one of the two dates")


def _date(state: State, instance: Instance, name: str, edge: str) -> float | None:
    """When the time that a date names begins or ends, in years, if it is a plain date."""
    if instance.block.inputs[name].kind != "date":
        return None
    node: Node | None = instance.given[name][1]
    if isinstance(node, Mapping):
        node = node.get("base")
    return None if node is None else state.values.date(node, edge, inside=False)
