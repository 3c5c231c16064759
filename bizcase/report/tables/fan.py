"""The percentiles of a row by fiscal year, beside the case itself."""

from __future__ import annotations

import math

from bizcase.report.tables.case_words import case_words
from bizcase.report.tables.table import Line, Scale, Table, scale_for
from bizcase.study.fiscal_years import fiscal_years
from bizcase.study.simulation.fans import Fan, percentile
from bizcase.study.simulation.result import Simulation
from bizcase.units import MONEY, UNIT

_ACRONYMS = {"ebitda": "EBITDA", "ebit": "EBIT", "nopat": "NOPAT"}
_SMALL = 1_000.0  # numbers below are shown with three digits


def fan_table(result: Simulation, fan: Fan) -> Table:
    """High percentiles above low ones, as in a picture; below them the case itself."""
    base = result.base.rows[fan.row]
    years = fiscal_years(result.model.timeline)
    shown = years.flow(base) if fan.adds_up else years.stock(base)
    values = [[None if math.isnan(v) else v for v in row] for row in fan.by_year.tolist()]
    scale = _scale(result, fan, [v for row in values for v in row] + list(shown))
    lines = [
        Line(percentile(share), tuple(map(scale.text, row)), "total" if share == 0.5 else "plain")
        for share, row in zip(fan.shares, values, strict=True)
    ]
    words = case_words(result.model)
    itself = Line(words[:1].upper() + words[1:], tuple(map(scale.text, shown)), "quiet")
    return Table(
        title=_title(result, fan),
        headings=fan.years,
        lines=(*reversed(lines), itself),
        corner=_corner(result, fan, scale),
        notes=years.notes,
    )


def _title(result: Simulation, fan: Fan) -> str:
    words = _ACRONYMS.get(fan.row, fan.row)
    if "." not in fan.row and words == fan.row:
        words = fan.row.replace("_", " ").capitalize()
    year = "fiscal year" if result.model.timeline.start else "year"
    return f"{words} by {year}" if fan.adds_up else f"{words} at the end of each {year}"


def _corner(result: Simulation, fan: Fan, scale: Scale) -> str:
    unit = result.model.rows[fan.row].unit
    if unit == UNIT:
        return f"{scale.word} units".strip()
    return scale.unit(unit.text(result.model.currency))


def _scale(result: Simulation, fan: Fan, values: list[float | None]) -> Scale:
    largest = max((abs(v) for v in values if v is not None), default=0.0)
    if largest >= _SMALL or not largest:
        unit = result.model.rows[fan.row].unit
        return scale_for(values, result.model.show_in if unit == MONEY else "")
    below = math.log10(largest * (1 - 1e-9))  # 1 is shown like what lies below it
    return Scale(1.0, max(0, 2 - math.floor(below)), "")
