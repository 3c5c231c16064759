"""The sheet Returns: every measure, and below it the rows, cells and tables behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Content, Formula, Sheet, Value
from bizcase.report.workbook.formulas.references import across
from bizcase.report.workbook.formulas.templates import Templates
from bizcase.report.workbook.layout.places import (
    HEADER,
    KEY,
    LABEL,
    OPENING,
    RETURNS,
    SERIES,
    TOTAL,
    UNIT,
)
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.layout.returns_places import EachResult
from bizcase.report.workbook.look.formats import money_format, unit_text
from bizcase.report.workbook.proof.expected import expected
from bizcase.report.workbook.sheets.calc import column_headings, title
from bizcase.report.workbook.sheets.heading import heading
from bizcase.study.measures.measure import Measure
from bizcase.study.measures.sheet_part import SheetCell, SheetColumn, SheetResult, SheetRow, Shown
from bizcase.units import MONEY

# The number format and the unit of what is shown; money as the scenario wants it.
_IN_A_COLUMN = 17  # letters of an explanation
_FORMATS: dict[str, str] = {
    "share": "percent_fine",
    "ratio": "decimal",
    "number": "whole",
    "flag": "whole",
}


def returns_sheet(plan: Plan) -> Sheet:
    """Lays out the measures, the further results, and what is behind them."""
    sheet = Sheet(RETURNS)
    heading(
        sheet,
        plan,
        "Returns",
        "Every measure, and below how it comes about. Where it says n/a there is no such number.",
    )
    put_headings(sheet, column_headings(plan))
    put_items(sheet, plan, expected(plan.run))
    set_widths(sheet, plan)
    _print(sheet, plan)
    return sheet


def put_headings(sheet: Sheet, columns: Iterable[str]) -> None:
    """The row of headings, with those of the columns of time."""
    sheet.put_row(HEADER, LABEL, ("Measure or row", "Key", "Unit"), "header")
    sheet.put(HEADER, TOTAL, "Value", "header_right")
    sheet.put(HEADER, TOTAL + 1, None, "header")
    sheet.put_row(HEADER, OPENING, columns, "header_right")


def put_items(
    sheet: Sheet,
    plan: Plan,
    known: Mapping[str, float | None],
    own: Mapping[str, str] | None = None,
) -> None:
    """Everything that has a place; `known` are the values of the measures.

    `own` are names in the formulas of measures that stand for something else here.
    """
    measured = Templates(plan, own=own or {})
    for row, text in plan.returns.titles.items():
        title(sheet, plan, row, text)
    for row, item in plan.returns.items.items():
        if isinstance(item, Measure):
            _measure(sheet, plan, row, item, measured, known[item.name])
        elif isinstance(item, SheetResult):
            _result(sheet, plan, row, item, Templates(plan))
        elif isinstance(item, EachResult):
            _each(sheet, plan, row, item)
        elif isinstance(item, SheetRow):
            _row(sheet, plan, row, item)
        else:
            _cell(sheet, plan, row, item)
    _tables(sheet, plan)


def set_widths(sheet: Sheet, plan: Plan) -> None:
    """The widths of the columns, and which stay when one scrolls or prints."""
    sheet.widths = {LABEL: 44, KEY: 24, UNIT: 11, TOTAL: 14, TOTAL + 1: 1.5}
    sheet.widths |= dict.fromkeys(range(OPENING, max(plan.last, OPENING + 8) + 1), 11.5)
    sheet.freeze = (HEADER + 1, OPENING)
    sheet.repeat_rows, sheet.repeat_columns = (1, HEADER), (LABEL, TOTAL + 1)


def _print(sheet: Sheet, plan: Plan) -> None:
    """Measures and further results with what they mean; what is behind them goes on for pages."""
    results = {
        row: item.result.doc if isinstance(item, EachResult) else item.doc
        for row, item in plan.returns.items.items()
        if isinstance(item, Measure | SheetResult | EachResult)
    }
    longest = max(len(doc) for doc in results.values())
    sheet.print_columns = OPENING + -(-longest // _IN_A_COLUMN)
    sheet.print_rows, sheet.pages_tall = max(results), 1


def shown(plan: Plan, kind: Shown) -> str:
    """The number format of what a template gives."""
    return money_format(plan.model) if kind == "money" else _FORMATS.get(kind, kind)


def _unit(plan: Plan, kind: Shown) -> str:
    if kind == "money":
        return unit_text(MONEY, plan.model)
    return {"years": "year", "date": "date"}.get(kind, "")


def describe(sheet: Sheet, plan: Plan, row: int, label: Content, key: str, kind: Shown) -> None:
    """Label, key and unit of a row."""
    sheet.put(row, LABEL, label, "label")
    sheet.put(row, KEY, key, "key")
    sheet.put(row, UNIT, _unit(plan, kind), "unit")


def _measure(
    sheet: Sheet, plan: Plan, row: int, measure: Measure, templates: Templates, known: float | None
) -> None:
    kind: Shown = measure.unit
    describe(sheet, plan, row, measure.label, measure.name, kind)
    sheet.put(row, LABEL, measure.label, "label_strong")
    text = templates.measured(measure.sheet.value, measure.sheet.needs)
    value: Value = "n/a" if known is None else known
    sheet.put(row, TOTAL, Formula(text, value), f"live/{shown(plan, kind)}")
    sheet.put(row, OPENING, measure.doc, "note")
    sheet.names[f"out_{measure.name}"] = sheet.area(row, TOTAL)


def _result(
    sheet: Sheet,
    plan: Plan,
    row: int,
    result: SheetResult,
    templates: Templates,
    label: Formula | None = None,
    name: str = "",
) -> None:
    describe(sheet, plan, row, label or result.label, name or result.name, result.shown)
    value = Formula(templates.filled(result.template))
    sheet.put(row, TOTAL, value, f"fixed/{shown(plan, result.shown)}")
    sheet.put(row, OPENING, result.doc, "note")


def _each(sheet: Sheet, plan: Plan, row: int, item: EachResult) -> None:
    """The result for one of the rates on Series, with the rate in its label."""
    place = plan.series[item.result.each]
    rate = f"{SERIES}!${letters(OPENING + item.number)}${place.values}"
    label = Formula(
        f'"{item.result.label}: "&ROUND({rate}*{plan.number(100.0)},{plan.number(2.0)})&"%"'
    )
    _result(sheet, plan, row, item.result, Templates(plan, own={"each": rate}), label, item.name)


def _row(sheet: Sheet, plan: Plan, row: int, item: SheetRow) -> None:
    describe(sheet, plan, row, item.label, item.name, item.shown)
    number = shown(plan, item.shown)
    templates, columns = Templates(plan), range(OPENING, plan.last + 1)
    texts = across(templates.filled(item.template), columns)
    if item.opening is not None:
        texts[0] = templates.filled(item.opening)
    sheet.put(row, TOTAL, None, f"formula/{number}")
    for column, text in zip(columns, texts, strict=True):
        role = "opening" if column == OPENING else "formula"
        sheet.put(row, column, _content(text), f"{role}/{number}")


def _content(text: str) -> Content:
    """A formula, or the number 0 or 1 where a template is only that; None where it is empty."""
    if not text:
        return None
    return float(text) if text in ("0", "1") else Formula(text)


def _cell(sheet: Sheet, plan: Plan, row: int, item: SheetCell) -> None:
    describe(sheet, plan, row, item.label, item.name, item.shown)
    number = shown(plan, item.shown)
    if isinstance(item.content, str):
        content: Content = Formula(Templates(plan).filled(item.content))
        sheet.put(row, TOTAL, content, f"formula/{number}")
    else:
        sheet.put(row, TOTAL, item.content, f"fixed/{number}")


def _tables(sheet: Sheet, plan: Plan) -> None:
    for headings, table, lines in plan.returns.tables:
        sheet.put_row(headings, OPENING, (c.label for c in table.columns), "header_right")
        sheet.heights[headings] = 30
        for offset, column in enumerate(table.columns):
            _column(sheet, plan, column, range(headings + 1, headings + 1 + lines), offset)
        sheet.outlined_rows.append((headings + 1, headings + lines))


def _column(sheet: Sheet, plan: Plan, column: SheetColumn, lines: range, offset: int) -> None:
    templates, style = Templates(plan), f"formula/{shown(plan, column.shown)}"
    others = {lines[0]: column.first, lines[-1]: column.last}
    for line in lines:
        template = others.get(line)
        text = templates.filled(column.template if template is None else template, line)
        sheet.put(line, OPENING + offset, _content(text), style)
