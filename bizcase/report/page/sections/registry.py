"""The sections of the page in their order; a new one is one line here."""

from __future__ import annotations

from bizcase.report.page.sections import (
    assumptions,
    cash,
    certainty,
    drivers,
    method,
    options,
    recommendation,
    remarks,
    stages,
    what_if,
)
from bizcase.report.page.sections.section import Section

SECTIONS = (
    Section("recommendation", "Recommendation", "Recommendation", recommendation.write),
    Section("stages", "Stages", "Stages that may fail", stages.write),
    Section("drivers", "What decides", "What decides", drivers.write),
    Section("what-if", "What if", "What if: move the drivers", what_if.write),
    Section("certainty", "How sure", "How sure it is", certainty.write),
    Section("options", "Options", "Options, and what would change the choice", options.write),
    Section("cash", "Cash flows", "Cash flows", cash.write),
    Section("assumptions", "Assumptions", "Assumption book", assumptions.write),
    Section("remarks", "Check", "Remarks of the check", remarks.write),
    Section("method", "Method", "Method and versions", method.write),
)
