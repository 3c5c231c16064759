"""The rows of the timeline as formulas: number of the period, years, model and fiscal years."""

from __future__ import annotations

from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.layout.places import OPENING
from bizcase.report.workbook.layout.plan import Plan

# Label and unit of each row.
TIME_LABELS = {
    "n": ("Period", ""),
    "t": ("Years to the end of the period", "year"),
    "period_start": ("Years to its beginning", "year"),
    "model_year": ("Project year", ""),
    "new_model_year": ("A project year begins", "1 = yes"),
    "new_fiscal_year": ("A fiscal year begins", "1 = yes"),
    "fiscal_year": ("Fiscal year in which the period ends", ""),
}


def time_formulas(plan: Plan) -> dict[str, list[str]]:
    """The text of each row of the timeline in every column; empty where there is none."""
    timeline = plan.model.timeline
    row = plan.time
    fixed = {name: plan.fixed_cell(name).text for name in plan.fixed}
    each, months = fixed["per_year"], fixed["months"]

    def model_year(c: str) -> str:
        passed = f"({c}{row['n']}-1)*{months}"
        if timeline.calendar_years and timeline.start:
            passed = f"{fixed['start_month']}-1+{passed}"
        return f"INT(({passed})/12)+1"

    def fiscal_year(c: str) -> str:
        if not timeline.start:
            return f"{c}{row['model_year']}"
        # The months up to the end of the period, counted so that a fiscal year is full at 12.
        year, month, ends = (fixed[n] for n in ("start_year", "start_month", "fiscal_year_ends"))
        return f"INT((({year}+1)*12+{month}-1-1+{c}{row['n']}*{months}-{ends})/12)"

    def column(name: str, i: int) -> str:
        c, before = letters(OPENING + i), letters(OPENING + i - 1)
        if name == "n":
            return f"{before}{row['n']}+1" if i else ""
        if name == "t":
            return f"{c}{row['n']}/{each}"
        if name == "period_start":
            return f"({c}{row['n']}-1)/{each}"
        if name == "model_year":
            return model_year(c) if i else ""
        if name == "new_model_year":
            return f"IF({c}{row['model_year']}<>{before}{row['model_year']},1,0)" if i else ""
        if name == "fiscal_year":
            return fiscal_year(c) if i else ""
        return f"IF({c}{row['fiscal_year']}<>{before}{row['fiscal_year']},1,0)" if i else ""

    return {name: [column(name, i) for i in range(timeline.columns)] for name in row}
