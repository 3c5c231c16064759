"""One column of a table file (CSV) in the scenario's folder."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from bizcase.problems import did_you_mean, listing
from bizcase.text import Mapping, Scalar

if TYPE_CHECKING:
    from bizcase.scenario.state import State

LARGEST = 4_000_000  # bytes


def read_column(state: State, node: Mapping) -> list[str]:
    """The values of `{csv: volumes.csv, column: units}` as texts, one for each project year."""
    name, column = node.get("csv"), node.get("column")
    if not isinstance(name, Scalar) or not isinstance(column, Scalar):
        state.say(
            "missing-key",
            "a table file needs `csv:` and `column:`",
            node.span,
            "{csv: volumes.csv, column: units}",
        )
        return []
    folder = Path(name.span.source.name).resolve().parent
    path = (folder / name.text).resolve()
    if not path.is_relative_to(folder):
        state.say(
            "file-outside",
            "a scenario may only read files in its own folder",
            name.span,
            "copy the file beside the scenario",
        )
        return []
    try:
        if path.stat().st_size > LARGEST:
            state.say("csv-problem", f"`{name.text}` is larger than 4 MB", name.span)
            return []
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or "it is not a CSV text"
        state.say("csv-problem", f"`{name.text}` cannot be read: {reason}", name.span)
        return []
    columns = [key for key in (rows[0] if rows else {}) if key]
    wanted = column.text.strip()
    if wanted not in columns:
        state.say(
            "csv-problem",
            f"`{name.text}` has no column `{wanted}`",
            column.span,
            did_you_mean(wanted, columns) or f"it has {listing(columns)}",
        )
        return []
    return [(row[wanted] or "").strip() for row in rows]
