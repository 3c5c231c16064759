"""How the figures come about, when cash is taken to flow, and which versions made the page."""

from __future__ import annotations

from collections.abc import Iterator

from bizcase import __version__
from bizcase.report.page.findings import Findings
from bizcase.report.page.html import Html, joined
from bizcase.report.page.tables import facts_of
from bizcase.report.tables.adjustments import adjusted_by_hand
from bizcase.report.tables.conventions import conventions
from bizcase.report.tables.simulation import trials_line
from bizcase.report.tables.table import Line, Table
from bizcase.study.stages.advice import holds
from bizcase.study.verdict import rule_words

_MEASURES = (
    ("Net present value", "all free cash flows and the terminal value, discounted to the opening"),
    ("Internal rate of return", "the only rate at which that is zero, per year; else none"),
    ("Payback", "years until cumulative cash is no longer below zero, without terminal value and "
     "not discounted"),
    ("Peak funding", "the lowest cumulative cash"),
)  # fmt: skip


def write(findings: Findings) -> Html:
    """Conventions, measures, versions."""
    return joined(
        facts_of(Table(title, ("",), tuple(Line(name, (said,)) for name, said in lines)))
        for title, lines in (
            ("Conventions", tuple(_conventions(findings))),
            ("Measures", _MEASURES),
            ("Versions", tuple(_versions(findings))),
        )
    )


def _conventions(findings: Findings) -> Iterator[tuple[str, str]]:
    model = findings.model
    yield "Timing and taxes", conventions(findings.run)
    yield "Rule of acceptance", rule_words(model)
    by_hand = adjusted_by_hand(model)
    if by_hand:
        yield "Adjusted by hand", by_hand.partition(": ")[2]
    when = holds(model, named=True)
    if when:
        yield "Stages", f"all measures but those of the stages hold {when}"
    if findings.simulation is not None:
        yield "Simulation", trials_line(findings.simulation)
    yield "Sensitivity", "every value is a computation of the whole case, with one driver changed"


def _versions(findings: Findings) -> Iterator[tuple[str, str]]:
    model = findings.model
    yield "Scenario", ", ".join(findings.files)
    yield "Fingerprint of its files", findings.fingerprint
    for name, fingerprint in findings.beside.items():
        yield f"Fingerprint of {name}", fingerprint
    if model.as_of:
        yield "As of", model.as_of.isoformat()
    yield "Case", model.case
    changed = findings.wish.settings
    if changed:
        yield "Changed for this page", ", ".join(f"{path} = {to}" for path, to in changed.items())
    yield "Engine", f"bizcase {__version__}"
