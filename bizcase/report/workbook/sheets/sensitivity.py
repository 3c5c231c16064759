"""The sheet Sensitivity: what each uncertain assumption alone does to the net present value."""

from __future__ import annotations

from bizcase.report.names import driver_name
from bizcase.report.palette import GAIN, LOSS
from bizcase.report.tables.kept_ranges import KEPT
from bizcase.report.workbook.addresses import Area, letters
from bizcase.report.workbook.book import Chart, Formula, Plotted, Sheet, WhatIfTable
from bizcase.report.workbook.layout.annual_lines import totals
from bizcase.report.workbook.layout.dates import day_of
from bizcase.report.workbook.layout.places import (
    INPUTS,
    SENSITIVITY,
    TESTED_DRIVER,
    TESTED_SIDE,
)
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.look.formats import axis_format, money_format, money_width
from bizcase.report.workbook.sheets.heading import heading
from bizcase.report.workbook.sheets.inputs import is_day, shown_value, value_format

CORNER = TESTED_SIDE[0] + 3  # the row above the drivers
FIRST = CORNER + 1
NAME, LOW_END, HIGH_END, NUMBER, LOW, HIGH, TO_LOW, TO_HIGH, SWING, RANK = range(1, 11)
SORTED = RANK + 2  # the first column of the sorted table
SHOWN = 12  # drivers in the chart
SIDES = ("Worse", "Better")  # than the NPV in use

_HEADINGS = (
    "Low", "High", "No.", "NPV at low", "NPV at high", "Change to low", "Change to high", "Swing",
    "Rank",
)  # fmt: skip
_LIVE = (
    "Live: Excel computes the whole workbook anew for both values of every driver. LibreOffice "
    "shows blanks until Ctrl+Shift+F9: export with --tornado static for its readers."
)
_KEPT = "the case moves this driver, and its range is the one given for the base case"
_STATIC = "From the engine, for the case `{}`; these numbers do not follow edits."


def sensitivity_sheet(plan: Plan) -> Sheet:
    """Lays out the drivers with the NPV at both ends, and the same sorted, with a chart."""
    sheet = Sheet(SENSITIVITY, tab="purple")
    said = _LIVE if plan.live_tornado else _STATIC.format(plan.subject.shown)
    words = f"Each driver alone at its low and its high value. {said}"
    heading(sheet, plan, "Sensitivity", words, SORTED + 1)
    _switches(sheet)
    if len(plan.subject.cases) > 1:
        sheet.put(CORNER - 2, NAME, f"{KEPT} {_KEPT}", "note")
    if not plan.drivers:
        sheet.put(CORNER, NAME, "No assumption has a range: there is nothing to vary.", "note")
        return sheet
    _drivers(sheet, plan)
    _sorted(sheet, plan)
    sheet.widths = {NAME: 38, RANK: 6, SORTED - 1: 2, SORTED: 6, SORTED + 1: 38}
    wide = money_width(totals(plan), plan.model, 11)
    sheet.widths |= dict.fromkeys((LOW_END, HIGH_END, NUMBER, *range(LOW, RANK)), wide)
    sheet.widths |= dict.fromkeys((SORTED + 2, SORTED + 3), wide + 1)
    sheet.heights[CORNER - 1] = 28
    sheet.print_columns, sheet.pages_tall = SORTED + 3, 1
    sheet.freeze = (FIRST, 1)
    return sheet


def _switches(sheet: Sheet) -> None:
    for (row, column), words in (
        (TESTED_DRIVER, "Driver under test (leave at 0)"),
        (TESTED_SIDE, "1 = its low value, 2 = its high value (leave at 0)"),
    ):
        sheet.put(row, NAME, words, "label")
        sheet.put(row, LOW_END, None, "unit")
        sheet.put(row, column, 0.0, "fixed/whole")


def _drivers(sheet: Sheet, plan: Plan) -> None:
    number = money_format(plan.model)
    last = FIRST + len(plan.drivers) - 1
    sheet.put(CORNER - 1, NAME, "Driver", "header")
    sheet.put_row(CORNER - 1, LOW_END, _HEADINGS, "header_right")
    _corner(sheet, plan, number)
    for i, swing in enumerate(plan.swings):
        row, path = FIRST + i, swing.path
        sheet.put(row, NAME, _name(plan, path), "label")
        _ends(sheet, plan, row, path)
        sheet.put(row, NUMBER, float(i + 1), "fixed/whole")
        for column, worth in ((LOW, swing.low), (HIGH, swing.high)):
            sheet.put(row, column, *_worth(plan, worth, number))
        _changes(sheet, row, last, number)
    if plan.live_tornado:
        body = sheet.area(FIRST, LOW, last, HIGH)
        sheet.tables.append(WhatIfTable(body, _own(plan.tested_side), _own(plan.tested_driver)))


def _name(plan: Plan, path: str) -> str | Formula:
    """What a driver is called, marked where the case in use moves it and its range stays.

    The workbook has one range for all cases, that of the base case.
    """
    name = driver_name(plan.model, path)
    marked = f"{name} {KEPT}"
    moved = plan.run.model.inputs[path].value != plan.model.inputs[path].value
    if not plan.live_tornado:
        return marked if moved else name
    if len(plan.subject.cases) == 1:
        return name
    row, column = plan.inputs[path], plan.input_columns.first_case
    base = Area(INPUTS, row, column, row, column).text
    live = Area(INPUTS, row, plan.input_columns.live, row, plan.input_columns.live).text
    return Formula(f'"{name}"&IF({live}<>{base}," {KEPT}","")', marked if moved else name)


