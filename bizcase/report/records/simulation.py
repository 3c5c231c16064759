"""The JSON record of a simulation: nothing in it depends on how it was computed, or how fast."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from bizcase.engine.operations import Array
from bizcase.problems.show import as_record
from bizcase.report.records.finite import finite
from bizcase.report.records.run import FORMAT, why_no_rate
from bizcase.report.records.stages import stages_part
from bizcase.study.indices import SobolIndices
from bizcase.study.simulation.drivers import Driver
from bizcase.study.simulation.fans import Fan, percentile
from bizcase.study.simulation.moments import Estimate
from bizcase.study.simulation.result import Simulation, Spread
from bizcase.study.verdict import rule_words

_FEW_TRIALS = "it takes two trials"


def simulation_record(result: Simulation, indices: SobolIndices | None = None) -> dict[str, object]:
    """All figures of a simulation, amounts unscaled; all numbers are finite or None.

    `stages` says what those of the base case make of it, and under what condition all else holds.
    """
    model, base = result.model, result.base
    return {
        "format": FORMAT,
        "scenario": model.name,
        "case": model.case,
        "currency": model.currency,
        "step": model.timeline.step,
        "timing": model.conventions.get("timing", "end"),
        "rate": None if base.level_rate is None else round(base.level_rate, 12),
        "trials": result.trials,
        "trials_asked": result.asked,
        "seed": result.seed,
        "sampler": result.sampler,
        "measures": {
            name: _spread(spread, base.measures[name]) for name, spread in result.measures.items()
        },
        **stages_part(base),
        "gain_chance": _estimate(result.gain_chance),
        "rule": None if result.rule is None else {
            "rule": rule_words(model),
            "passes": _estimate(result.rule.passes),
            "unclear": result.rule.unclear,
        },
        "expected_loss": _estimate(result.expected_loss),
        "tail_mean": finite(result.tail_mean),
        "value_of_information": finite(result.value_of_information),
        "npv_at_means": finite(result.npv_at_means),
        "below_base": result.below_base,
        "histogram": _histogram(result),
        "drivers": [_driver(result, driver) for driver in result.drivers],
        "unsourced": result.unsourced,
        "unproven": result.unproven,
        **({} if indices is None else {"indices": _indices(indices)}),
        "why_null": {**dict(_why_null(result)), **why_no_rate(base)},
        "periods": list(model.timeline.labels),
        "rows": {name: _fan(result, fan) for name, fan in result.fans.items()},
        "problems": [as_record(problem) for problem in result.problems],
    }  # fmt: skip


def _spread(spread: Spread, base: float | None) -> dict[str, object]:
    return {
        "mean": finite(spread.mean.value),
        "standard_error": finite(spread.mean.standard_error),
        "deviation": finite(spread.deviation),
        "percentiles": {percentile(s): finite(v) for s, v in spread.percentiles.items()},
        "missing": spread.missing,
        "why_missing": dict(spread.why),
        "base": base,
    }


def _estimate(estimate: Estimate) -> dict[str, float | None]:
    return {
        "value": finite(estimate.value),
        "standard_error": finite(estimate.standard_error),
    }


def _histogram(result: Simulation) -> dict[str, object] | None:
    found = result.histogram
    if found is None:
        return None
    return {
        "edges": list(found.edges),
        "shares": list(found.shares),
        "below": found.below,
        "above": found.above,
    }


def _driver(result: Simulation, driver: Driver) -> dict[str, object]:
    given = result.model.inputs[driver.path]
    assert given.range is not None
    return {
        "path": driver.path,
        "rank_correlation": finite(driver.rank_correlation),
        "share": driver.share,
        "base": given.value,
        "low": given.range.low,
        "high": given.range.high,
        "range_given_for": given.range.around,
        "distribution": given.range.distribution,
        "source": given.origin.source or None,
        "owner": given.origin.owner or None,
    }


def _indices(found: SobolIndices) -> dict[str, object]:
    return {
        "measure": found.measure,
        "points": found.points,
        "variance": finite(found.variance),
        "inputs": [
            {"paths": list(index.paths), "first": index.first, "total": index.total}
            for index in found
        ],
    }


def _fan(result: Simulation, fan: Fan) -> dict[str, object]:
    return {
        "unit": result.model.rows[fan.row].unit.text(result.model.currency),
        "trials": fan.trials,
        "percentiles": _by_share(fan, fan.values),
        "years": list(fan.years),
        "by_year": "sum" if fan.adds_up else "last period",
        "percentiles_by_year": _by_share(fan, fan.by_year),
    }


def _by_share(fan: Fan, values: Array) -> Mapping[str, list[float | None]]:
    rows = zip(fan.shares, values.tolist(), strict=True)
    return {percentile(share): list(map(finite, row)) for share, row in rows}


def _why_null(result: Simulation) -> Iterator[tuple[str, str]]:
    """Why a figure does not exist at all."""
    for name, spread in result.measures.items():
        if spread.missing == 1:
            yield name, max(spread.why, key=lambda reason: spread.why[reason])
    for name, why in result.base.why_null.items():
        if name in result.measures:
            yield f"{name}.base", why
    if result.trials < 2:
        yield "standard_error", _FEW_TRIALS
    if any(math.isnan(driver.rank_correlation) for driver in result.drivers):
        yield "rank_correlation", f"{_FEW_TRIALS} with an NPV"
    if result.histogram is None:
        missing = result.measures["npv"].missing == 1
        yield "histogram", "there is no NPV" if missing else "every trial has the same NPV"
    if result.rule is None:
        yield "rule", "not all measures of the rule were asked for"
