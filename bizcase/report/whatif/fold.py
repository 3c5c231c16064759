"""Puts what is known into a formula: constants are computed now, arms that are not taken go."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

import numpy as np

from bizcase.engine.operations import OPERATIONS
from bizcase.engine.settle import quiet
from bizcase.engine.simplify import simplified
from bizcase.formula.arguments import TAKES_TABLE
from bizcase.formula.functions import FUNCTIONS, takes
from bizcase.formula.nodes import Call, Node, Number, Operator, Reference

Known = Callable[[Reference], float | None]  # the number that a name stands for, if it is known


def folded(node: Node, known: Known) -> Node:
    """The plain formula with the same value in which as much as possible is a number."""
    if isinstance(node, Number):
        return node
    if isinstance(node, Reference):
        value = known(node)
        return node if value is None else Number(value)
    function = FUNCTIONS[node.function] if isinstance(node, Call) else None
    along = function is not None and function.kind != "pointwise"
    table = TAKES_TABLE.get(function.name) if function else None
    if function and (along or table is not None):  # takes a whole row, or a table
        kept = {0, table} if along else {table}
        parts = (a if i in kept else folded(a, known) for i, a in enumerate(node.arguments))
        return Call(function.name, tuple(parts))
    arguments = [folded(argument, known) for argument in node.arguments]
    if function and takes(function)[1] is None:
        return reduce(lambda a, b: _applied(node, (a, b)), arguments)
    return _applied(node, tuple(arguments))


def _applied(node: Operator | Call, arguments: tuple[Node, ...]) -> Node:
    symbol = node.symbol if isinstance(node, Operator) else node.function
    operands = tuple(float(a.value) if isinstance(a, Number) else a for a in arguments)
    numbers = [operand for operand in operands if isinstance(operand, float)]
    if len(numbers) == len(operands):
        return Number(_computed(symbol, numbers))
    simple = simplified(symbol, operands)
    if simple is not None:
        return Number(simple) if isinstance(simple, float) else simple
    if isinstance(node, Operator):
        return Operator(symbol, arguments)
    return Call(symbol, arguments)


def _computed(symbol: str, numbers: list[float]) -> float:
    """What the engine makes of numbers; NaN where the value is missing."""
    out = np.empty(1)
    quiet([(OPERATIONS[symbol], [np.array([number]) for number in numbers], out)])
    return float(out[0])
