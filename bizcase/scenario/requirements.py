"""What blocks require of the values that a scenario gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as changed

from bizcase.engine.evaluate import evaluate
from bizcase.engine.model import Model, Row
from bizcase.formula.check import Checker
from bizcase.formula.nodes import Node
from bizcase.formula.parse import parse
from bizcase.library.block import Requirement
from bizcase.scenario.instance import Instance
from bizcase.scenario.names import LocalScope
from bizcase.scenario.state import State
from bizcase.units import NUMBER


@dataclass(frozen=True, slots=True)
class Stated:
    """A requirement of one block of the scenario; its formula is 0 where it does not hold."""

    instance: Instance
    requirement: Requirement
    formula: Node


def stated_by_blocks(state: State) -> list[Stated]:
    """The requirements of all blocks of a scenario."""
    return [
        Stated(instance, requirement, _formula(state, instance, requirement))
        for instance in state.instances
        for requirement in instance.block.requires
    ]


def check_requirements(state: State, model: Model, stated: Sequence[Stated]) -> None:
    """Reports every requirement that does not hold in some operating period of the model."""
    rows = {f"requirement {k}": Row("", NUMBER, one.formula) for k, one in enumerate(stated)}
    if not rows:
        return
    values = evaluate(changed(model, rows={**model.rows, **rows}), rows)
    operating = slice(1, model.timeline.periods + 1)
    for name, one in zip(rows, stated, strict=True):
        if (values[name][operating] == 0).any():
            given = one.instance.given.get(one.requirement.about)
            span = given[1].span if given else one.instance.span
            state.say(one.requirement.code, one.requirement.message, span, one.requirement.help)


def _formula(state: State, instance: Instance, requirement: Requirement) -> Node:
    scope = LocalScope(state.names, instance.name, instance)
    return Checker(scope, state.problems).formula(parse(requirement.formula.text), NUMBER)[0]
