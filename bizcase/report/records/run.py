"""The JSON record of a run: amounts unscaled, what is missing null with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from bizcase.problems.show import as_record
from bizcase.report.records.finite import finite
from bizcase.report.records.stages import stages_part
from bizcase.study.adjustments import adjustments
from bizcase.study.measures.flows import why_no_rate as reason
from bizcase.study.run import Run
from bizcase.study.unit_economics import subscription_measures
from bizcase.study.weighted import probabilities, weighted_npv

FORMAT = 1


def run_record(run: Run) -> dict[str, object]:
    """One case with its measures and rows; all numbers are finite or None.

    `adjustments` and `stages` are there where a scenario has some.
    """
    by_hand = [
        {
            "line": found.line,
            "amounts": dict(found.amounts),
            "reason": found.given.origin.note or None,
            "owner": found.given.origin.owner or None,
        }
        for found in adjustments(run.model)
    ]
    return {
        "format": FORMAT,
        "scenario": run.model.name,
        "case": run.case,
        "currency": run.model.currency,
        "step": run.model.timeline.step,
        "timing": run.model.conventions.get("timing", "end"),
        "rate": None if run.level_rate is None else round(run.level_rate, 12),
        "measures": _measures(run),
        "why_null": {**run.why_null, **why_no_rate(run)},
        "periods": list(run.periods),
        "rows": {name: list(values) for name, values in run.rows.items()},
        **stages_part(run),
        **({"adjustments": by_hand} if by_hand else {}),
        "problems": [as_record(problem) for problem in run.problems],
    }


def why_no_rate(run: Run) -> dict[str, str]:
    """Why there is no single discount rate, if there is none."""
    why = reason(run.flows, 0)
    return {"rate": why} if why else {}


def cases_record(runs: Sequence[Run]) -> dict[str, object]:
    """All cases of a scenario; None for what needs probabilities where there are none."""
    weights = probabilities(runs)
    return {
        "format": FORMAT,
        "weighted_npv": weighted_npv(runs),
        "cases": [{**run_record(run), "probability": weights.get(run.case)} for run in runs],
    }


def _measures(run: Run) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in run.measures.items():
        found[name] = value
        if name == "irr":
            # Found by another search, the only root may differ in the last digit.
            only = value is not None and len(run.irr_all) == 1
            found["irr_all"] = [value] if only else list(run.irr_all)
        if name == "peak_funding":
            found["peak_funding_date"] = run.peak_funding_date
    at = {f"{rate:.12g}": finite(npv) for rate, npv in run.npv_at.items()}
    return {**found, **subscription_measures(run), "npv_at": at}
