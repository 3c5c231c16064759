"""Series on Calc: which of its values an assumption has in each period."""

from __future__ import annotations

from bizcase.formula.functions.pointwise import SNAP
from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.formulas.references import across, column_mark
from bizcase.report.workbook.layout.places import OPENING, SERIES
from bizcase.report.workbook.layout.plan import Plan


def per_period(plan: Plan, path: str) -> list[str]:
    """The formula of a series on Calc in every column; empty where it has no value."""
    place, timeline = plan.series[path], plan.model.timeline
    values = place.area(place.values)
    row, mark = plan.time, column_mark()
    t, start = f"{mark}{row['t']}", f"{mark}{row['period_start']}"
    if place.grain == "year":
        text = f"INDEX({values.span},1,{mark}{row['model_year']})"
        last = Area(SERIES, place.values, values.last_column, place.values, values.last_column).text
        operating = across(text, range(OPENING + 1, plan.last_operating + 1))
        return ["", *operating, *([last] * timeline.tax_only)]
    assert place.dates is not None
    dates = place.area(place.dates).text
    if place.grain == "payment":
        snap = plan.number(SNAP)
        text = f"SUMPRODUCT({values.text},({dates}>={start}-{snap})*({dates}<{t}-{snap}))"
        return across(text, range(OPENING, plan.last + 1))
    assert place.steps is not None
    steps = place.area(place.steps).text
    # The area under the level up to the end of the period less that up to its beginning.
    area = [f"SUMPRODUCT({steps},({x}>{dates})*({x}-{dates}))" for x in (t, start)]
    text = f"({area[0]}-{area[1]})/{plan.fixed_cell('years').text}"
    return ["", *across(text, range(OPENING + 1, plan.last + 1))]
