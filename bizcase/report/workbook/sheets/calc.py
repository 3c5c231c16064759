"""The sheet Calc: every row of the case with one formula, from the opening to the last period."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from bizcase.engine.evaluate import time_row
from bizcase.engine.model import Row, Series
from bizcase.formula.nodes import ZERO, Node
from bizcase.report.names import said
from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Content, Formula, Highlight, Sheet
from bizcase.report.workbook.formulas.references import PlannedCells, across
from bizcase.report.workbook.formulas.series_formulas import per_period
from bizcase.report.workbook.formulas.time_formulas import TIME_LABELS, time_formulas
from bizcase.report.workbook.layout.places import (
    CALC,
    HEADER,
    KEY,
    LABEL,
    OPENING,
    TIME_TITLE,
    TOTAL,
    UNIT,
)
from bizcase.report.workbook.layout.plan import TIME_IN_COLUMNS, Plan
from bizcase.report.workbook.layout.sections import row_sections
from bizcase.report.workbook.look.formats import row_format, unit_text
from bizcase.report.workbook.sheets.heading import heading
from bizcase.units import MONEY

_BOLD = frozenset(
    ("revenue", "gross_profit", "ebitda", "ebit", "nopat", "free_cash_flow", "present_value")
)
# Lines whose periods add up; so do the rows that collect in them.
_FLOWS = frozenset(
    (
        "revenue", "benefits", "lost_revenue", "cost_of_sales", "saved_cost_of_sales",
        "gross_profit", "operating_costs", "ebitda", "depreciation", "ebit", "reported_ebit",
        "taxable_profit", "tax", "tax_on_disposals", "nopat", "operating_cash_flow",
        "capital_expenditure", "disposals", "gains_on_disposal", "deferred_tax",
        "change_in_net_working_capital", "untaxed_costs", "allocated_costs", "sunk_costs",
        "non_deductible_costs", "free_cash_flow", "terminal_value", "present_value",
    )
)  # fmt: skip


def calc_sheet(plan: Plan) -> Sheet:
    """Lays out the timeline, the series by period and all rows."""
    sheet = Sheet(CALC)
    model = plan.model
    heading(
        sheet,
        plan,
        "Calculation",
        "One row, one formula: copied from the first period to the last. "
        "Costs are positive in their own rows.",
    )
    for column, words in ((LABEL, "Row"), (KEY, "Key"), (UNIT, "Unit")):
        sheet.put(HEADER, column, words, "header")
    sheet.put(HEADER, TOTAL, "Total", "header_right")
    sheet.put(HEADER, TOTAL + 1, None, "header")
    sheet.put_row(HEADER, OPENING, column_headings(plan), "header_right")
    _time(sheet, plan)
    _series(sheet, plan)
    for section in row_sections(model):
        first = plan.rows[section.members[0]]
        title(sheet, plan, first - 1, section.title)
        for name in section.members:
            _row(sheet, plan, model.rows[name], said(name, section.prefix))
    _residues(sheet, plan)
    sheet.widths = {LABEL: 34, KEY: 20, UNIT: 11, TOTAL: 12, TOTAL + 1: 1.5}
    sheet.widths |= dict.fromkeys(range(OPENING, plan.last + 1), 10.5)
    sheet.freeze = (HEADER + 1, OPENING)
    sheet.repeat_rows, sheet.repeat_columns = (1, HEADER), (LABEL, TOTAL + 1)
    sheet.pages_wide, sheet.print_columns = plan.pages_wide, plan.last
    return sheet


def _residues(sheet: Sheet, plan: Plan) -> None:
    """Amounts that are nothing but what rounding leaves show as a dash, not as (0).

    A condition and not a part of the number format: of formats with conditions, programs differ
    on whether they write the minus.
    """
    money = {plan.rows[name] for name, row in plan.model.rows.items() if row.unit == MONEY}
    firsts = sorted(row for row in money if row - 1 not in money)
    lasts = sorted(row for row in money if row + 1 not in money)
    for first, last in zip(firsts, lasts, strict=True):
        area = sheet.area(first, TOTAL, last, plan.last)
        formula = f"ROUND({letters(TOTAL)}{first},0)=0"
        sheet.highlights.append(Highlight(area, formula, "residue"))


def column_headings(plan: Plan) -> Iterator[str]:
    """The opening, then the periods; those in which only tax is paid have a star."""
    timeline = plan.model.timeline
    for column, text in enumerate(timeline.labels):
        yield text.capitalize() if column == 0 else text + "*" * (column > timeline.periods)


def title(sheet: Sheet, plan: Plan, row: int, text: str) -> None:
    """The title of a section, with a line across all columns."""
    sheet.put(row, LABEL, text, "section")
    sheet.put_row(row, KEY, [None] * (plan.last - KEY + 1), "section")


def _describe(sheet: Sheet, row: int, words: str, key: str, unit: str, bold: bool = False) -> None:
    end = "_total" if bold else ""
    sheet.put(row, LABEL, words, f"label{end}")
    sheet.put(row, KEY, key, f"key{end}")
    sheet.put(row, UNIT, unit, f"unit{end}")


def _time(sheet: Sheet, plan: Plan) -> None:
    title(sheet, plan, TIME_TITLE, "Time")
    formats = {"t": "years", "period_start": "years"}
    for name, texts in time_formulas(plan).items():
        row = plan.time[name]
        words, unit = TIME_LABELS[name]
        _describe(sheet, row, words, name, unit)
        known = time_row(name, plan.model.timeline) if name in TIME_IN_COLUMNS else None
        style = f"formula/{formats.get(name, 'whole')}"
        for i, text in enumerate(texts):
            value = float(known[i]) if known is not None else _fiscal_year(plan, i)
            content: Content = Formula(text, value) if text else value if i == 0 else None
            sheet.put(
                row, OPENING + i, content, style if i else style.replace("formula", "opening")
            )


def _fiscal_year(plan: Plan, column: int) -> float | None:
    return float(plan.model.timeline.fiscal_year(column)) if column else None


def _series(sheet: Sheet, plan: Plan) -> None:
    if not plan.series_rows:
        return
    title(sheet, plan, min(plan.series_rows.values()) - 1, "Series by period")
    for path, row in plan.series_rows.items():
        source = plan.run.model.inputs[path]
        assert isinstance(source.value, Series)
        words = path.removeprefix("products.").replace(".", ": ").replace("_", " ")
        _describe(
            sheet,
            row,
            words[:1].upper() + words[1:],
            path,
            source.quoting.text(plan.model.currency),
        )
        style = "/exact" if source.quoting.percent else "/decimal"
        values = source.value.over(plan.model.timeline)
        for i, text in enumerate(per_period(plan, path)):
            role = "opening" if i == 0 else "cross"
            sheet.put(row, OPENING + i, Formula(text, values[i]) if text else None, role + style)


def _row(sheet: Sheet, plan: Plan, row: Row, words: str) -> None:
    model, timeline, place = plan.model, plan.model.timeline, plan.rows[row.name]
    bold = row.name in _BOLD
    adjustment = row.name.startswith("adjustments.")
    if adjustment:
        words = "Adjustment by hand"
    _describe(sheet, place, words, row.name, unit_text(row.unit, model), bold)
    if adjustment:
        sheet.put(place, LABEL, words, "label_indent")
    number = row_format(row, model)
    role = "total" if bold else "cross" if adjustment else "formula"
    values = plan.run.rows[row.name]
    opening = OPENING
    segments: Sequence[tuple[Node, range, str]] = (
        (row.opening, range(opening, opening + 1), "total" if bold else "opening"),
        (row.formula, range(opening + 1, opening + 1 + timeline.periods), role),
        (row.tax_only, range(opening + 1 + timeline.periods, plan.last + 1), role),
    )
    cells = PlannedCells(plan)
    for tree, columns, look in segments:
        if tree == ZERO:
            for column in columns:
                sheet.put(place, column, None, f"{look}/{number}")
            continue
        texts = across(cells.text(tree, opening=columns.start == opening), columns)
        for column, text in zip(columns, texts, strict=True):
            sheet.put(place, column, Formula(text, values[column - opening]), f"{look}/{number}")
    if adds_up(row):
        span = f"{letters(OPENING)}{place}:{letters(plan.last)}{place}"
        known = None if any(v is None for v in values) else math.fsum(v or 0.0 for v in values)
        sheet.put(
            place,
            TOTAL,
            Formula(f"SUM({span})", known),
            f"{'total' if bold else 'formula'}/{number}",
        )
    else:
        sheet.put(place, TOTAL, None, f"{'total' if bold else 'formula'}/{number}")


def adds_up(row: Row) -> bool:
    """Whether the sum of a row over its periods means something."""
    adjusted = row.name.removeprefix("adjustments.")
    return row.name in _FLOWS or adjusted in _FLOWS or bool(_FLOWS.intersection(row.line))
