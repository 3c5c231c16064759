"""One plain sentence on whether a case passes the rule by which it is accepted."""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection
from dataclasses import dataclass
from math import isclose
from typing import Any

from bizcase.engine.model import Model
from bizcase.study.measures.measure import Unit
from bizcase.study.measures.registry import MEASURES
from bizcase.study.run import Run
from bizcase.study.stages.advice import holds, with_chances
from bizcase.study.unit_economics import SUBSCRIPTION_MEASURES
from bizcase.units.exact import Writer, beside, in_full
from bizcase.units.money import money, percent, ratio, short, years

DEFAULT_RULE = {"npv": (">", 0.0)}
# For numbers and for arrays of them.
COMPARE: dict[str, Callable[[Any, float], Any]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
_NO_END = 8  # digits more of a time: nobody writes so many
_NAMES = {
    "npv": "NPV",
    "irr": "IRR",
    "mirr": "MIRR",
    "roi": "ROI",
    "payback_years": "payback",
    "discounted_payback_years": "discounted payback",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`passes` is None where a measure of the rule does not exist."""

    passes: bool | None
    sentence: str


def verdict(run: Run) -> Verdict:
    """Applies the team's rule, or else NPV > 0, and says what the outcome rests on."""
    passes, said = passes_as_written(run), outcome(run)
    if run.stages is None:
        return Verdict(passes, f"{said}.")
    # The rule judges the flows as written; a case that passes may not be worth starting.
    passes = None if passes and not run.stages.starts else passes
    return Verdict(passes, f"{said}; {with_chances(run.stages)}.")


def outcome(run: Run) -> str:
    """Whether the flows as they are written pass the rule, and by which figures."""
    rule = rule_of(run.model)
    found = {name: _holds(run, name, *condition) for name, condition in rule.items()}
    passes = _together(found.values())
    start = {True: "Passes the rule", False: "Fails the rule", None: "Cannot be judged by the rule"}
    # What decides comes first: the conditions that fail, then those that cannot be judged.
    order = sorted(rule, key=lambda name: (found[name] is not False, found[name] is not None))
    facts = ", ".join(_fact(run, name, rule[name][1]) for name in order)
    further = "".join(f"; {remark}" for remark in _remarks(run, rule, passes))
    return f"{start[passes]} {rule_words(run.model)}{held(run)}: {facts}{further}"


def held(run: Run) -> str:
    """Under what condition the outcome holds: ` even if every stage succeeds`; empty for none."""
    if run.stages is None:
        return ""
    passes, when = passes_as_written(run), holds(run.model)
    stress = "only " if passes and not run.stages.starts else ""
    if passes is False and when.startswith("if"):
        stress = "even "
    return f" {stress}{when}"


def passes_as_written(run: Run) -> bool | None:
    """Whether the flows as they are written pass the rule; None where it cannot be judged."""
    return _together([_holds(run, name, *at) for name, at in rule_of(run.model).items()])


def _together(conditions: Collection[bool | None]) -> bool | None:
    """A condition that fails decides alone."""
    return False if False in conditions else None if None in conditions else True


def rule_of(model: Model) -> dict[str, tuple[str, float]]:
    """The team's rule, or else NPV > 0: for each measure a comparison and its limit."""
    return dict(model.accept_if) or DEFAULT_RULE


def rule_words(model: Model) -> str:
    """The rule in words: `NPV > 0 and payback < 5 years`."""
    rule = rule_of(model).items()
    return " and ".join(f"{called(name)} {op} {limit_words(name, at)}" for name, (op, at) in rule)


def called(measure: str) -> str:
    """The short name of a measure inside a sentence."""
    return _NAMES.get(measure, MEASURES[measure].label.lower())


def shown(run: Run, measure: str, value: float) -> str:
    """A value of a measure in its unit."""
    of_product = SUBSCRIPTION_MEASURES.get(measure.rpartition(".")[2])
    unit = of_product[2] if of_product else MEASURES[measure].unit
    return in_unit(value, unit, run.model.currency)


def in_unit(value: float, unit: Unit, currency: str, more: int = 0) -> str:
    """A value of a measure that is money, a share, a time or a plain ratio; `more` digits."""
    if unit == "money":
        return money(value, currency, more)
    if unit == "share":
        return percent(value, 1 + more, whole=False)
    return years(value, False, more) if unit == "years" else ratio(value, more)


_LIMITS: dict[str, Writer] = {
    "money": lambda value, more: short(value, more=more),
    "share": lambda value, more: percent(value, 1 + more),
    "years": lambda value, more: years(value, more=more),
    "ratio": ratio,
}
_PARTS = (("month", 12.0), ("day", 365.0), ("day", 360.0))  # of a year, in which a limit is said


def limit_words(measure: str, limit: float) -> str:
    """A limit as the team wrote it: `822.4k`, `33.63%`, `3.93 years`, `47 months`."""
    unit = MEASURES[measure].unit
    if unit == "years" and (part := _part(limit)):
        return years(limit * part[1], word=part[0])
    return in_full(limit, _LIMITS[unit]) or _LIMITS[unit](limit, 0)


def _part(limit: float) -> tuple[str, float] | None:
    """The part of a year of which a time has a whole number, where its years do not end."""
    if in_full(limit, _LIMITS["years"], _NO_END) is not None:
        return None
    return next((p for p in _PARTS if isclose(limit * p[1], round(limit * p[1]))), None)


def _beside(run: Run, measure: str, value: float, limit: float) -> str:
    """A value with as many digits as tell it from the limit, and said as that is."""
    unit = MEASURES[measure].unit
    if unit == "years" and (part := _part(limit)):
        word, parts = part
        return beside(value * parts, limit * parts, lambda v, more: years(v, False, more, word))
    return beside(value, limit, lambda v, more: in_unit(v, unit, run.model.currency, more))


def _holds(run: Run, measure: str, symbol: str, limit: float) -> bool | None:
    """Whether a condition holds; None where its measure does not exist."""
    value = run.measures[measure]
    if value is not None:
        return bool(COMPARE[symbol](value, limit))
    if measure.endswith("payback_years"):
        # Never paid back is longer than any limit; nothing to pay back is shorter.
        length = 0.0 if "nothing" in run.why_null[measure] else float("inf")
        if "missing" not in run.why_null[measure]:
            return bool(COMPARE[symbol](length, limit))
    return None


def _fact(run: Run, measure: str, limit: float) -> str:
    value = run.measures[measure]
    if value is not None:
        return f"{called(measure)} is {_beside(run, measure, value, limit)}"
    why = run.why_null[measure]
    if measure.endswith("payback_years") and "missing" not in why:
        return f"cash {why}" if measure == "payback_years" else f"discounted cash {why}"
    return f"there is no {called(measure)} ({why})"


def _remarks(run: Run, rule: dict[str, tuple[str, float]], passes: bool | None) -> list[str]:
    """What a reader must know beside the rule."""
    remarks = []
    npv, why = run.measures["npv"], run.why_null
    if npv is not None and npv > 0 and "npv" in rule:
        without = float(run.flows.discounted_cash().sum())
        if without <= 0:
            remarks.append(
                "the NPV rests on the terminal value alone: without it, it is "
                + money(without, run.model.currency)
            )
    if "irr" in why and "irr" not in rule and "missing" not in why["irr"]:
        remarks.append(f"there is no IRR ({why['irr']})")
    if any(name.endswith("payback_years") for name in rule) and run.lost_again_column is not None:
        when = run.periods[run.lost_again_column]
        remarks.append(f"after payback the cumulative cash is below zero again in {when}")
    never = "never" in why.get("payback_years", "")
    if never and passes and not any(name.endswith("payback_years") for name in rule):
        remarks.append("without terminal value the money does not come back within the horizon")
    return remarks
