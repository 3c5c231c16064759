"""The options beside each other, doing nothing among them, and what would change the choice."""

from __future__ import annotations

from collections.abc import Iterator

from bizcase.report.page.findings import Findings
from bizcase.report.page.html import Html, joined, paragraphs
from bizcase.report.page.tables import facts_of, table_of
from bizcase.report.tables.alignment import alignment
from bizcase.report.tables.cases import cases_table
from bizcase.report.tables.comparison import main_measures, options_table
from bizcase.report.tables.increments import increment_facts, increment_table
from bizcase.report.tables.turning import changes_table
from bizcase.study.comparison.advice import advice


def write(findings: Findings) -> Html:
    """All options, then all cases of the first one."""
    return joined(_parts(findings))


def _parts(findings: Findings) -> Iterator[Html]:
    found = findings.comparison
    if findings.several:
        yield paragraphs(advice(found))
    yield table_of(options_table(found, main_measures(found)), "Options beside each other")
    for increment in found.increments:
        yield table_of(increment_table(found, increment))
        yield facts_of(increment_facts(found, increment))
    changes = changes_table(found, findings.titles, rest="")
    if changes:
        yield facts_of(changes)
    if findings.several:
        yield paragraphs(alignment(found), "note")
    if len(findings.runs) > 1:
        yield table_of(cases_table(findings.runs), f"Cases of {findings.model.name}")
