"""The sheet Annual: the statements and the cash flow by fiscal year."""

from __future__ import annotations

from collections.abc import Sequence

from bizcase.formula.functions.pointwise import SNAP
from bizcase.report.workbook.addresses import Area, letters
from bizcase.report.workbook.book import Formula, Highlight, Sheet
from bizcase.report.workbook.layout.annual_lines import (
    AnnualLine,
    margins,
    product_lines,
    statement_lines,
    totals,
)
from bizcase.report.workbook.layout.annual_places import (
    ANNUAL,
    FIRST,
    LAST_PERIOD,
    YEAR,
    annual_rows,
)
from bizcase.report.workbook.layout.places import HEADER, KEY, LABEL, OPENING, TOTAL, UNIT
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.look.formats import money_width, row_format, unit_text
from bizcase.report.workbook.sheets.heading import heading
from bizcase.study.fiscal_years import FiscalYears, Value, fiscal_years, total
from bizcase.units import MONEY

COLUMNS_ON_A_PAGE = 20


def annual_sheet(plan: Plan) -> Sheet:
    """Lays out the statement, margins and what products sell."""
    sheet = Sheet(ANNUAL)
    years = fiscal_years(plan.model.timeline)
    by = "fiscal year" if plan.model.timeline.start else "project year"
    said = f"By {by}. What is spent is in brackets: sums are the sums of the lines above them."
    heading(sheet, plan, "Annual summary", said, TOTAL)
    sheet.put_row(HEADER, LABEL, (unit_text(MONEY, plan.model), "Key", "Unit"), "header")
    sheet.put(HEADER, TOTAL, "Total", "header_right")
    sheet.put(HEADER, TOTAL + 1, None, "header")
    _years(sheet, plan, years)
    rows = annual_rows(plan)
    for line in statement_lines(plan):
        _line(sheet, plan, rows[line.key], line, years)
    _margins(sheet, plan, rows, len(years.headings))
    products = product_lines(plan)
    if products:
        _title(sheet, rows[products[0].key] - 1, "What is sold", years)
    for line in products:
        _line(sheet, plan, rows[line.key], line, years)
    for row, note in enumerate(years.notes, sheet.last_row + 2):
        sheet.put(row, LABEL, note, "note")
    sheet.widths = {LABEL: 38, KEY: 24, UNIT: 12, TOTAL: 15, TOTAL + 1: 1.5}
    wide = money_width(totals(plan), plan.model, 11)
    sheet.widths[TOTAL] = max(sheet.widths[TOTAL], wide)
    sheet.widths |= dict.fromkeys(range(OPENING, OPENING + len(years.headings)), wide)
    sheet.freeze = (FIRST, OPENING)
    sheet.repeat_rows, sheet.repeat_columns = (1, HEADER), (LABEL, TOTAL + 1)
    sheet.pages_wide = -(-len(years.headings) // COLUMNS_ON_A_PAGE)
    return sheet


def _years(sheet: Sheet, plan: Plan, years: FiscalYears) -> None:
    """The headings; below them the number of each year, and its last period."""
    sheet.put_row(HEADER, OPENING, years.headings, "header_right")
    found = plan.time_row("fiscal_year")
    for row, words in ((YEAR, "Number of the year"), (LAST_PERIOD, "Last period of the year")):
        _describe(sheet, row, words, "", "", False)
        sheet.put(row, TOTAL, None, "formula")
        sheet.put(row, OPENING, None, "opening")
    first = Area(found.sheet, found.row, OPENING + 1, found.row, OPENING + 1).text
    for i, columns in enumerate(years.columns[1:], 1):
        at, before = letters(OPENING + i), letters(OPENING + i - 1)
        year = float(plan.model.timeline.fiscal_year(columns[0]))
        text = first if i == 1 else f"{before}{YEAR}+1"
        sheet.put(YEAR, OPENING + i, Formula(text, year), "formula/whole")
        text = f'COUNTIF({found.text},"<="&{at}{YEAR})'
        sheet.put(LAST_PERIOD, OPENING + i, Formula(text, float(columns[-1])), "formula/whole")


def _describe(sheet: Sheet, row: int, words: str, key: str, unit: str, bold: bool) -> None:
    end = "_total" if bold else ""
    sheet.put(row, LABEL, words, f"label{end}")
    sheet.put(row, KEY, key or None, f"key{end}")
    sheet.put(row, UNIT, unit, f"unit{end}")


def _line(sheet: Sheet, plan: Plan, row: int, line: AnnualLine, years: FiscalYears) -> None:
    own = plan.model.rows[line.row]
    number = row_format(own, plan.model)
    _describe(sheet, row, line.label, line.row, unit_text(own.unit, plan.model), line.total)
    role = "total" if line.total else "cross"
    sign = "-" if line.sign < 0 else ""
    whole, values = plan.row(line.row), plan.run.rows[line.row]
    shown = years.flow(values) if line.kind == "flow" else years.stock(values)
    where = ("fiscal_year", YEAR) if line.kind == "flow" else ("n", LAST_PERIOD)
    for i, value in enumerate(shown):
        at = letters(OPENING + i)
        if i == 0:
            text = f"{sign}Calc!{letters(OPENING)}{whole.row}"
        else:
            text = f"{sign}SUMIFS({whole.text},{plan.time_row(where[0]).text},{at}${where[1]})"
        look = "total" if line.total else "opening" if i == 0 else role
        sheet.put(row, OPENING + i, Formula(text, _signed(value, line.sign)), f"{look}/{number}")
    _total(sheet, row, line, shown, f"{'total' if line.total else 'formula'}/{number}")
    if not line.total:
        first, last = f"${letters(OPENING)}{row}", f"${letters(OPENING + len(shown) - 1)}{row}"
        nothing = f"AND(MIN({first}:{last})=0,MAX({first}:{last})=0)"
        area = sheet.area(row, LABEL, row, OPENING + len(shown) - 1)
        sheet.highlights.append(Highlight(area, nothing, "quiet"))


def _total(sheet: Sheet, row: int, line: AnnualLine, shown: Sequence[Value], style: str) -> None:
    if line.kind == "balance":
        sheet.put(row, TOTAL, None, style)
        return
    span = f"{letters(OPENING)}{row}:{letters(OPENING + len(shown) - 1)}{row}"
    sheet.put(row, TOTAL, Formula(f"SUM({span})", _signed(total(shown), line.sign)), style)


def _signed(value: Value, sign: int) -> Value:
    return None if value is None else sign * value + 0.0  # -0 becomes 0


def _margins(sheet: Sheet, plan: Plan, rows: dict[str, int], count: int) -> None:
    first = max(rows[line.key] for line in statement_lines(plan)) + 2
    below, last = rows["revenue"], letters(OPENING + count - 1)
    span = f"${letters(OPENING)}${below}:${last}${below}"
    # What rounding leaves of revenue is none: without a value of its own the sheet's is shown.
    nothing = f"{plan.number(SNAP)}*MAX(MAX({span}),-MIN({span}))"
    for i, (name, words) in enumerate(margins(plan)):
        row = first + i
        _describe(sheet, row, words, "", "%", False)
        for column in (TOTAL, *range(OPENING, OPENING + count)):
            c = letters(column)
            text = f'IF({c}{below}>{nothing},{c}{rows[name]}/{c}{below},"")'
            look = "opening" if column == OPENING else "formula"
            sheet.put(row, column, Formula(text), f"{look}/percent")


def _title(sheet: Sheet, row: int, text: str, years: FiscalYears) -> None:
    sheet.put(row, LABEL, text, "section")
    sheet.put_row(row, KEY, [None] * (OPENING + len(years.headings) - KEY), "section")
