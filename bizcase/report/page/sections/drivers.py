"""The drivers that decide: what each does to the NPV alone, and at which value it is zero."""

from __future__ import annotations

from bizcase.report.page.figure import figure
from bizcase.report.page.findings import Findings
from bizcase.report.page.html import Html, element, joined
from bizcase.report.page.tables import table_of
from bizcase.report.tables.sensitivity import bars, marked, moving, notes
from bizcase.report.tables.switching import change_of, turning_value
from bizcase.report.tables.table import Line, Table
from bizcase.study.sensitivity.reach import WORDS
from bizcase.study.sensitivity.result import Response, Sensitivity
from bizcase.study.sensitivity.sentence import sentence
from bizcase.study.value_text import value_text
from bizcase.study.verdict import rule_words

MOST = 12  # drivers in the table


def write(findings: Findings) -> Html:
    """What can turn the verdict, the tornado, and the table of switching values."""
    found = findings.sensitivity
    if not moving(found):
        return element("p", "No assumption moves the NPV.")
    said = element("p", sentence(found, findings.names))
    return joined((said, figure(findings, "tornado"), table_of(_table(findings))))


def _table(findings: Findings) -> Table:
    found, names = findings.sensitivity, findings.titles
    shown = moving(found)[:MOST]
    same = all(one.zero == one.verdict for one in found.responses)
    lines = []
    for one, bar in zip(shown, bars(found, names, MOST), strict=True):
        turns = () if same else (_turning(found, one, of_rule=True),)
        ends = (_low_to_high(found, one), bar.less.shown, bar.more.shown)
        lines.append(Line(marked(found, one, names), (*ends, _turning(found, one), *turns)))
    rule = () if same else ("Rule turns at",)
    said = [*notes(found, shown, names, rest="", of_stages=""), _searched()]
    if not same:
        said.append(f"Rule: {rule_words(findings.model)}")
    return Table(
        "What each driver does alone",
        ("Low, base, high", "NPV at worst", "NPV at best", "NPV is 0 at", *rule),
        tuple(lines),
        notes=tuple(said),
    )


def _low_to_high(found: Sensitivity, one: Response) -> str:
    """`EUR 150, EUR 165, EUR 178`."""
    driver = one.driver
    ends = (driver.low, driver.base, driver.high)
    return ", ".join(value_text(driver.given, v, found.model) for v in ends)


def _turning(found: Sensitivity, one: Response, of_rule: bool = False) -> str:
    """`EUR 142 (-14%)`."""
    turning = one.verdict if of_rule else one.zero
    change = change_of(one.driver, turning)
    value = turning_value(found, one, turning)
    return f"{value} ({change})" if change and change not in value else value


def _searched() -> str:
    moved = "Each driver is moved alone, all others as written, and searched within its bounds"
    return f"{moved}; {WORDS}"
