"""The sheets of the workbook in their order; a new sheet is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from bizcase.report.workbook.book import Book, Sheet
from bizcase.report.workbook.layout.places import SIMULATION
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.sheets.adjustments import adjustments_sheet
from bizcase.report.workbook.sheets.annual import annual_sheet
from bizcase.report.workbook.sheets.calc import calc_sheet
from bizcase.report.workbook.sheets.chart_feed import chart_feed_sheet
from bizcase.report.workbook.sheets.checks import checks_sheet
from bizcase.report.workbook.sheets.cover import cover_sheet
from bizcase.report.workbook.sheets.heading import with_room
from bizcase.report.workbook.sheets.inputs import inputs_sheet
from bizcase.report.workbook.sheets.log import log_sheet
from bizcase.report.workbook.sheets.outputs import outputs_sheet
from bizcase.report.workbook.sheets.returns import returns_sheet
from bizcase.report.workbook.sheets.scenario_text import scenario_sheet
from bizcase.report.workbook.sheets.sensitivity import sensitivity_sheet
from bizcase.report.workbook.sheets.series import series_sheet
from bizcase.report.workbook.sheets.simulation import simulation_sheet

# In the order in which they are laid out, which is that of the tabs but for the assumptions:
# the numbers of the method that formulas need are known only when all formulas are written.
SHEETS: dict[str, Callable[[Plan], Sheet]] = {
    "Series": series_sheet,
    "Adjustments": adjustments_sheet,
    "Calc": calc_sheet,
    "Annual": annual_sheet,
    "Returns": returns_sheet,
    "Sensitivity": sensitivity_sheet,
    SIMULATION: simulation_sheet,
    "Checks": checks_sheet,
    "ChartData": chart_feed_sheet,
    "Outputs": outputs_sheet,
    "Cover": cover_sheet,
    "Inputs": inputs_sheet,
    "Log": log_sheet,
    "Scenario": scenario_sheet,
}
TABS = (
    "Cover", "Inputs", "Series", "Adjustments", "Calc", "Annual", "Outputs", "Sensitivity",
    SIMULATION, "ChartData", "Returns", "Checks", "Log", "Scenario",
)  # fmt: skip


def book_of(plan: Plan, as_of: date, tabs: Sequence[str] = TABS) -> Book:
    """The sheets of a plan, by default all of them."""
    there = [title for title in tabs if title != SIMULATION or plan.simulation]
    sheets = {t: with_room(lay_out(plan)) for t, lay_out in SHEETS.items() if t in there}
    return Book(plan.model.name, [sheets[title] for title in there], as_of)
