"""The cases of a scenario side by side, and what they are worth together."""

from __future__ import annotations

from collections.abc import Sequence

from bizcase.report.tables.measures import SHORT_LIST, label, value
from bizcase.report.tables.stages import VALUED, valued
from bizcase.report.tables.table import Line, Table
from bizcase.study.run import Run
from bizcase.study.verdict import verdict
from bizcase.study.weighted import probabilities, weighted_npv
from bizcase.units.money import money, percent

_PASSES = {True: "passes", False: "fails", None: "unclear"}


def cases_table(runs: Sequence[Run], names: tuple[str, ...] = SHORT_LIST) -> Table:
    """One column for each case; below, the NPV weighted by their probabilities."""
    lines = [Line(label(name), tuple(value(run, name) for run in runs),
                  "total" if name == "npv" else "plain") for name in names]  # fmt: skip
    if runs[0].stages:
        lines += [Line(title, tuple(valued(run, name) for run in runs)) for name, title in VALUED]
    lines += [Line("Rule", tuple(_PASSES[verdict(run).passes] for run in runs))]
    weights = probabilities(runs)
    notes = []
    if weights:
        shares = tuple(percent(weights[run.case]) for run in runs)
        lines += [Line("Probability", shares, "quiet")]
        npv = weighted_npv(runs)
        if npv is not None:
            notes.append(f"Probability-weighted NPV: {money(npv, runs[0].model.currency)}")
    else:
        notes.append(_no_weights(runs))
    reasons = [
        f"{run.case}: no {label(name).lower()}, {why}"
        for run in runs
        for name, why in run.why_null.items()
        if name in names and name != "terminal_value_share"
    ]
    return Table("", tuple(run.case for run in runs), tuple(lines), notes=(*reasons, *notes))


def _no_weights(runs: Sequence[Run]) -> str:
    given = runs[0].model.cases
    without = [name for name, p in given.items() if p is None]
    if without and len(without) < len(given):
        return f"No probability-weighted NPV: no probability for {', '.join(without)}"
    return "No probability-weighted NPV: the cases have no `probability:`"
