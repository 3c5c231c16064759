"""What a scenario assumes about its uncertain inputs: the law of each, or why it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import isfinite

from bizcase.chance.laws import Law, NoLawError, law_of
from bizcase.engine.desugar import shaping_inputs
from bizcase.engine.model import Input, Model, Series
from bizcase.engine.number_text import number_text
from bizcase.formula.nodes import names
from bizcase.problems import Problem, ProblemsFoundError

_ROUNDING = 1e-9
_DIGITS = range(3, 13)  # significant ones: as few as tell an end from its bound


def laws_of(model: Model) -> dict[str, Law]:
    """The law of every uncertain input, by its path, in the order of the model.

    Inputs whose range has no effect are left out (`held` names them). Raises ProblemsFoundError
    with every input whose values have no law, or one that leaves its bounds.
    """
    idle = shaping_inputs(model) | read_by_stages_alone(model)
    laws: dict[str, Law] = {}
    problems: list[Problem] = []
    for path, given in uncertain(model).items():
        law, wrong = _law(model, given)
        problems += wrong
        if path not in idle and law is not None:
            laws[path] = law
    if problems:
        raise ProblemsFoundError([replace(problem, severity="error") for problem in problems])
    return laws


def uncertain(model: Model) -> Mapping[str, Input]:
    """The inputs that have a range, of more than one value."""
    return {
        path: given
        for path, given in model.inputs.items()
        if given.range is not None
        and not given.range.is_certain
        and not isinstance(given.value, Series)
    }


def wrong_with(model: Model, given: Input) -> list[Problem]:
    """Warnings about a range: no distribution has its values, or one that leaves the bounds."""
    return _law(model, given)[1]


def _law(model: Model, given: Input) -> tuple[Law | None, list[Problem]]:
    try:
        law = law_of(given)
    except NoLawError as why:
        remedy = "give the ends instead (`min` and `max`), or another `distribution:`"
        said = f"`{given.path}`{_in_case(model, given)}: {why}"
        at = given.places.latest or given.span
        return None, [Problem("no-distribution", said, at, remedy, "warning")]
    problems = []
    least, most = given.bounds
    low, high = law.reach
    if least is not None and low < least - _ROUNDING:
        problems.append(_leaves(model, given, low, "below", least))
    if most is not None and high > most + _ROUNDING:
        problems.append(_leaves(model, given, high, "above", most))
    return law, problems


def held(model: Model) -> list[Problem]:
    """Warnings about inputs whose range has no effect.

    Formulas take them as constants, or only the stages read them: all else is as if these succeed.
    """
    constants, of_stages = shaping_inputs(model), read_by_stages_alone(model)
    found = []
    for path, given in uncertain(model).items():
        if path in constants:
            said = f"`{path}` counts periods in a formula: it stays at its base"
            remedy = "take the range away; write the alternatives as cases"
            found.append(Problem("not-constant", said, given.span, remedy, "warning"))
        elif path in of_stages:
            said = f"the range of `{path}` has no effect: what is drawn is the case of success"
            remedy = (
                f"see `bizcase stages FILE --set {path}=...`, or write the alternatives as cases"
            )
            found.append(Problem("idle-range", said, given.span, remedy, "warning"))
    return found


def read_by_stages_alone(model: Model) -> set[str]:
    """Inputs that no row reads, but a stage: chances, and what a stop brings."""
    formulas = [f for stage in model.stages for f in (stage.begins, stage.gate, stage.received)]
    formulas += [outcome.chance for stage in model.stages for outcome in stage.outcomes]
    found = {name for formula in formulas for name in names(formula)}
    for row in model.rows.values() if found else ():
        found.difference_update(*map(names, row.formulas))
    return found


def _leaves(model: Model, given: Input, end: float, side: str, bound: float) -> Problem:
    texts = [[_shown(model, given, value, n) for value in (end, bound)] for n in _DIGITS]
    reached, limit = next((pair for pair in texts if pair[0] != pair[1]), texts[-1])
    said = (
        f"low and high of `{given.path}` are P10 and P90: its distribution would reach to "
        f"{reached}{_in_case(model, given)}, {side} {limit}"
    )
    remedy = "give the ends instead: `min` and `max`"
    if given.places.latest:
        remedy = "set its range there as well, or give the ends instead: `min` and `max`"
    return Problem("range-too-wide", said, given.places.latest or given.span, remedy, "warning")


def _in_case(model: Model, given: Input) -> str:
    """In which case a value was set, if that was one."""
    return f" in the case `{model.case}`" if given.places.latest and model.case != "base" else ""


def _shown(model: Model, given: Input, value: float, digits: int) -> str:
    if not isfinite(value):
        return f"{value:g}"
    return number_text(given, value, model.currency, digits)
