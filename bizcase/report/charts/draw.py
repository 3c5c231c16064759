"""Draws charts by name: `draw(result, "cash")` in Python, all of a case on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bizcase.problems import Problem, ProblemsFoundError, did_you_mean, listing
from bizcase.report.charts.chart import Picture
from bizcase.report.charts.look import forget_pixels, house_style
from bizcase.report.charts.registry import CHARTS
from bizcase.report.charts.results import DRAWN_OF, ONE_CASE, Found, results_of
from bizcase.study.run import Run


def draw(result: object, name: str) -> Picture:
    """A chart of a result: of a `Run`, or what the chart reads, such as a `Comparison`.

    For a run whatever else the chart needs is computed, with 10,000 trials where it needs some.
    Raises ProblemsFoundError if there is no such chart, or nothing to draw; TypeError if the chart
    reads something else.
    """
    refuse_unknown([name])
    reads = CHARTS[name].reads
    found = results_of(result) if isinstance(result, Run) else {}
    if isinstance(result, reads):
        found = {reads: lambda: result}
    elif reads not in found:
        raise TypeError(f"`{name}` is drawn of a {reads.__name__}, not a {type(result).__name__}")
    drawn = picture(name, found)
    if isinstance(drawn, Problem):
        raise ProblemsFoundError([drawn])
    return drawn


def picture(name: str, found: Found) -> Picture | Problem:
    """A chart, or the reason why there is nothing to draw."""
    chart = CHARTS[name]
    try:
        with house_style():
            drawn = chart.draw(found[chart.reads]())
    except ProblemsFoundError as error:
        return error.problems[0]
    if isinstance(drawn, Picture):
        forget_pixels(drawn.figure)
    return drawn


def refuse_unknown(names: Iterable[str], found: Found | None = None) -> None:
    """Raises ProblemsFoundError with every name that no chart has, or none of what is `found`."""
    known = [name for name, chart in CHARTS.items() if found is None or chart.reads in found]
    problems = [_unknown(name, known) for name in names if name not in known]
    if problems:
        raise ProblemsFoundError(problems)


def _unknown(name: str, known: Sequence[str]) -> Problem:
    if name in CHARTS:
        of, remedy = DRAWN_OF.get(CHARTS[name].reads, ONE_CASE)
        return Problem("not-a-choice", f"`{name}` is drawn of {of}", help=remedy)
    remedy = did_you_mean(name, known) or f"one of {listing(known, 20)}"
    return Problem("not-a-choice", f"there is no chart `{name}`", help=remedy)
