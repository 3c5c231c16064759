"""The cash flows by fiscal year, with the charts that show where they come from."""

from __future__ import annotations

from bizcase.report.page.figure import figure
from bizcase.report.page.findings import Findings
from bizcase.report.page.html import Html, element, joined
from bizcase.report.page.tables import table_of
from bizcase.report.tables.statement import statement
from bizcase.report.tables.unit_economics import unit_economics_table


def write(findings: Findings) -> Html:
    """The cumulative cash, the table, and the way from revenue to NPV."""
    charts = ("cash", "waterfall", "revenue-and-costs", "adoption", "npv-profile", "unit-economics")
    shown = {name: figure(findings, name) for name in charts}
    units = unit_economics_table(findings.run)

    def pair(*names: str) -> Html:
        return element("div", *(shown[name] for name in names), class_="pair")

    return joined(
        (
            pair("cash", "waterfall"),
            table_of(statement(findings.run)),
            pair("revenue-and-costs", "adoption"),
            pair("npv-profile", "unit-economics"),
            *([table_of(units)] if units else []),
        )
    )
