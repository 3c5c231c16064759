"""How sure the result is: the spread of the measures, and what drives it."""

from __future__ import annotations

from bizcase.report.names import driver_names
from bizcase.report.page.figure import figure
from bizcase.report.page.findings import Findings
from bizcase.report.page.html import Html, element, joined, paragraphs
from bizcase.report.page.tables import facts_of, table_of
from bizcase.report.tables.drivers import driver_lines, evidence_sentence
from bizcase.report.tables.kept_ranges import kept_notes
from bizcase.report.tables.meaning import meaning
from bizcase.report.tables.simulation import headline, spread_table, trials_line
from bizcase.report.tables.table import Line, Table
from bizcase.study.simulation.result import Simulation


def write(findings: Findings) -> Html:
    """What a simulation says, or why there is none."""
    found = findings.simulation
    if found is None:
        said = f"No simulation: {findings.uncertain}."
        return element("p", f"{said} A range shows how far the result may be off.")
    spread = spread_table(found)
    return joined(
        (
            paragraphs((meaning(found), evidence_sentence(found, findings.names))),
            element(
                "div", figure(findings, "distribution"), figure(findings, "fan"), class_="pair"
            ),
            element("div", facts_of(headline(found)), table_of(spread), class_="pair"),
            table_of(_drivers(findings, found), look="words"),
            paragraphs((f"On {trials_line(found)}.",), "note"),
        )
    )


def _drivers(findings: Findings, found: Simulation) -> Table:
    lines = [
        Line(line.name, (line.percent, line.values, line.evidence))
        for line in driver_lines(found, findings.titles)
    ]
    headings = ("Share", "Range", "Source (owner)")
    note = "Share: of the spread of the NPV, by squared rank correlations."
    kept = kept_notes(found.kept, driver_names(found.model), found.model)
    return Table("What drives the spread", headings, tuple(lines), notes=(note, *kept))