def _corner(sheet: Sheet, plan: Plan, number: str) -> None:
    """What the table computes, and above its columns which end is tried out."""
    base = plan.run.measures["npv"]
    if plan.live_tornado:
        sheet.put(CORNER, NAME, "Net present value in use; 1 = low, 2 = high", "note_line")
        npv = Formula(plan.measure_cell("npv").text, "n/a" if base is None else base)
        sheet.put(CORNER, NUMBER, npv, f"cross/{number}")
    else:
        sheet.put(CORNER, NAME, "Net present value of that case; 1 = low, 2 = high", "note_line")
        sheet.put(CORNER, NUMBER, "n/a" if base is None else base, f"static/{number}")
    sheet.put_row(CORNER, LOW_END, (None, None), "note_line")
    sheet.put_row(CORNER, LOW, (1.0, 2.0), "fixed/whole")


def _ends(sheet: Sheet, plan: Plan, row: int, path: str) -> None:
    """The ends of the range, as they stand on the sheet of assumptions."""
    given = plan.model.inputs[path]
    assert given.range is not None
    days = is_day(plan, given)
    look = value_format(plan, given)
    columns, line = plan.input_columns, plan.inputs[path]
    ends = ((columns.low, given.range.low), (columns.high, given.range.high))
    for own, (column, end) in zip((LOW_END, HIGH_END), ends, strict=True):
        shown = shown_value(day_of(end, plan.model.timeline) if days else end)
        text = Area(INPUTS, line, column, line, column).text
        sheet.put(row, own, Formula(text, shown), f"cross/{look}")


def _worth(plan: Plan, worth: float | None, number: str) -> tuple[float | Formula | str, str]:
    """A cell of the table as the engine has it: in Excel, a live table replaces it."""
    if not plan.live_tornado:
        return "n/a" if worth is None else worth, f"static/{number}"
    return Formula('"n/a"', "n/a") if worth is None else worth, f"formula/{number}"


def _changes(sheet: Sheet, row: int, last: int, number: str) -> None:
    """By how much the NPV changes to both sides; the rank, ties in the order of the drivers.

    The rank is counted and not looked up: RANK and COUNTIF need not agree on what is equal.
    """
    base = f"${letters(NUMBER)}${CORNER}"
    for column, end in ((TO_LOW, LOW), (TO_HIGH, HIGH)):
        here = f"{letters(end)}{row}"
        text = f"IF(COUNT({here},{base})>1,{here}-{base},0)"
        sheet.put(row, column, Formula(text), f"formula/{number}")
    low, high = f"{letters(TO_LOW)}{row}", f"{letters(TO_HIGH)}{row}"
    sheet.put(row, SWING, Formula(f"MAX({low},{high},0)-MIN({low},{high},0)"), f"formula/{number}")
    swing, name = letters(SWING), letters(NUMBER)
    swings = f"${swing}${FIRST}:${swing}${last}"
    before = f"(${name}${FIRST}:${name}${last}<{name}{row})"
    rank = f"SUMPRODUCT(({swings}>{swing}{row})+({swings}={swing}{row})*{before})+1"
    sheet.put(row, RANK, Formula(rank), "formula/whole")


def _sorted(sheet: Sheet, plan: Plan) -> None:
    """The drivers that matter most, and the tornado."""
    number = money_format(plan.model)
    count = min(SHOWN, len(plan.drivers))
    last = FIRST + len(plan.drivers) - 1
    words = ("Rank", "Driver, the largest swing first", *SIDES)
    sheet.put_row(CORNER - 1, SORTED, words[:2], "header")
    sheet.put_row(CORNER - 1, SORTED + 2, words[2:], "header_right")
    ranks = f"${letters(RANK)}${FIRST}:${letters(RANK)}${last}"
    for i in range(count):
        row = FIRST + i
        sheet.put(
            row, SORTED, Formula(f"{letters(SORTED)}{row - 1}+1" if i else "1"), "formula/whole"
        )
        name, low, high = (
            f"INDEX(${letters(source)}${FIRST}:${letters(source)}${last},"
            f"MATCH(${letters(SORTED)}{row},{ranks},0),1)"
            for source in (NAME, TO_LOW, TO_HIGH)
        )
        sheet.put(row, SORTED + 1, Formula(name), "label")
        for column, of in ((SORTED + 2, "MIN"), (SORTED + 3, "MAX")):
            sheet.put(row, column, Formula(f"{of}({low},{high},0)"), f"formula/{number}")
    sheet.charts.append(tornado_chart(plan, FIRST + count + 2, SORTED))


def tornado_chart(plan: Plan, row: int, column: int, shown: int = SHOWN) -> Chart:
    """The change of the NPV by driver, the largest on top."""
    last = FIRST + min(shown, len(plan.drivers)) - 1
    moved = [worth for swing in plan.swings for worth in (swing.low, swing.high)]

    def area(at: int) -> Area:
        return Area(SENSITIVITY, FIRST, at, last, at)

    return Chart(
        title="What moves the net present value",
        categories=area(SORTED + 1),
        series=(
            Plotted(SIDES[0], area(SORTED + 2), LOSS),
            Plotted(SIDES[1], area(SORTED + 3), GAIN),
        ),
        row=row,
        column=column,
        width=13.3,
        height=10.0,
        stacked=True,
        horizontal=True,
        axis=f"Change of NPV, {plan.model.currency}",
        number_format=axis_format(moved),
    )


def _own(area: Area) -> str:
    return area.text.partition("!")[2].replace("$", "")
