"""The sheet ChartData: what the charts draw that no other sheet holds, above all the waterfall."""

from __future__ import annotations

from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Formula, Sheet
from bizcase.report.workbook.layout.annual_lines import totals
from bizcase.report.workbook.layout.places import HEADER
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.layout.waterfall import (
    BELOW,
    CHART_FEED,
    DOWN,
    DOWN_BELOW,
    END,
    FIRST,
    NAME,
    START,
    UNDER,
    UP,
    UP_BELOW,
    VALUE,
    WHOLE,
    other_steps,
    steps,
    waterfall_ends_on,
)
from bizcase.report.workbook.look.formats import money_format, money_width, unit_text
from bizcase.report.workbook.sheets.heading import heading
from bizcase.study.bridge import Step
from bizcase.units import MONEY

_HEADINGS = (
    "Present value", "From", "To", "Hidden, above 0", "Hidden, below 0", "Rise", "Rise below 0",
    "Fall", "Fall below 0", "Total",
)  # fmt: skip


def chart_feed_sheet(plan: Plan) -> Sheet:
    """Lays out the waterfall: where each bar begins and ends, above and below zero."""
    sheet = Sheet(CHART_FEED, tab="grey")
    heading(
        sheet,
        plan,
        "Chart data",
        "Present values from revenue to NPV, as the waterfall draws them.",
    )
    sheet.put(HEADER, NAME, unit_text(MONEY, plan.model), "header")
    sheet.put_row(HEADER, VALUE, _HEADINGS, "header_right")
    number = money_format(plan.model)
    for row, step in enumerate(steps(plan), FIRST):
        _bar(sheet, row, step.label, _present_value(plan, step), number)
    row = waterfall_ends_on(plan).row
    others = other_steps(plan)
    if others:
        _others(sheet, plan, row, others, number)
    _whole(sheet, row + 1, plan.measure_cell("npv").text, number)
    wide = money_width(totals(plan), plan.model, 14.0)
    sheet.widths = {NAME: 16.0} | dict.fromkeys(range(VALUE, WHOLE + 1), wide)
    sheet.freeze = (FIRST, VALUE)
    return sheet


def _present_value(plan: Plan, step: Step) -> str:
    """The formula of a step; nothing where the case has no net present value."""
    amounts, factors = plan.row(step.row).text, plan.row(step.factor).text
    minus = "-" if step.sign < 0 else ""
    there = f"ISNUMBER({plan.measure_cell('npv').text})"
    return f"IF({there},{minus}SUMPRODUCT({amounts},{factors}),0)"


def _others(sheet: Sheet, plan: Plan, row: int, others: list[Step], number: str) -> None:
    """The bar of all lines without amounts, and below the total these lines themselves.

    The bar has a name only while there is something in it.
    """
    first = row + 4
    last = first + len(others) - 1
    sheet.put(first - 1, NAME, "Other", "header")
    sheet.put(first - 1, VALUE, "Present value", "header_right")
    for line, step in enumerate(others, first):
        sheet.put(line, NAME, step.label, "label")
        sheet.put(line, VALUE, Formula(_present_value(plan, step)), f"formula/{number}")
    span = f"{letters(VALUE)}{first}:{letters(VALUE)}{last}"
    _bar(sheet, row, Formula(f'IF({letters(VALUE)}{row}=0,"","Other")'), f"SUM({span})", number)


def _bar(sheet: Sheet, row: int, label: str | Formula, value: str, number: str) -> None:
    """One step: a bar from where the last one ended. Its parts on both sides of zero are apart."""
    start, end = f"{letters(START)}{row}", f"{letters(END)}{row}"
    step = f"{letters(VALUE)}{row}"
    texts = {
        VALUE: value,
        START: f"{letters(END)}{row - 1}" if row > FIRST else "0",
        END: f"{start}+{step}",
        UNDER: f"MAX(0,MIN({start},{end}))",
        BELOW: f"MIN(0,MAX({start},{end}))",
        UP: f"IF({step}>0,MAX({end},0)-MAX({start},0),0)",
        UP_BELOW: f"IF({step}>0,MIN({start},0)-MIN({end},0),0)",
        DOWN: f"IF({step}<0,MAX({start},0)-MAX({end},0),0)",
        DOWN_BELOW: f"IF({step}<0,MIN({end},0)-MIN({start},0),0)",
        WHOLE: "0",
    }
    sheet.put(row, NAME, label, "label")
    for column, text in texts.items():
        sheet.put(row, column, Formula(text), f"formula/{number}")


def _whole(sheet: Sheet, row: int, npv: str, number: str) -> None:
    sheet.put(row, NAME, "NPV", "label_total")
    for column in range(VALUE, WHOLE + 1):
        shown = column in (VALUE, END, WHOLE)
        sheet.put(row, column, Formula(npv if shown else "0"), f"total/{number}")
