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
    Section("recommendation", "Recommendation", recommendation.write),
    Section("stages", "Stages that may fail", stages.write),
    Section("drivers", "What decides", drivers.write),
    Section("what-if", "What if", what_if.write),
    Section("certainty", "How sure it is", certainty.write),
    Section("options", "Options", options.write),
    Section("cash", "Cash flows", cash.write),
    Section("assumptions", "Assumption book", assumptions.write),
    Section("remarks", "Remarks of the check", remarks.write),
    Section("method", "Method and versions", method.write),
)
