"""The sheet Outputs: headline figures, all measures, charts and cases on one page."""

from __future__ import annotations

from bizcase.report.workbook.book import Formula, Sheet
from bizcase.report.workbook.formats import money_format, unit_text
from bizcase.report.workbook.heading import heading
from bizcase.report.workbook.plan import Plan
from bizcase.report.workbook.result_charts import result_charts
from bizcase.report.workbook.tiles import put_tiles
from bizcase.study.measures.registry import MEASURES
from bizcase.study.weighted import probabilities, weighted_npv
from bizcase.units import MONEY

OUTPUTS = "Outputs"
TILES = 4
FIRST = TILES + 3
LABEL, UNIT, VALUE, CHARTS = 1, 2, 3, 5
_PLACES = ((1, 1), (2, 3), (5, 7), (8, 10), (11, 13), (14, 16))
_FORMATS = {"share": "percent", "years": "years", "ratio": "decimal"}
_UNITS = {"share": "%", "years": "years", "ratio": "x"}
_IN_A_LINE = 72  # characters
_ACROSS, _DOWN = 6, 15  # columns and rows from one chart to the next


def outputs_sheet(plan: Plan) -> Sheet:
    """Lays out tiles, measures with what they mean, the cases and the charts."""
    sheet = Sheet(OUTPUTS, tab="teal")
    heading(
        sheet,
        plan,
        "Results",
        "The case in use. Payback and peak funding leave terminal value out.",
    )
    put_tiles(sheet, plan, TILES, _PLACES)
    row = _measures(sheet, plan, FIRST)
    row = _cases(sheet, plan, row + 1)
    _meanings(sheet, row + 1)
    sheet.charts = result_charts(plan, FIRST, CHARTS, _ACROSS, _DOWN)
    sheet.widths = {LABEL: 31, UNIT: 15, VALUE: 15, CHARTS - 1: 2}
    sheet.widths |= dict.fromkeys(range(CHARTS, CHARTS + 2 * _ACROSS), 11)
    sheet.print_columns, sheet.pages_tall = CHARTS + 2 * _ACROSS - 1, 1
    return sheet


def _measures(sheet: Sheet, plan: Plan, row: int) -> int:
    sheet.put_row(row, LABEL, ("Measure", "Unit"), "header")
    sheet.put(row, VALUE, "Value", "header_right")
    for name, measure in MEASURES.items():
        row += 1
        money = measure.unit == "money"
        main = name in ("npv", "irr", "payback_years", "peak_funding")
        sheet.put(row, LABEL, measure.label, "label_strong" if main else "label")
        sheet.put(
            row, UNIT, unit_text(MONEY, plan.model) if money else _UNITS[measure.unit], "unit"
        )
        number = money_format(plan.model) if money else _FORMATS[measure.unit]
        sheet.put(row, VALUE, Formula(plan.measure_cell(name).text), f"cross/{number}")
    return row + 1


def _cases(sheet: Sheet, plan: Plan, row: int) -> int:
    """All cases side by side, as the engine computed them."""
    runs = plan.subject.runs
    if len(runs) == 1:
        return row - 1
    weights = probabilities(runs)
    sheet.put(row, LABEL, "Cases, from the engine", "header")
    sheet.put_row(row, UNIT, ("Probability", "NPV"), "header_right")
    number = money_format(plan.model)
    for run in runs:
        row += 1
        weight = weights.get(run.case)
        sheet.put(row, LABEL, run.case, "label")
        sheet.put(row, UNIT, "" if weight is None else weight, "static/percent")
        npv = run.measures["npv"]
        sheet.put(row, VALUE, "n/a" if npv is None else npv, f"static/{number}")
    weighted = weighted_npv(runs)
    if weighted is not None:
        row += 1
        sheet.put(row, LABEL, "Weighted by probability", "label_total")
        sheet.put(row, UNIT, None, "unit_total")
        sheet.put(row, VALUE, weighted, f"total/{number}")
    return row + 1


def _meanings(sheet: Sheet, row: int) -> None:
    """What each measure means."""
    sheet.put(row, LABEL, "What the measures mean", "header")
    sheet.put_row(row, UNIT, (None, None), "header")
    for measure in MEASURES.values():
        text = f"{measure.label}: {measure.doc}"
        # Rows keep their height, since charts stand beside them: long texts take several.
        first, row = row + 1, row + 1 + len(text) // _IN_A_LINE
        for line in range(first, row + 1):
            sheet.put_row(line, LABEL, (None, None, None), "note_wrap")
        sheet.put(first, LABEL, text, "note_wrap")
        sheet.merged.append(sheet.area(first, LABEL, row, VALUE))
