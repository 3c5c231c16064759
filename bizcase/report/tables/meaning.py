"""What a simulation means, in plain sentences: how likely a gain is, and why the mean differs."""

from __future__ import annotations

import math

from bizcase.engine.model import Model
from bizcase.report.tables.case_words import case_words, value_heading
from bizcase.study.simulation.result import Simulation
from bizcase.study.stages.advice import holds, with_chances
from bizcase.study.verdict import DEFAULT_RULE, rule_of, rule_words
from bizcase.units.money import chance, money, percent

_ERRORS = 3.0  # standard errors of the mean that do not matter
_SLIGHT = 0.05  # of the deviation: a difference that nobody would notice
_MOST = 0.8  # of a difference is its cause


def meaning(result: Simulation) -> str:
    """How many trials gain, how many pass the rule, and how the mean compares with the base.

    With stages: under what condition, and what they make of the base.
    """
    return " ".join(filter(None, (_gain(result), _beside_base(result), _with_chances(result))))


def _gain(result: Simulation) -> str:
    share = result.gain_chance.value
    if math.isnan(share):
        return "No trial has an NPV."
    which = "trials" if not result.measures["npv"].missing else "trials that have an NPV"
    part = {0.0: "none", 1.0: "all"}.get(share, chance(share))
    first = f"In {part} of the {which} the NPV is above zero"
    if when := holds(result.model):
        first = f"{when[:1].upper()}{when[1:]}, the NPV is above zero in {part} of the {which}"
    if result.rule is None or rule_of(result.model) == DEFAULT_RULE:
        return f"{first}."
    passed = result.rule.passes.value
    many = {0.0: "none of all passes", 1.0: "all pass"}.get(passed, f"{chance(passed)} of all pass")
    return f"{first}; {many} the rule {rule_words(result.model)}."


def _beside_base(result: Simulation) -> str:
    spread, base = result.measures["npv"], result.base.measures["npv"]
    mean, at_means, currency = spread.mean.value, result.npv_at_means, result.model.currency
    if base is None or math.isnan(mean) or math.isnan(spread.deviation):
        return ""
    difference = mean - base
    words = case_words(result.model)
    near = abs(difference) <= max(
        _ERRORS * spread.mean.standard_error, _SLIGHT * spread.deviation, 1e-9 * abs(base)
    )
    if near:
        return f"The mean of all trials is about the {words}, {money(base, currency)}."
    side = "below" if difference < 0 else "above"
    said = (
        f"The mean of all trials, {money(mean, currency)}, is {money(abs(difference), currency)} "
        f"{side} the {words} of {money(base, currency)}, which "
        f"{chance(1 - result.below_base)} of them reach"
    )
    if math.isnan(at_means):
        return f"{said}."
    return f"{said}: {_cause(at_means - base, mean - at_means, result.model)}."


def _with_chances(result: Simulation) -> str:
    staged = result.base.stages
    if staged is None:
        return ""
    market = f"The chance of the market is {percent(staged.chance_of_market)}"
    return f"{market}; in the {case_words(result.model)} {with_chances(staged)}."


def _cause(by_ranges: float, together: float, model: Model) -> str:
    """Why: ranges reach further to one side of the likeliest value, or values act together."""
    whole = by_ranges + together
    side = "bad" if whole < 0 else "good"
    ranges = (
        f"the {value_heading(model).lower()} takes every value at its likeliest, and the ranges "
        f"reach further to the {side} side"
    )
    acting = "values act on each other, so that good and bad luck do not cancel"
    if by_ranges / whole >= _MOST:
        return ranges
    if together / whole >= _MOST:
        return acting
    parts = [money(abs(part), model.currency) for part in (by_ranges, together)]
    ways = ["down" if part < 0 else "up" for part in (by_ranges, together)]
    return (
        f"ranges that reach further to one side take it {ways[0]} by {parts[0]}, values that act "
        f"on each other {ways[1]} by {parts[1]}"
    )
