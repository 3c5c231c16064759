"""Rows that need each other in the same period, told as a chain that the reader can follow."""

from __future__ import annotations

from collections.abc import Mapping

from bizcase.engine.model import Row
from bizcase.engine.order import circles, dependencies
from bizcase.scenario.state import State

# A longer chain is told by its beginning and its end.
_SHOWN = 6


def report_circles(state: State, rows: Mapping[str, Row]) -> None:
    """Adds a problem for every circle, at the row that is most likely the cause."""
    for group in circles(rows):
        chain = _chain(rows, group)
        way = [f"`{name}`" for name in (*chain[1:], chain[0])]
        if len(way) > _SHOWN:
            way[2:-2] = [f"{len(way) - 4} more in turn"]
        steps = ", which needs ".join(way)
        state.say(
            "circle",
            f"a circle within a period: `{chain[0]}` needs {steps}",
            rows[chain[0]].span,
            f"let one of them use an earlier period, for example previous({chain[1 % len(chain)]})",
        )


def _chain(rows: Mapping[str, Row], group: list[str]) -> list[str]:
    """The shortest way from a row of the user's own through the group and back to it."""
    inside = set(group)
    needs = {
        name: [other for other, earlier in dependencies(rows[name]).items() if not earlier]
        for name in group
    }
    for start in sorted(group, key=lambda name: _built_in(rows[name])):
        before: dict[str, str] = {}
        waiting = [start]
        for name in waiting:
            for other in needs[name]:
                if other == start:
                    chain = [name]
                    while chain[0] != start:
                        chain.insert(0, before[chain[0]])
                    return chain
                if other in inside and other not in before:
                    before[other] = name
                    waiting.append(other)
    return group


def _built_in(row: Row) -> int:
    """The users' own rows come first, then flows, in which users name rows; statements last."""
    if row.block == "rows":
        return 0
    if row.block.startswith("flows/"):
        return 1
    return 3 if row.block.startswith("statements/") else 2
