"""The sheet Series: assumptions with several values, each in its own grain, in every case."""

from __future__ import annotations

from collections.abc import Sequence

from bizcase.engine.model import Series
from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Content, Formula, Sheet
from bizcase.report.workbook.layout.dates import day_format, day_of
from bizcase.report.workbook.layout.names import name_of
from bizcase.report.workbook.layout.places import (
    HEADER,
    KEY,
    LABEL,
    OPENING,
    SERIES,
    TOTAL,
    UNIT,
)
from bizcase.report.workbook.layout.plan import Plan, SeriesPlace
from bizcase.report.workbook.look.formats import input_format
from bizcase.report.workbook.sheets.heading import heading
from bizcase.report.workbook.sheets.inputs import shown_value

_GRAINS = {
    "year": "one value for every project year",
    "date": "each value holds from its date on",
    "payment": "amounts, each in the period of its date",
    "table": "rates by age in years",
}


def series_sheet(plan: Plan) -> Sheet:
    """Lays out every series: live values, those of each case, and dates where it has them."""
    sheet = Sheet(SERIES, tab="amber")
    taken = set[str]()
    heading(sheet, plan, "Series", "Assumptions with several values. Change the yellow cells only.")
    if not plan.series:
        sheet.put(HEADER, LABEL, "No assumption has several values.", "text")
        sheet.widths = {LABEL: 36, KEY: 30}
        return sheet
    width = max(place.width for place in plan.series.values())
    header = plan.series_header
    for column, words in (
        (LABEL, "Assumption"),
        (KEY, "Key"),
        (UNIT, "Unit"),
        (TOTAL, "Source, owner"),
    ):
        sheet.put(header, column, words, "header")
    sheet.put(header, TOTAL + 1, None, "header")
    sheet.put_row(header, OPENING, [float(i + 1) for i in range(width)], "header_right/whole")
    for place in plan.series.values():
        _block(sheet, plan, place, width, taken)
    sheet.widths = {LABEL: 36, KEY: 30, UNIT: 14, TOTAL: 26, TOTAL + 1: 1.5}
    sheet.widths |= dict.fromkeys(range(OPENING, OPENING + width), 11.5)
    sheet.freeze = (header + 1, OPENING)
    sheet.repeat_rows = (header, header)
    return sheet


def _block(sheet: Sheet, plan: Plan, place: SeriesPlace, width: int, taken: set[str]) -> None:
    given = [model.inputs[place.path] for model in plan.subject.models]
    base = given[0]
    title = min(place.values, place.dates or place.values) - 1
    words = place.path.removeprefix("products.").replace(".", ": ").replace("_", " ")
    sheet.put(title, LABEL, words[:1].upper() + words[1:], "section")
    sheet.put(title, KEY, _GRAINS[place.grain], "section")
    sheet.put_row(title, UNIT, [None] * (OPENING + width - UNIT), "section")
    sheet.put(
        title,
        TOTAL,
        ", ".join(filter(None, (base.origin.source, base.origin.owner))) or None,
        "section",
    )
    unit = base.quoting.text(plan.model.currency).replace("number", "")
    series = [i.value for i in given if isinstance(i.value, Series)]
    number = input_format(base)
    if place.dates is not None:
        days = _are_days(plan, series)
        dates = [_padded(s.dates, place.width) for s in series]
        _values(
            sheet,
            plan,
            place,
            place.dates,
            dates,
            "Dates",
            "years",
            day_format(plan.model.timeline) if days else "years",
            days,
        )
        sheet.names[name_of("in", place.path + ".dates", taken)] = place.area(place.dates)
    values = [_padded(s.values, place.width) for s in series]
    _values(sheet, plan, place, place.values, values, "Values", unit, number, False)
    sheet.names[name_of("in", place.path, taken)] = place.area(place.values)
    if place.steps is not None:
        _steps(sheet, place, values[plan.subject.number_shown], number)


def _are_days(plan: Plan, series: Sequence[Series]) -> bool:
    return all(day_of(date, plan.model.timeline) for s in series for date in s.dates)


def _padded(values: tuple[float, ...], width: int) -> tuple[float, ...]:
    """The values, the last one repeated where another case has more: it changes nothing there.

    A payment is not repeated: see `_of`.
    """
    return values + (values[-1:] or (0.0,)) * (width - len(values))


def _values(
    sheet: Sheet, plan: Plan, place: SeriesPlace, first: int, values: Sequence[tuple[float, ...]],
    words: str, unit: str, number: str, days: bool,
) -> None:  # fmt: skip
    """The live row, and below it one row for each case."""
    cases = len(values)
    _describe(sheet, first, f"{words} in use", place.path, unit, "live")
    for i in range(place.width):
        column = letters(OPENING + i)
        chosen = f"INDEX({column}{first + 1}:{column}{first + cases},{plan.case_number.text},1)"
        if cases > 1:  # a case without a value of its own follows the base case
            chosen = f'IF({chosen}="",{column}{first + 1},{chosen})'
        if days:
            chosen = f"DAYS360({plan.fixed_cell('start_date').text},{chosen})/360"
        style = f"live/{'years' if days else number}"
        sheet.put(first, OPENING + i, Formula(chosen, values[plan.subject.number_shown][i]), style)
    for row, (case, own) in enumerate(zip(plan.subject.cases, values, strict=True), first + 1):
        _describe(sheet, row, f"{words}, {case}", "", unit if not days else "date", "")
        for i, value in enumerate(own):
            content: Content = day_of(value, plan.model.timeline) if days else value
            if row > first + 1 and own == values[0]:
                above = Formula(f"{letters(OPENING + i)}{first + 1}", shown_value(content))
                sheet.put(row, OPENING + i, above, f"follow/{number}")
            else:
                sheet.put(row, OPENING + i, content, f"input/{number}")


def _describe(sheet: Sheet, row: int, words: str, key: str, unit: str, role: str) -> None:
    sheet.put(row, LABEL, words, "label_strong" if role == "live" else "label_indent")
    sheet.put(row, KEY, key or None, "key")
    sheet.put(row, UNIT, unit, "unit")


def _steps(sheet: Sheet, place: SeriesPlace, values: tuple[float, ...], number: str) -> None:
    """By how much the level changes at each date."""
    assert place.steps is not None
    _describe(sheet, place.steps, "Change at the date", "", "", "")
    before = 0.0
    for i, value in enumerate(values):
        here = f"{letters(OPENING + i)}{place.values}"
        text = f"{here}-{letters(OPENING + i - 1)}{place.values}" if i else here
        sheet.put(place.steps, OPENING + i, Formula(text, value - before), f"formula/{number}")
        before = value
