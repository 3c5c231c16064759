"""What a simulation says of the measures: the few figures that decide, and the whole spread."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from bizcase.report.tables.case_words import case_words
from bizcase.report.tables.stages import stage_lines
from bizcase.report.tables.table import Line, Table
from bizcase.study.measures.registry import MEASURES
from bizcase.study.simulation.fans import percentile
from bizcase.study.simulation.moments import Estimate
from bizcase.study.simulation.result import WORST, Simulation, Spread
from bizcase.study.stages.advice import holds
from bizcase.study.verdict import DEFAULT_RULE, called, rule_of, rule_words
from bizcase.units.money import chance, money, percent, ratio, short

FEW, MANY = (0.05, 0.10, 0.50, 0.90, 0.95), (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
_SAMPLERS = {
    "latin-hypercube": "Latin hypercube",
    "random": "plain sampling",
    "sobol": "Sobol points",
}
_NONE = "none"


def trials_line(result: Simulation) -> str:
    """On what the figures rest: `10,000 trials: 11 uncertain values; Latin hypercube, seed 1`."""
    done = f"{result.trials:,}" + (f" of {result.asked:,}" if result.interrupted else "")
    count, pairs = len(result.drivers), len(result.model.correlations)
    parts = [f"{done} trial{'s' * (result.asked != 1)}: {_counted(count, 'uncertain value')}"]
    if pairs:
        parts.append(_counted(pairs, "correlation"))
    return f"{', '.join(parts)}; {_SAMPLERS[result.sampler]}, seed {result.seed}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def headline(result: Simulation) -> Table:
    """Mean and percentiles of the NPV, the chance of a gain, and what a loss would be."""
    return Table("", ("", ""), tuple(_headline(result)))


def _headline(result: Simulation) -> Iterator[Line]:
    npv, currency = result.measures["npv"], result.model.currency

    def amount(value: float) -> str:
        return _NONE if math.isnan(value) else money(value, currency)

    base = result.base.measures["npv"]
    beside = [f"standard error {short(npv.mean.standard_error)}"] * _known(npv.mean)
    beside += [f"{case_words(result.model)} {amount(base)}"] if base is not None else []
    yield Line("Mean NPV", (amount(npv.mean.value), "; ".join(beside)), "total")
    for line in stage_lines(result.base):
        value, remark = line.cells
        yield Line(line.label, (value, f"{case_words(result.model)}; {remark}"), line.style)
    for share, words in (
        (0.10, "one trial in ten is worse"),
        (0.50, "half of the trials are worse"),
        (0.90, "one trial in ten is better"),
    ):
        yield Line(f"{percentile(share)} NPV", (amount(npv.percentiles[share]), words))
    sure = "; ".join(filter(None, (holds(result.model), _error(result.gain_chance))))
    yield Line("P(NPV > 0)", (chance(result.gain_chance.value), sure), "total")
    if result.base.stages is not None:
        market = percent(result.base.stages.chance_of_market)
        yield Line("Chance of the market", (market, "that no stage ends the product"))
    if result.rule and rule_of(result.model) != DEFAULT_RULE:
        unclear = f"; {chance(result.rule.unclear)} cannot be judged" if result.rule.unclear else ""
        passed = chance(result.rule.passes.value)
        yield Line("Passes the rule", (passed, rule_words(result.model) + unclear))
    loss = "what lies below zero, mean over all trials"
    yield Line("Expected loss", (amount(result.expected_loss.value), loss))
    worst = f"mean NPV of the worst {percent(WORST)} of the trials (CVaR)"
    yield Line(f"Worst {percent(WORST)}", (amount(result.tail_mean), worst))
    known = "worth of knowing the NPV beforehand (EVPI)"
    yield Line("Perfect information", (amount(result.value_of_information), known))


def _known(estimate: Estimate) -> bool:
    return not math.isnan(estimate.standard_error)


def _error(estimate: Estimate) -> str:
    return f"standard error {percent(estimate.standard_error, 2)}" if _known(estimate) else ""


def spread_table(result: Simulation, shares: Sequence[float] = FEW) -> Table:
    """One line for each measure: mean, percentiles, and the share of trials without it."""
    lines = [
        Line(_label(name, result.model.currency), (*_cells(name, spread, shares),),
             "total" if name == "npv" else "plain")
        for name, spread in result.measures.items()
    ]  # fmt: skip
    headings = ("Mean", *map(percentile, shares), "None")
    return Table("Measures", headings, tuple(lines), notes=tuple(lacking_notes(result)))


def lacking_notes(result: Simulation) -> list[str]:
    """What must be said of percentiles of measures that some trials do not have."""
    notes = [_why(name, spread) for name, spread in result.measures.items() if spread.missing]
    remark = "Mean and percentiles are those of the trials in which a measure exists."
    return [*notes, remark] if notes else []


def _label(name: str, currency: str) -> str:
    words = called(name)
    unit = {"money": f", {currency}", "years": ", years"}.get(MEASURES[name].unit, "")
    return words[:1].upper() + words[1:] + unit


def _cells(name: str, spread: Spread, shares: Sequence[float]) -> Iterator[str]:
    for value in (spread.mean.value, *(spread.percentiles[share] for share in shares)):
        yield _value(name, value)
    yield chance(spread.missing) if spread.missing else "-"


def _value(name: str, value: float) -> str:
    if math.isnan(value):
        return _NONE
    unit = MEASURES[name].unit
    if unit == "money":
        return short(value, whole=False)
    if unit == "share":
        return percent(value, whole=False)
    return f"{value:.1f}" if unit == "years" else ratio(value)


def _why(name: str, spread: Spread) -> str:
    words = called(name)
    return f"{words[:1].upper()}{words[1:]}: {lacking(spread)}."


def lacking(spread: Spread) -> str:
    """Why a measure does not exist in some trials: `none in 40% of the trials: never pays ...`."""
    if len(spread.why) == 1:
        (reason,) = spread.why
        reasons = f"{chance(spread.missing)} of the trials: {reason}"
    else:
        found = sorted(spread.why.items(), key=lambda item: -item[1])
        parts = "; ".join(f"{chance(share)} {reason}" for reason, share in found)
        reasons = f"{chance(spread.missing)} of the trials: {parts}"
    return f"none in {reasons}"
