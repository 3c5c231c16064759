"""The rows of cash flows that the measures share in a spreadsheet: what `Flows` holds in Python."""

from __future__ import annotations

from bizcase.study.measures.sheet_part import SheetCell, SheetRow

CASH = SheetRow("cash", "Cash flow without terminal value", "money", "{free_cash_flow}")
TERMINAL = SheetRow("terminal", "Terminal value", "money", "{terminal_value}")
CASH_TIME = SheetRow("cash_time", "Cash flow: discounted for", "years", "{discount_time}")
TERMINAL_WHEN = SheetRow(
    "terminal_when", "Terminal value: discounted for", "years", "{terminal_time}"
)
COLUMN_END = SheetRow("column_end", "End of the period", "years", "{t}")
DISCOUNTED_CASH = SheetRow(
    "discounted_cash", "Cash flow, present value", "money", "{cash}*{discount_factor}"
)
DISCOUNTED_TERMINAL = SheetRow(
    "discounted_terminal",
    "Terminal value, present value",
    "money",
    "{terminal}*{terminal_discount_factor}",
)
WORTH = SheetRow("worth", "Present value", "money", "{discounted_cash}+{discounted_terminal}")
FLOWS = (CASH, TERMINAL)
DISCOUNTED = (*FLOWS, DISCOUNTED_CASH, DISCOUNTED_TERMINAL, WORTH)

# Unlike some other functions, SUM is an error where one of the cells is.
TOTAL_FLOW = SheetCell(
    "total_flow", "All flows, total", "money", "SUM({cash:all})+SUM({terminal:all})"
)
TOTAL_WORTH = SheetCell("total_worth", "Present value, total", "money", "SUM({worth:all})")
TERMINAL_WORTH = SheetCell(
    "terminal_worth", "Terminal value, present value", "money", "SUM({discounted_terminal:all})"
)
RATE = SheetCell("rate", "Discount rate, effective per year", "share", "{discount_rate:last}")
RATE_IS_LEVEL = SheetCell(
    "rate_is_level",
    "Discount rate: the same in all years",
    "flag",
    "IF(MAX({discount_rate:later})=MIN({discount_rate:later}),1,0)",
)

ENDS_ON = SheetRow(
    "ends_on",
    "Last day of the period",
    "date",
    "EDATE({start_date},{n}*{months})-1",
    opening="{start_date}",
    when="calendar",
)
