"""One column of a table file (CSV) in the scenario's folder."""

from __future__ import annotations

import csv
from pathlib import Path

from bizcase.problems import did_you_mean, listing
from bizcase.scenario.state import State
from bizcase.text import Mapping, Scalar

LARGEST = 4_000_000  # bytes


def read_column(state: State, node: Mapping) -> list[str] | None:
    """The values of `{csv: volumes.csv, column: units}` as texts; None after a problem."""
    name, column = node.get("csv"), node.get("column")
    if not isinstance(name, Scalar) or not isinstance(column, Scalar):
        state.say(
            "missing-key",
            "a table file needs `csv:` and `column:`",
            node.span,
            "{csv: volumes.csv, column: units}",
        )
        return None
    folder = Path(name.span.source.name).resolve().parent
    path = (folder / name.text).resolve()
    if not path.is_relative_to(folder):
        state.say(
            "file-outside",
            "a scenario may only read files in its own folder",
            name.span,
            "copy the file beside the scenario",
        )
        return None
    try:
        if path.stat().st_size > LARGEST:
            state.say(
                "csv-problem",
                f"`{name.text}` is larger than 4 MB",
                name.span,
                "keep only the column that is needed, one line for each project year",
            )
            return None
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            headings, rows = list(table.fieldnames or ()), list(table)
    except FileNotFoundError:
        files = [file.name for file in folder.glob("*.csv")]
        remedy = did_you_mean(name.text, files) or "put the file into the scenario's folder"
        state.say("csv-problem", f"there is no file `{name.text}`", name.span, remedy)
        return None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = getattr(error, "strerror", None) or "it is not a CSV text"
        state.say(
            "csv-problem",
            f"`{name.text}` cannot be read: {reason}",
            name.span,
            "save it as CSV in UTF-8, with the names of the columns in the first line",
        )
        return None
    columns = [heading for heading in headings if heading]
    wanted = column.text.strip()
    written = headings.count(wanted)
    if written != 1:
        state.say(
            "csv-problem",
            f"`{name.text}` has {'no column' if not written else f'{written} columns'} `{wanted}`",
            column.span,
            did_you_mean(wanted, set(columns) - {wanted}) or f"it has {listing(columns)}",
        )
        return None
    for number, row in enumerate(rows, start=2):
        if None in row:
            state.say(
                "csv-problem",
                f"`{name.text}` has more values in line {number} than columns",
                name.span,
                "a comma separates columns; thousands are separated by `_`, or by nothing",
            )
            return None
    return [(row[wanted] or "").strip() for row in rows]
