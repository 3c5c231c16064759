"""The table of two drivers: the base marked, and where the net present value is below zero."""

from __future__ import annotations

from bizcase.engine.model import Model
from bizcase.report.tables.case_words import case_words
from bizcase.report.tables.results import measure_text, result_texts, why_none
from bizcase.report.tables.table import Line, Table
from bizcase.study.sensitivity.two_way import TwoWay
from bizcase.study.value_text import value_text

BELOW = "!"  # marks a result of a case whose net present value is below zero


def two_way_table(found: TwoWay, model: Model, first: str, second: str) -> Table:
    """The table; `first` and `second` are what its drivers are called."""
    headings = [value_text(found.second.given, v, model) + " " for v in found.across]
    lines = []
    below = 0
    result_text = result_texts(found.measure, [one for line in found.results for one in line])
    numbered = enumerate(zip(found.down, found.results, found.npv, strict=True))
    for i, (value, results, worths) in numbered:
        cells = []
        for j, (result, npv) in enumerate(zip(results, worths, strict=True)):
            loses = npv is not None and npv < 0
            below += loses
            mark = BELOW * (loses and found.measure != "npv")
            text = result_text(result) + mark
            cells.append(f"[{text}]" if (i, j) == found.base else f"{text} ")
        lines.append(Line(value_text(found.first.given, value, model), tuple(cells)))
    said = [f"[ ] the {case_words(model)}"]
    if below:
        mark = f"{BELOW} " if found.measure != "npv" else ""
        said.append(f"{mark}NPV is below zero in {below} of {len(found.down) * len(found.across)}")
    said += why_none(found.measure, found.why.values())
    title = f"{measure_text(found.measure, model.currency)}: {first} down, {second} across"
    return Table(title, tuple(headings), tuple(lines), notes=tuple(said))
