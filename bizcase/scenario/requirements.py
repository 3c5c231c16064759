"""What blocks require of the values that a scenario gives them."""

from __future__ import annotations

from dataclasses import replace as changed

from bizcase.engine.evaluate import evaluate
from bizcase.engine.model import Model, Row
from bizcase.formula.check import Checker
from bizcase.formula.parse import parse
from bizcase.library.block import Requirement
from bizcase.scenario.instance import Instance
from bizcase.scenario.names import LocalScope
from bizcase.scenario.state import State
from bizcase.units import NUMBER


def check_requirements(state: State, model: Model) -> None:
    """Reports every requirement that does not hold in some operating period of the model."""
    stated = [(i, r) for i in state.instances for r in i.block.requires]
    rows = {f"requirement {k}": _row(state, i, r) for k, (i, r) in enumerate(stated)}
    if not rows:
        return
    values = evaluate(changed(model, rows={**model.rows, **rows}), rows)
    operating = slice(1, model.timeline.periods + 1)
    for name, (instance, requirement) in zip(rows, stated, strict=True):
        if (values[name][operating] == 0).any():
            given = instance.given.get(requirement.about)
            span = given[1].span if given else instance.span
            state.say(requirement.code, requirement.message, span, requirement.help)


def _row(state: State, instance: Instance, requirement: Requirement) -> Row:
    scope = LocalScope(state.names, instance.name, instance)
    formula, _ = Checker(scope, state.problems).formula(parse(requirement.formula.text), NUMBER)
    return Row("", NUMBER, formula)
