"""What an argument must be besides its unit: the same in every period, or a table of rates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import add, mul, sub, truediv

from bizcase.formula.functions import Function
from bizcase.formula.nodes import Call, Node, Number, Operator, Reference, walk
from bizcase.problems import Problem

_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": truediv,
}
TAKES_TABLE = {"table_to_date": 0, "spread": 1}  # function -> which of its arguments


def is_constant(node: Node) -> bool:
    """Whether a plain formula is a number that is the same in every period."""
    return all(
        isinstance(part, Number)
        or (isinstance(part, Reference) and part.to == "input")
        or (isinstance(part, Operator) and part.symbol in {*_ARITHMETIC, "neg"})
        for part in walk(node)
    )


def constant(node: Node, value: Callable[[str], float]) -> float:
    """The number that a constant formula stands for; `value` gives that of an input.

    Raises ZeroDivisionError, and TypeError where the formula is not constant.
    """
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Reference) and node.to == "input":
        return value(node.name)
    if isinstance(node, Operator) and is_constant(node):
        numbers = [constant(argument, value) for argument in node.arguments]
        return -numbers[0] if node.symbol == "neg" else _ARITHMETIC[node.symbol](*numbers)
    raise TypeError("a length of time must be a plain number")


def is_table(node: Node) -> bool:
    """Whether a plain formula is the name of a table of rates."""
    return isinstance(node, Reference) and node.to == "table"


def special_problems(function: Function, call: Call, plain: tuple[Node, ...]) -> Iterator[Problem]:
    """The arguments that should be tables or constants and are not."""
    rules = (rule.strip() for rule in function.signature.split("->")[0].split(","))
    for rule, argument, value in zip(rules, call.arguments, plain, strict=False):
        if rule == "table" and not is_table(value):
            yield Problem(
                "wrong-arguments",
                f"`{function.name}` takes a table of rates here",
                argument.span,
                "tables are inputs of blocks, for example `depreciation: [20%, 30%, 50%]`",
            )
        if rule.startswith("constant ") and not is_constant(value):
            yield Problem(
                "not-constant",
                f"`{function.name}` needs a time that is the same in every period",
                argument.span,
                f"write it out, for example {function.example}",
            )


def stray_tables(node: Node) -> Iterator[Node]:
    """The tables that stand where a number is meant."""
    if is_table(node):
        yield node
    elif isinstance(node, Operator | Call):
        place = TAKES_TABLE.get(node.function) if isinstance(node, Call) else None
        for i, argument in enumerate(node.arguments):
            if i != place:
                yield from stray_tables(argument)
