"""The sheet Outputs: headline figures, all measures, charts and cases on one page."""

from __future__ import annotations

from bizcase.report.workbook.book import Formula, Sheet
from bizcase.report.workbook.layout.annual_lines import totals
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.look.formats import money_format, money_width, unit_text
from bizcase.report.workbook.sheets.heading import heading
from bizcase.report.workbook.sheets.reasons import (
    FIRST,
    OUTPUTS,
    TILES,
    put_reason_in_use,
    put_reasons,
)
from bizcase.report.workbook.sheets.result_charts import result_charts
from bizcase.report.workbook.sheets.tiles import put_tiles
from bizcase.study.measures.registry import MEASURES
from bizcase.study.stages.advice import holds
from bizcase.study.weighted import probabilities, weighted_npv
from bizcase.units import MONEY

LABEL, CHANCE, UNIT, RATE, VALUE, CHARTS = 1, 2, 3, 4, 5, 7
_PLACES = ((1, 2), (3, 5), (7, 9), (10, 12), (14, 16), (17, 19))
_FORMATS = {"share": "percent", "years": "years", "ratio": "decimal"}
_UNITS = {"share": "%", "years": "years", "ratio": "x"}
_IN_A_LINE = 90  # characters
_ACROSS, _DOWN = 7, 15  # columns, a narrow one among them, and rows from one chart to the next
_LAST = CHARTS + 2 * _ACROSS - 2


def outputs_sheet(plan: Plan) -> Sheet:
    """Lays out tiles, measures with what they mean, the cases and the charts."""
    sheet = Sheet(OUTPUTS, tab="teal")
    heading(
        sheet,
        plan,
        "Results",
        " ".join(["Payback and peak funding leave terminal value out.", *_condition(plan)]),
        VALUE,
    )
    put_tiles(sheet, plan, TILES, _PLACES)
    put_reason_in_use(sheet, plan, TILES + 2, _LAST)
    _measures(sheet, plan, FIRST)
    row = put_reasons(sheet, plan)
    row = _cases(sheet, plan, row + 1)
    _meanings(sheet, row + 1)
    sheet.charts = result_charts(plan, FIRST, CHARTS, _ACROSS, _DOWN)
    sheet.widths = {LABEL: 18, CHANCE: 11, UNIT: 14, RATE: 9, VALUE: 14}
    wide = money_width(totals(plan), plan.model, 14)
    sheet.widths |= {UNIT: wide, VALUE: wide}
    sheet.widths |= dict.fromkeys(range(CHARTS, _LAST + 1), 11)
    sheet.widths |= dict.fromkeys((CHARTS - 1, CHARTS + _ACROSS - 1), 2)
    sheet.print_columns, sheet.pages_tall = _LAST, 1
    return sheet


def _condition(plan: Plan) -> list[str]:
    """Under what condition a case with stages comes true."""
    condition = holds(plan.model)
    return [f"All figures hold {condition}."] if condition else []


def _measures(sheet: Sheet, plan: Plan, row: int) -> None:
    sheet.put_row(row, LABEL, ("Measure", None, "Unit", None), "header")
    sheet.put(row, VALUE, "Value", "header_right")
    for name, measure in MEASURES.items():
        row += 1
        money = measure.unit == "money"
        main = name in ("npv", "irr", "payback_years", "peak_funding")
        unit = unit_text(MONEY, plan.model) if money else _UNITS[measure.unit]
        sheet.put(row, LABEL, measure.label, "label_strong" if main else "label")
        sheet.put_row(row, CHANCE, (None, unit, None), "unit")
        number = money_format(plan.model) if money else _FORMATS[measure.unit]
        sheet.put(row, VALUE, Formula(plan.measure_cell(name).text), f"cross/{number}")


def _cases(sheet: Sheet, plan: Plan, row: int) -> int:
    """All cases side by side, as the engine computed them."""
    runs = plan.subject.runs
    if len(runs) == 1:
        return row - 1
    sheet.put(row, LABEL, "Cases, as written", "header")
    sheet.put_row(row, CHANCE, ("Probability", "NPV", "IRR", "Payback"), "header_right")
    number, weights = money_format(plan.model), probabilities(runs)
    for run in runs:
        row += 1
        sheet.put(row, LABEL, run.case, "label")
        weight = weights.get(run.case)
        sheet.put(row, CHANCE, weight, "static/percent")
        for column, name, look in (
            (UNIT, "npv", number),
            (RATE, "irr", "percent"),
            (VALUE, "payback_years", "years"),
        ):
            value = run.measures[name]
            sheet.put(row, column, "n/a" if value is None else value, f"static/{look}")
    weighted = weighted_npv(runs)
    if weighted is not None:
        row += 1
        sheet.put_row(row, LABEL, ("Weighted by probability", None), "label_total")
        sheet.put(row, UNIT, weighted, f"static_total/{number}")
        sheet.put_row(row, RATE, (None, None), "static_total")
    return row + 1


def _meanings(sheet: Sheet, row: int) -> None:
    """What each measure means."""
    sheet.put(row, LABEL, "What the measures mean", "header")
    sheet.put_row(row, CHANCE, [None] * (VALUE - LABEL), "header")
    sheet.merged.append(sheet.area(row, LABEL, row, VALUE))
    for measure in MEASURES.values():
        text = f"{measure.label}: {measure.doc}"
        # Rows keep their height, since charts stand beside them: long texts take several.
        first, row = row + 1, row + 1 + len(text) // _IN_A_LINE
        for line in range(first, row + 1):
            sheet.put_row(line, LABEL, [None] * VALUE, "note_wrap")
        sheet.put(first, LABEL, text, "note_wrap")
        sheet.merged.append(sheet.area(first, LABEL, row, VALUE))
