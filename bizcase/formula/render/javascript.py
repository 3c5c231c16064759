"""A formula as an expression of JavaScript, for one column `c`.

Missing values are NaN. Inside a formula an infinity stands for a missing value, too: sums, products
and signs hand it on, everything else asks before it makes a number of it, and `settled` turns it
into NaN before a row is stored. A function of the language is called with a dollar, so that `if`
is a name. Signs are in brackets under operators: `--x` is a syntax error.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import Protocol

from bizcase.formula.arguments import TAKES_TABLE
from bizcase.formula.functions import FUNCTIONS, takes
from bizcase.formula.functions.pointwise import SNAP, SNAP_CAP
from bizcase.formula.nodes import Call, Node, Number, Reference

_BINDING = {"+": 20, "-": 20, "*": 30, "/": 30}
_SUM, _SIGN, _ALONE = 20, 40, 100
# Operators that are functions, of two arguments each.
_OPERATORS = {
    "/": ("over", "there(b, 0) ? a / b : NaN"),
    "^": ("power", "there(a, b) && (a !== 0 || b !== 0) ? a ** b : NaN"),
    "<": ("below", "there(a, b) ? Number(a - b < -near(b)) : NaN"),
    "<=": ("atMost", "there(a, b) ? Number(a - b <= near(b)) : NaN"),
    ">": ("above", "there(a, b) ? Number(a - b > near(b)) : NaN"),
    ">=": ("atLeast", "there(a, b) ? Number(a - b >= -near(b)) : NaN"),
    "==": ("equal", "there(a, b) ? Number(Math.abs(a - b) <= near(b)) : NaN"),
    "!=": ("unequal", "there(a, b) ? Number(Math.abs(a - b) > near(b)) : NaN"),
}
# What the functions of the language call; PER_YEAR is the number of periods in a year.
_BELOW = {
    "there": "(a, b) => a - a + (b - b) === 0",
    "settled": "x => x - x === 0 ? x : NaN",
    "near": f"x => {SNAP!r} * Math.abs(x)",
    "slack": f"x => Math.min({SNAP_CAP!r}, {SNAP!r} * Math.max(1, Math.abs(x)))",
    "periods": "time => Math.round(time * PER_YEAR)",
    "sum": "(row, first, last) => { let sum = 0; for (let c = Math.max(0, first); "
    "c <= Math.min(last, row.length - 1); c++) sum += row[c]; return sum; }",
}
_RISKY = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


class Names(Protocol):
    """What a program calls the values that formulas use."""

    @property
    def per_year(self) -> int:
        """Periods in a year."""

    def here(self, name: Reference) -> str:
        """The value of a row, input, series or time row in the column `c`."""

    def whole(self, name: Reference) -> str:
        """The array with all columns of a row, series or time row, or with the rates of a table."""


@dataclass(slots=True)
class JavaScript:
    """Writes expressions; `used` collects the functions of the language that they call."""

    names: Names
    used: dict[str, None] = field(default_factory=dict)

    def expression(self, node: Node) -> str:
        """The text of a plain formula."""
        return self.text(node)[0]

    def text(self, node: Node) -> tuple[str, int]:
        """The text of a node, and how strongly it holds together."""
        if isinstance(node, Number):
            return literal(node.value), _ALONE if node.value >= 0 else _SIGN
        if isinstance(node, Reference):
            return self.names.here(node), _ALONE
        if isinstance(node, Call):
            return self.call(node), _ALONE
        if node.symbol == "neg":
            return f"-{self.part(node.arguments[0], _ALONE)}", _SIGN
        left, right = node.arguments
        divisor = right.value if isinstance(right, Number) else 0.0
        if node.symbol in "+-*" or (node.symbol == "/" and divisor != 0):
            level = _BINDING[node.symbol]
            return f"{self.part(left, level)} {node.symbol} {self.second(right, level)}", level
        function = _OPERATORS[node.symbol][0]
        return f"{function}({self.expression(left)}, {self.expression(right)})", _ALONE

    def part(self, node: Node, least: int) -> str:
        """A node inside another: in brackets unless it holds together at least as strongly."""
        text, strength = self.text(node)
        return text if strength >= least else f"({text})"

    def second(self, node: Node, level: int) -> str:
        """The same on the right of an operator, where a sign needs brackets, too."""
        text = self.part(node, level + 1)
        return f"({text})" if text.startswith("-") else text

    def call(self, call: Call) -> str:
        """A call of a function of the language."""
        self.used[call.function] = None
        function, name = FUNCTIONS[call.function], f"${call.function}"
        if function.kind == "pointwise":
            texts = [self.argument(call, place) for place in range(len(call.arguments))]
            if takes(function)[1] is None:  # written for two
                return reduce(lambda a, b: f"{name}({a}, {b})", texts)
            return f"{name}({', '.join(texts)})"
        row = call.arguments[0]
        assert isinstance(row, Reference)
        further = [self.argument(call, place) for place in range(1, len(call.arguments))]
        return f"{name}({', '.join([self.names.whole(row), 'c', *further])})"

    def argument(self, call: Call, place: int) -> str:
        """A number, the name of a table, or how many periods a time is."""
        node = call.arguments[place]
        if TAKES_TABLE.get(call.function) == place:
            assert isinstance(node, Reference)
            return self.names.whole(node)
        if FUNCTIONS[call.function].kind == "pointwise":
            return self.expression(node)
        if isinstance(node, Number):
            return str(round(node.value * self.names.per_year))
        return f"periods({self.expression(node)})"


def functions(used: Iterable[str], per_year: int) -> list[str]:
    """The definitions on which expressions rest: one line each, those that are `used` last."""
    operators = {name: f"(a, b) => {text}" for name, text in _OPERATORS.values()}
    language = {f"${name}": FUNCTIONS[name].javascript for name in used}
    found = {"PER_YEAR": str(per_year), **_BELOW, **operators, **language}
    return [f"const {name} = {text};" for name, text in found.items()]


def literal(value: float) -> str:
    """A number as a program writes it."""
    if value != value:
        return "NaN"
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def quoted(text: str) -> str:
    """A text as a program writes it: it ends neither the program nor the page that it stands in."""
    plain = json.dumps(text)
    for character, escape in _RISKY.items():
        plain = plain.replace(character, escape)
    return plain


def key(name: str) -> str:
    """A text as the key of an object."""
    return f"[{quoted(name)}]" if name == "__proto__" else quoted(name)
