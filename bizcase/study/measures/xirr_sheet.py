"""How a spreadsheet finds the rate of return by calendar days: Excel's XIRR as a cross-check."""

from __future__ import annotations

from bizcase.study.measures.sheet_part import (
    SheetCell,
    SheetColumn,
    SheetResult,
    SheetRow,
    SheetTable,
)
from bizcase.study.measures.sheet_rows import ENDS_ON

DATED = (
    SheetRow(
        "first_day",
        "First day of the period",
        "date",
        "EDATE({start_date},({n}-1)*{months})",
        opening="{start_date}",
        when="calendar",
    ),
    ENDS_ON,
    SheetRow(
        "cash_day",
        "Day of the cash flow",
        "date",
        "INT({first_day}+({cash_time}-{period_start})*{per_year}*({ends_on}-{first_day})+{1e-9})",
        opening="{start_date}",
        when="calendar",
    ),
    SheetRow(
        "terminal_day",
        "Day of the terminal value",
        "date",
        "IF({terminal}=0,{ends_on:last},INT({first_day}+({terminal_when}-{period_start})*{per_year}"
        "*({ends_on}-{first_day})+{1e-9}))",
        opening="{ends_on:last}",
        when="calendar",
    ),
    SheetRow(
        "started",
        "Cash has flowed",
        "flag",
        "IF({cash}<>0,1,{started:previous})",
        when="calendar",
    ),
)
# Excel's XIRR goes astray where the first amount is zero: the table begins with the first flow,
# and ends with as many zeros.
BY_DAY = SheetTable(
    "Cash flows and terminal values by day, below each other for Excel's XIRR",
    lines_per_period=2,
    when="calendar",
    columns=(
        SheetColumn("number", "Flow", "flag", "{number:above}+1", first="1+{skipped}"),
        SheetColumn(
            "day",
            "Day",
            "date",
            "IF({number}<={columns},INDEX({cash_day:all},1,{number}),"
            "INDEX({terminal_day:all},1,MIN({columns},{number}-{columns})))",
        ),
        SheetColumn(
            "amount",
            "Amount",
            "money",
            "IF({number}<={columns},INDEX({cash:all},1,{number}),"
            "IF({number}<={columns}+{columns},INDEX({terminal:all},1,{number}-{columns}),0))",
        ),
        SheetColumn(
            "worth_by_day",
            "Worth at XIRR",
            "money",
            "IF(ISNUMBER({xirr_of_excel}),"
            "{amount}*(1/(1+{xirr_of_excel}))^(({day}-{day:first})/365),0)",
        ),
    ),
)

COUNTS = (
    SheetCell("columns", "Columns", "number", "COUNT({cash_time:all})", when="calendar"),
    SheetCell(
        "skipped",
        "Columns before the first cash flow",
        "number",
        "MIN({columns}-SUM({started:all}),{columns}-1)",
        when="calendar",
    ),
)

XIRR = SheetResult(
    "xirr_of_excel",
    "Internal rate of return by Excel's XIRR, by calendar days",
    "share",
    'IF(ISNUMBER({irr}),XIRR({amount:all},{day:all},{irr}),"n/a")',
    doc="A cross-check, with 365 days to the year; it starts from the rate found here.",
    when="calendar",
)
