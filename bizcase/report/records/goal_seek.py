"""The JSON record of a search for a target: values as quoted and as text, results unscaled."""

from __future__ import annotations

from collections.abc import Sequence

from bizcase.problems.show import as_record
from bizcase.report.tables.goal_seek import aim, multiplied, value
from bizcase.study.goal_seek.result import GoalSeek, Solution
from bizcase.study.reading import RowReading

FORMAT = 1


def goal_record(found: GoalSeek, commands: Sequence[str | None]) -> dict[str, object]:
    """All solutions, the nearest to the base first; `commands` run the scenario with them."""
    driver, reading = found.driver, found.target.reading
    row = reading if isinstance(reading, RowReading) else None
    why = {} if found.solutions else {"solutions": found.why_none}
    if found.now is None:
        why["now"] = "it does not exist in the case itself"
    return {
        "format": FORMAT,
        "scenario": found.model.name,
        "case": found.model.case,
        "currency": found.model.currency,
        "vary": driver.path,
        "kind": "factor" if driver.is_factor else driver.given.kind,
        "unit": driver.given.quoting.text(found.model.currency),
        "base": driver.base,
        "base_text": value(found, driver.base),
        "target": {
            "measure": None if row else reading,
            "row": row.row if row else None,
            "periods": [found.model.timeline.labels[c] for c in row.columns] if row else None,
            "value": found.target.value,
            "text": aim(found),
        },
        "now": found.now,
        "between": list(found.between),
        "solutions": [
            _solution(found, one, command)
            for one, command in zip(found.solutions, commands, strict=True)
        ],
        "jumps": [
            {"value": j.value, "text": value(found, j.value), "before": j.before, "after": j.after}
            for j in found.jumps
        ],
        "nearest": None
        if found.nearest is None
        else {
            "value": found.nearest.value,
            "text": value(found, found.nearest.value),
            "reached": found.nearest.reached,
            "at": found.nearest.at,
        },
        "why_null": why,
        "problems": [as_record(problem) for problem in found.model.problems],
    }


def _why_null(found: GoalSeek, one: Solution) -> dict[str, str]:
    """Why what is None beside the measures does not exist."""
    why = {}
    if one.change is None:
        why["change"] = "a date" if found.driver.is_date else "the base is 0"
    if one.text is None:
        why |= dict.fromkeys(("set", "command"), multiplied(found, one))
    return why


def _solution(found: GoalSeek, one: Solution, command: str | None) -> dict[str, object]:
    return {
        "value": one.value,
        "text": value(found, one.value),
        "change": one.change,
        "reached": one.reached,
        "set": None if one.text is None else f"{found.driver.path}={one.text}",
        "command": command,
        "measures": dict(one.measures),
        "why_null": {**one.why_null, **_why_null(found, one)},
    }
