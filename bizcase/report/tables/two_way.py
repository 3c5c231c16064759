"""The table of two drivers: the base marked, and where the net present value is below zero."""

from __future__ import annotations

from bizcase.engine.model import Model
from bizcase.report.tables.sensitivity import measure_text, short_result
from bizcase.report.tables.table import Line, Table
from bizcase.study.sensitivity.texts import value_text
from bizcase.study.sensitivity.two_way import TwoWay

BELOW = "!"  # marks a result of a case whose net present value is below zero


def two_way_table(found: TwoWay, model: Model, first: str, second: str) -> Table:
    """The table; `first` and `second` are what its drivers are called."""
    line, currency = model.timeline, model.currency
    half = len(found.down) // 2
    headings = [value_text(found.second, v, line, currency) + " " for v in found.across]
    lines = []
    below = 0
    for i, (value, results, worths) in enumerate(
        zip(found.down, found.results, found.npv, strict=True)
    ):
        cells = []
        for j, (result, npv) in enumerate(zip(results, worths, strict=True)):
            loses = npv is not None and npv < 0
            below += loses
            mark = BELOW * (loses and found.measure != "npv")
            text = short_result(found.measure, result) + mark
            cells.append(f"[{text}]" if i == j == half else f"{text} ")
        lines.append(Line(value_text(found.first, value, line, currency), tuple(cells)))
    said = ["[ ] the base"]
    if below:
        mark = f"{BELOW} " if found.measure != "npv" else ""
        said.append(f"{mark}NPV is below zero in {below} of {len(found.down) ** 2}")
    title = f"{measure_text(found.measure, currency)}: {first} down, {second} across"
    return Table(title, tuple(headings), tuple(lines), notes=tuple(said))
