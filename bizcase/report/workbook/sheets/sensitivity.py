"""The sheet Sensitivity: what each uncertain assumption alone does to the net present value."""

from __future__ import annotations

from bizcase.report.workbook.book import Area, Chart, Formula, Plotted, Sheet, WhatIfTable, letters
from bizcase.report.workbook.formats import axis_format, money_format
from bizcase.report.workbook.heading import heading
from bizcase.report.workbook.plan import SENSITIVITY, TESTED_DRIVER, TESTED_SIDE, Plan
from bizcase.report.workbook.sections import input_sections, label

CORNER = TESTED_SIDE[0] + 3  # the row above the drivers
FIRST = CORNER + 1
NAME, NUMBER, LOW, HIGH, TO_LOW, TO_HIGH, SWING, RANK = range(1, 9)
SORTED = RANK + 2  # the first column of the sorted table
SHOWN = 12  # drivers in the chart

_LIVE = "Live: Excel computes the whole workbook anew for both values of every driver."
_STATIC = "From the engine, for the case `{}`; these numbers do not follow edits."


def sensitivity_sheet(plan: Plan) -> Sheet:
    """Lays out the drivers with the NPV at both ends, and the same sorted, with a chart."""
    sheet = Sheet(SENSITIVITY, tab="purple")
    said = _LIVE if plan.live_tornado else _STATIC.format(plan.subject.shown)
    words = f"Each driver alone at its low and its high value. {said}"
    heading(sheet, plan, "Sensitivity", words, SORTED + 1)
    _switches(sheet)
    if not plan.drivers:
        sheet.put(CORNER, NAME, "No assumption has a range: there is nothing to vary.", "note")
        return sheet
    _drivers(sheet, plan)
    _sorted(sheet, plan)
    sheet.widths = {NAME: 38, SORTED - 1: 3, SORTED: 6, SORTED + 1: 38}
    sheet.widths |= dict.fromkeys(range(NUMBER, RANK + 1), 11)
    sheet.widths |= dict.fromkeys((SORTED + 2, SORTED + 3), 12)
    sheet.print_columns, sheet.pages_tall = SORTED + 3, 1
    sheet.freeze = (FIRST, 1)
    return sheet


def _switches(sheet: Sheet) -> None:
    for (row, column), words in (
        (TESTED_DRIVER, "Driver under test (leave at 0)"),
        (TESTED_SIDE, "1 = its low value, 2 = its high value (leave at 0)"),
    ):
        sheet.put(row, NAME, words, "label")
        sheet.put(row, NUMBER, None, "unit")
        sheet.put(row, column, 0.0, "fixed/whole")


def _drivers(sheet: Sheet, plan: Plan) -> None:
    number = money_format(plan.model)
    npv = plan.measure_cell("npv").text
    base = plan.run.measures["npv"]
    words = ("No.", "NPV at low", "NPV at high", "Change to low", "Change to high", "Swing", "Rank")
    sheet.put(CORNER - 1, NAME, "Driver", "header")
    sheet.put_row(CORNER - 1, NUMBER, words, "header_right")
    sheet.put(
        CORNER, NAME, "Net present value of the case in use; which value is tried out", "note_line"
    )
    sheet.put(CORNER, NUMBER, Formula(npv, base), f"cross/{number}")
    sheet.put_row(CORNER, LOW, (1.0, 2.0), "fixed/whole")
    labels = {path: label(path, s) for s in input_sections(plan.model) for path in s.members}
    titles = {path: s.title for s in input_sections(plan.model) for path in s.members}
    last = FIRST + len(plan.drivers) - 1
    role = "formula" if plan.live_tornado else "static"
    for i, swing in enumerate(plan.swings):
        row, path = FIRST + i, swing.path
        sheet.put(row, NAME, f"{titles[path]}: {labels[path]}", "label")
        sheet.put(row, NUMBER, float(i + 1), "fixed/whole")
        for column, worth in ((LOW, swing.low), (HIGH, swing.high)):
            sheet.put(row, column, "n/a" if worth is None else worth, f"{role}/{number}")
        _changes(sheet, row, last, number)
    if plan.live_tornado:
        body = sheet.area(FIRST, LOW, last, HIGH)
        sheet.tables.append(WhatIfTable(body, _own(plan.tested_side), _own(plan.tested_driver)))


def _changes(sheet: Sheet, row: int, last: int, number: str) -> None:
    """By how much the NPV changes to both sides; the rank, ties in the order of the drivers."""
    base = f"${letters(NUMBER)}${CORNER}"
    for column, end in ((TO_LOW, LOW), (TO_HIGH, HIGH)):
        here = f"{letters(end)}{row}"
        sheet.put(
            row, column, Formula(f"IF(ISNUMBER({here}),{here}-{base},0)"), f"formula/{number}"
        )
    low, high = f"{letters(TO_LOW)}{row}", f"{letters(TO_HIGH)}{row}"
    sheet.put(row, SWING, Formula(f"MAX({low},{high},0)-MIN({low},{high},0)"), f"formula/{number}")
    swing = letters(SWING)
    before, everything = f"{swing}${FIRST}:{swing}{row}", f"{swing}${FIRST}:{swing}${last}"
    rank = f"RANK({swing}{row},{everything})+COUNTIF({before},{swing}{row})-1"
    sheet.put(row, RANK, Formula(rank), "formula/whole")


def _sorted(sheet: Sheet, plan: Plan) -> None:
    """The drivers that matter most, and the tornado."""
    number = money_format(plan.model)
    count = min(SHOWN, len(plan.drivers))
    last = FIRST + len(plan.drivers) - 1
    words = ("Rank", "Driver, the largest swing first", "At low", "At high")
    sheet.put_row(CORNER - 1, SORTED, words[:2], "header")
    sheet.put_row(CORNER - 1, SORTED + 2, words[2:], "header_right")
    ranks = f"${letters(RANK)}${FIRST}:${letters(RANK)}${last}"
    for i in range(count):
        row = FIRST + i
        sheet.put(
            row, SORTED, Formula(f"{letters(SORTED)}{row - 1}+1" if i else "1"), "formula/whole"
        )
        for column, source, style in (
            (SORTED + 1, NAME, "label"),
            (SORTED + 2, TO_LOW, f"formula/{number}"),
            (SORTED + 3, TO_HIGH, f"formula/{number}"),
        ):
            values = f"${letters(source)}${FIRST}:${letters(source)}${last}"
            text = f"INDEX({values},MATCH(${letters(SORTED)}{row},{ranks},0),1)"
            sheet.put(row, column, Formula(text), style)
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
            Plotted("Driver at low", area(SORTED + 2), "amber"),
            Plotted("Driver at high", area(SORTED + 3), "teal"),
        ),
        row=row,
        column=column,
        width=15.5,
        height=10.0,
        stacked=True,
        horizontal=True,
        axis=f"Change of NPV, {plan.model.currency}",
        number_format=axis_format(moved),
    )


def _own(area: Area) -> str:
    return area.text.partition("!")[2].replace("$", "")
