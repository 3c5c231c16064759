"""The JSON record of a comparison: amounts unscaled, what is missing null with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations

from bizcase.problems.show import as_record
from bizcase.report.records.finite import finite
from bizcase.report.records.run import FORMAT
from bizcase.study.comparison.advice import advice
from bizcase.study.comparison.chances import Chances
from bizcase.study.comparison.increment import Increment
from bizcase.study.comparison.option import Option
from bizcase.study.comparison.rates import crossing
from bizcase.study.comparison.reservation import fails_its_rule
from bizcase.study.comparison.result import Comparison
from bizcase.study.comparison.switches import Switch
from bizcase.study.simulation.moments import Estimate
from bizcase.study.verdict import verdict


def comparison_record(found: Comparison) -> dict[str, object]:
    """A comparison; all numbers are finite or None."""
    first, second = found.first, found.second
    tied = first is not None and second is not None and found.ranking.tied(first, second)
    chosen = not tied and not fails_its_rule(found)
    sentence, *reasons = advice(found)
    return {
        "format": FORMAT,
        "currency": found.currency,
        "ranked_by": found.ranking.measure,
        "ranking": [one.name for one in found.ranking.order],
        "recommendation": {
            "option": first.name if first and second and chosen else None,
            "runner_up": second.name if second else None,
            "sentence": sentence,
            "reasons": reasons,
        },
        "options": [_option(one) for one in (*found.options, found.nothing)],
        "best": {name: list(options) for name, options in found.best.items()},
        "against": found.against.name,
        "increments": [_increment(found, increment) for increment in found.increments],
        "crossovers": [
            {
                **_pair(increment),
                **_rates(increment),
                "annuity_crossover_rates": list(increment.annuity_crossovers),
            }
            for increment in found.challengers
        ],
        "reversals": [
            {"measure": one.measure, "better_by_measure": one.by_measure.name,
             "better_by_npv": one.by_npv.name}
            for one in found.reversals
        ],
        "switches": [_switch(switch) for switch in found.switches],
        "chances": _chances(found, found.chances) if found.chances else None,
        "why_null": {} if found.chances else {"chances": found.why_no_chances},
        "differences": [{"about": one.about, "said": one.said} for one in found.differences],
        "problems": [as_record(problem) for problem in found.problems],
    }  # fmt: skip


def _option(one: Option) -> dict[str, object]:
    measures: dict[str, object] = {}
    for name, value in one.measures.items():
        measures[name] = value
        if name == "irr":
            measures["irr_all"] = list(one.irr_all)
    return {
        "option": one.name,
        "asked": one.written or None,
        "scenario": one.run.model.name if one.run else None,
        "case": one.run.case if one.run else None,
        "value_if_started": one.expected,
        "rate": finite(round(one.rate, 12)) if one.run else None,
        "life_years": one.life if one.run else None,
        "delay_years": one.view.delay,
        "periods_as_one": one.view.together,
        "cash_at_period_end": one.view.at_end,
        "passes_rule": verdict(one.run).passes if one.run else None,
        "measures": measures,
        "why_null": one.why_null,
    }


def _pair(increment: Increment) -> dict[str, object]:
    return {"option": increment.option.name, "against": increment.against.name}


def _rates(increment: Increment) -> dict[str, object]:
    return {
        "crossover_rates": list(increment.crossovers),
        "higher_npv": [
            {"from": i.low, "to": finite(i.high), "option": i.better} for i in increment.intervals
        ],
        "sentence": crossing(increment),
    }


def _increment(found: Comparison, increment: Increment) -> dict[str, object]:
    yearly = found.yearly(increment)
    return {
        **_pair(increment),
        "years": list(yearly.headings),
        "free_cash_flow": list(yearly.cash),
        "terminal_value": list(yearly.terminal_value),
        "npv": increment.npv,
        "irr": increment.irr,
        **_rates(increment),
        "npv_by_line": {name: finite(value) for name, value in increment.by_line().items()},
        "why_null": increment.why_null,
    }


def _switch(switch: Switch) -> dict[str, object]:
    def ends(name: str) -> dict[str, object]:
        given = switch.inputs[name]
        assert given.range
        return {
            "value": switch.values[name], "base": given.value, "low": given.range.low,
            "high": given.range.high,
        }  # fmt: skip

    return {
        "path": switch.path, "way": switch.way, "better": switch.better,
        "options": {n: ends(n) for n in switch.inputs},
    }  # fmt: skip


def _chances(found: Comparison, odds: Chances) -> dict[str, object]:
    names = list(odds.best)
    return {
        "measure": odds.measure,
        "trials": odds.trials,
        "asked": odds.asked,
        "seed": odds.seed,
        "left_out": odds.left_out,
        "rule": None
        if odds.rule is None
        else {
            "option": found.first.name if found.first else None,
            "passes": _estimate(odds.rule.passes),
            "unclear": odds.rule.unclear,
        },
        "mean": _estimates(odds.mean),
        "best": _estimates(odds.best),
        "expected_regret": _estimates(odds.regret),
        "value_of_information": finite(odds.value_of_information),
        "pairs": [
            {
                "option": one,
                "against": other,
                "beats": _estimate(odds.beats[one, other]),
                "ties": odds.ties[one, other],
                "difference": _estimate(odds.difference[one, other]),
                "percentiles": {
                    f"P{share * 100:g}": v for share, v in odds.percentiles[one, other].items()
                },
            }
            for one, other in permutations(names, 2)
            if (one, other) in odds.beats
        ],
        "shared_inputs": list(odds.draws.shared),
        "own_inputs": dict(odds.draws.own),
        "correlated_otherwise": list(odds.draws.out_of_step),
    }


def _estimates(found: Mapping[str, Estimate]) -> dict[str, object]:
    return {name: _estimate(one) for name, one in found.items()}


def _estimate(found: Estimate) -> dict[str, object]:
    return {"value": finite(found.value), "standard_error": finite(found.standard_error)}
