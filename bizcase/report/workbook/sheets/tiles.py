"""The tiles with the headline figures, on the cover and above the results."""

from __future__ import annotations

from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.book import Content, Formula, Highlight, Sheet
from bizcase.report.workbook.layout.places import CHECKS, FAILING_CHECKS
from bizcase.report.workbook.layout.plan import Plan

# A scale, and from where on it says enough: the largest amount of all cases, and the smallest.
_SCALES = (
    ("short_million", 950_000.0, 950_000.0),
    ("short_million_fine", 950_000.0, 47_500.0),
    ("short_thousand", 9_500.0, 950.0),
    ("short_money", 0.0, 0.0),
)
HEADLINES = {
    "npv": "Net present value",
    "irr": "Internal rate of return",
    "payback_years": "Payback",
    "peak_funding": "Peak funding",
    "profitability_index": "Profitability index",
}
_FORMATS = {"irr": "percent", "payback_years": "short_years", "profitability_index": "decimal"}


def tile_format(plan: Plan, measure: str) -> str:
    """The number format of a measure in large letters."""
    if measure in _FORMATS:
        return _FORMATS[measure]
    found = [abs(run.measures[measure] or 0.0) for run in plan.subject.runs]
    amounts = [amount for amount in found if amount] or [0.0]
    ends = max(amounts), min(amounts)
    return next(look for look, most, least in _SCALES if ends[0] >= most and ends[1] >= least)


def put_tiles(sheet: Sheet, plan: Plan, row: int, places: tuple[tuple[int, int], ...]) -> None:
    """One tile in each of the places (first and last column), label in `row`, figure below.

    There are five measures; the state of the checks takes the last place.
    """
    for (first, last), (name, words) in zip(places, HEADLINES.items(), strict=False):
        money = name in ("npv", "peak_funding")
        label = f"{words}, {plan.model.currency}" if money else words
        value = Formula(plan.measure_cell(name).text)
        style = f"tile_value/{tile_format(plan, name)}"
        put_tile(sheet, row, first, last, label, value, style)
    first, last = places[-1]
    check = Formula(f'IF({CHECKS}!{FAILING_CHECKS}=0,"ALL OK","FAIL")')
    put_tile(sheet, row, first, last, "Checks of the workbook", check, "tile_value")
    area = sheet.area(row + 1, first)
    sheet.highlights.append(Highlight(area, f'{_own(area)}<>"ALL OK"', "bad"))
    sheet.heights |= {row: 18, row + 1: 27}


def put_tile(
    sheet: Sheet, row: int, first: int, last: int, label: str, value: Content, style: str
) -> None:
    """A label over a figure in large letters, from one column to another."""
    for at, content, look in ((row, label, "tile_label"), (row + 1, value, style)):
        sheet.put(at, first, content, look)
        for column in range(first + 1, last + 1):
            sheet.put(at, column, None, look)
        if last > first:
            sheet.merged.append(sheet.area(at, first, at, last))


def _own(area: Area) -> str:
    return area.text.partition("!")[2]
