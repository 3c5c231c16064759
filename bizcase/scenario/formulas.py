"""What a formula stands for at a place of the scenario."""

from __future__ import annotations

from bizcase.formula.check import Checker, Meaning
from bizcase.formula.measured import ANY, Measured
from bizcase.formula.nodes import Number, Reference
from bizcase.formula.parse import parse
from bizcase.problems import ProblemsFoundError
from bizcase.scenario.instance import Instance
from bizcase.scenario.state import State
from bizcase.text import Scalar
from bizcase.units import Unit

NOTHING = Meaning(Number(0.0), ANY)  # stands for what has a problem


def formula_meaning(
    state: State,
    text: str,
    instance: Instance,
    unit: Unit | None,
    node: Scalar | None = None,
    offset: int = 0,
    hidden: str = "",
) -> Meaning:
    """The meaning of a formula as seen from around a block; problems go to the state.

    The text begins at `offset` of the text of `node`; the name `hidden` does not stand for itself.
    """
    place = (lambda a, b: node.part(a + offset, b + offset)) if node else (lambda _a, _b: None)
    try:
        tree = parse(text, place)
    except ProblemsFoundError as found:
        state.problems.extend(found.problems)
        return NOTHING
    scope = state.scope(instance, hidden)
    checker = Checker(scope, state.problems)
    if unit is None:
        return Meaning(*checker.check(tree))
    named = scope.meaning(tree.name) if isinstance(tree, Reference) else None
    if named is not None and named.quoted is not None and named.measured.fits(unit):
        return named  # as it is quoted: a rate compounds in the time in which it is quoted
    return Meaning(checker.formula(tree, unit)[0], Measured(unit))
