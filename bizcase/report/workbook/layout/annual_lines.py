"""The lines of the yearly statement: which rows of the case, with which sign and look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bizcase.report.names import said
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.layout.sections import row_sections

Kind = Literal["flow", "balance"]


@dataclass(frozen=True, slots=True)
class AnnualLine:
    """A row of the case by fiscal year: summed up, or as it stands at the end of the year."""

    row: str
    label: str
    sign: int = 1
    total: bool = False
    kind: Kind = "flow"

    @property
    def key(self) -> str:
        """A name of the line; a row may stand there twice, with both signs."""
        return self.row if self.sign > 0 else f"-{self.row}"


_STATEMENT = (
    AnnualLine("revenue", "Revenue", total=True),
    AnnualLine("cost_of_sales", "Cost of sales", -1),
    AnnualLine("gross_profit", "Gross profit", total=True),
    AnnualLine("operating_costs", "Operating costs", -1),
    AnnualLine("ebitda", "EBITDA", total=True),
    AnnualLine("depreciation", "Depreciation", -1),
    AnnualLine("ebit", "EBIT", total=True),
    AnnualLine("tax", "Tax", -1),
    AnnualLine("depreciation", "Depreciation added back"),
    AnnualLine("capital_expenditure", "Capital spending", -1),
    AnnualLine("disposals", "Disposals"),
    AnnualLine("change_in_net_working_capital", "Change in working capital", -1),
    AnnualLine("deferred_tax", "Tax not yet paid"),
    AnnualLine("untaxed_costs", "Untaxed costs", -1),
    AnnualLine("free_cash_flow", "Free cash flow", total=True),
    AnnualLine("terminal_value", "Terminal value"),
    AnnualLine("present_value", "Present value, with terminal value", total=True),
    AnnualLine("cumulative_cash", "Cumulative cash, without terminal value", kind="balance"),
)
# Lines that are left out where they are zero in every case. All others stand there even then: an
# amount that somebody adds to one by hand must be seen where it is added up.
_RARE = ("deferred_tax", "untaxed_costs")
_OF_PRODUCTS: tuple[tuple[str, Kind], ...] = (
    ("units", "flow"),
    ("new_customers", "flow"),
    ("subscribers", "balance"),
    ("customers", "balance"),
    ("revenue", "flow"),
)


def statement_lines(plan: Plan) -> list[AnnualLine]:
    """From revenue to cumulative cash."""
    saves = only_saves(plan)
    return [
        replace(line, label="Benefits") if saves and line.row == "revenue" else line
        for line in _STATEMENT
        if line.row in plan.rows and (line.row not in _RARE or moves(plan, line.row))
    ]


def margins(plan: Plan) -> list[tuple[str, str]]:
    """Profits as shares of revenue: row and label."""
    gross = [] if only_saves(plan) else [("gross_profit", "Gross margin")]
    return [*gross, ("ebitda", "EBITDA margin")]


def only_saves(plan: Plan) -> bool:
    """Whether the case sells nothing: all that stands in revenue is what a buyer saves."""
    sold = any("revenue" in row.line for row in plan.model.rows.values())
    return moves(plan, "benefits") and not sold


def product_lines(plan: Plan) -> list[AnnualLine]:
    """What each product sells, to how many customers."""
    return [*_product_lines(plan)]


def _product_lines(plan: Plan) -> Iterator[AnnualLine]:
    for section in row_sections(plan.model):
        for name in section.members:
            for last, kind in _OF_PRODUCTS:
                own = name == f"{section.prefix}{last}" and section.prefix.count(".") == 1
                if own and section.prefix != "revenue." and moves(plan, name):
                    words = f"{section.title}: {said(name, section.prefix).lower()}"
                    yield AnnualLine(name, words, kind=kind)


def totals(plan: Plan) -> list[float]:
    """The sums of all periods of the lines of the statement in all cases."""
    rows = {line.row for line in _STATEMENT if line.kind == "flow"} & plan.rows.keys()
    return [
        sum(value or 0.0 for value in run.rows[row]) for run in plan.subject.runs for row in rows
    ]


def moves(plan: Plan, row: str) -> bool:
    """Whether a row is more than zeros in some case."""
    return any(any(run.rows.get(row, ())) for run in plan.subject.runs)
