"""A chart inside the page: drawn as always, and put into the page itself as a picture."""

from __future__ import annotations

from urllib.parse import quote

from bizcase.problems import Problem
from bizcase.report.charts.draw import picture
from bizcase.report.charts.registry import CHARTS
from bizcase.report.charts.results import Found
from bizcase.report.charts.tornado import Tornado, tornado_of
from bizcase.report.page.findings import Findings
from bizcase.report.page.html import Html, element
from bizcase.study.run import Run
from bizcase.study.simulation.result import Simulation

# What may stand in an address inside quotes as it is; everything else is written in code.
_PLAIN = " ;/?:@=+$,-_.!~*()|[]{}"


def figure(findings: Findings, name: str) -> Html:
    """The chart of that name with its finding as its description; empty if it has nothing to show.

    As a picture it can do nothing but be seen, whatever the names in it are.
    """
    known = _results(findings)
    if CHARTS[name].reads not in known:
        return Html()
    drawn = picture(name, known)
    if isinstance(drawn, Problem):
        return Html()
    drawing = " ".join(drawn.svg().decode().split())
    source = Html(f"data:image/svg+xml,{quote(drawing, safe=_PLAIN)}")
    width, height = (f"{inches * 96:.0f}" for inches in drawn.figure.get_size_inches())
    image = element("img", src=source, alt=drawn.title, width=width, height=height)
    scrolls = element(
        "div", image, class_="scrolls", tabindex="0", role="region", aria_label=drawn.title
    )
    return element("figure", scrolls)


def _results(findings: Findings) -> Found:
    """What was found, by its kind."""
    simulation = findings.simulation
    return {
        Run: lambda: findings.run,
        Tornado: lambda: tornado_of(findings.run),
        **({Simulation: lambda: simulation} if simulation else {}),
    }
