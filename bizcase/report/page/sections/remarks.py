"""What `bizcase check` says of the files: errors there are none, but what a reader would miss."""

from __future__ import annotations

from pathlib import Path

from bizcase.problems import Problem
from bizcase.report.page.findings import Findings
from bizcase.report.page.html import Html, element, sentence


def write(findings: Findings) -> Html:
    """Each remark with its place and its remedy."""
    if not findings.problems:
        return element("p", "The check of the scenario found nothing to remark.")
    return element("ol", *map(_remark, findings.problems), class_="remarks")


def _remark(problem: Problem) -> Html:
    place = Path(problem.file).name if problem.file else ""
    at = f"{place}, line {problem.span.line}" if problem.span else place
    return element(
        "li",
        sentence(f"{problem.message[:1].upper()}{problem.message[1:]}. "),
        element("span", f"{at}." if at else "", class_="place"),
        element("div", sentence(f"Remedy: {problem.help}"), class_="remedy")
        if problem.help
        else Html(),
    )
