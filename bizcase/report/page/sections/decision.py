"""What is to be decided, in one sentence."""

from __future__ import annotations

from bizcase.report.page.findings import Findings
from bizcase.report.tables.measures import peak_funding_time
from bizcase.study.run import Run
from bizcase.units.money import money

_LITTLE = 0.005  # of the peak: not worth a word


def decision(findings: Findings) -> str:
    """The question before the board."""
    run, name = findings.run, findings.called
    if findings.several:
        names = ", ".join(one.name for one in findings.comparison.options)
        return f"which option to choose: {names} or doing nothing."
    if run.stages is not None:
        first = run.stages.gates()[0]
        cost = money(first.cost, run.model.currency)
        begins = "at the opening" if first.begins == 0 else f"in {run.periods[first.begins]}"
        return (
            f"whether to start {name} with its first stage, {first.stage}, for {cost} {begins}. "
            f"If every stage succeeds it {_needs(run)}."
        )
    return f"whether to go ahead with {name}, which {_needs(run)}."


def _needs(run: Run) -> str:
    """`needs EUR 2.9M at most, on 2028-06-30, of which EUR 1.2M at the opening`."""
    peak, currency = run.measures["peak_funding"], run.model.currency
    if peak is None:
        return "has no cash flow that could be added up"
    if peak <= 0:
        return "needs no funding"
    opening = -float(run.flows.cash[0, 0])
    when = peak_funding_time(run)
    if when == "at the opening":
        return f"needs {money(peak, currency)} {when}"
    part = f", of which {money(opening, currency)} at the opening"
    return (
        f"needs {money(peak, currency)} at most, {when}{part if opening > _LITTLE * peak else ''}"
    )
