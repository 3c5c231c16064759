"""The text of a formula in an Excel cell: one text for a whole row, to be copied across.

Missing values are error values in the sheet. Excel reads `-2^2` as 4 and `2^3^2` as 64, so signs
and powers under a power are always in brackets. Only old functions are used, which every
spreadsheet program knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from bizcase.formula.functions import FUNCTIONS
from bizcase.formula.functions.pointwise import SNAP, SNAP_CAP
from bizcase.formula.nodes import Call, Node, Number, Operator, Reference

# All the functions of a spreadsheet that formulas use.
ALLOWED = {
    "ABS",
    "AND",
    "EXP",
    "IF",
    "INDEX",
    "INT",
    "LN",
    "MAX",
    "MIN",
    "NOT",
    "OR",
    "ROUND",
    "SIGN",
    "SQRT",
    "SUM",
    "SUMIF",
    "SUMIFS",
    "SUMPRODUCT",
}

_COMPARISONS = {"<": "<", "<=": "<=", ">": ">", ">=": ">=", "==": "=", "!=": "<>"}
_BINDING = {"+": 20, "-": 20, "*": 30, "/": 30, "^": 50}
_SUM, _SIGN, _ALONE = 20, 40, 100
_N = Reference("n", "time")
_WHOLE = {"n", "periods", "model_year", "new_model_year", "new_fiscal_year"}
_POSITIVE = {"t", "years", "horizon"}
_PLACE = re.compile(r"\{(\??)(\(?)(?:(table|ages):)?(\d|\*)\)?\}")
_CONSTANTS = {"{snap}": SNAP, "{cap}": SNAP_CAP}


class Cells(Protocol):
    """Where a sheet keeps values, as A1 text, seen from the column that is being written."""

    @property
    def per_year(self) -> int:
        """Periods in a year."""

    def cell(self, name: Reference, earlier: int = 0) -> str:
        """The cell of a row, input, series or time row, `earlier` columns to the left.

        The column after the last one must be blank.
        """

    def so_far(self, name: Reference, earlier: int = 0) -> str:
        """A row from its opening column up to the one `earlier` columns to the left."""

    def whole(self, name: Reference) -> str:
        """A row from its opening column to the last one."""

    def table(self, name: Reference) -> str:
        """The rates of a table, side by side."""

    def ages(self, name: Reference) -> str:
        """The numbers 1, 2, 3, ... over the rates of a table."""

    def number(self, value: float) -> str:
        """A number that is not negative: itself (`literal`), or a cell that holds it."""


def excel_text(node: Node, cells: Cells, opening: bool = False) -> str:
    """The text of a plain formula, without the leading `=`.

    `opening` is for the opening column, before which there was nothing.
    """
    return _Writer(cells, opening).number(node)[0]


Text = tuple[str, int]  # and how strongly it holds together


@dataclass(frozen=True, slots=True)
class _Writer:
    cells: Cells
    opening: bool

    def number(self, node: Node) -> Text:
        """A node as a number: conditions become 1 and 0."""
        if isinstance(node, Number):
            text = self.cells.number(abs(node.value))
            return (text, _ALONE) if node.value >= 0 else (f"-{text}", _SIGN)
        if isinstance(node, Reference):
            return self.cells.cell(node), _ALONE
        if _is_condition(node):
            return f"IF({self.condition(node)},1,0)", _ALONE
        if isinstance(node, Operator):
            return self.sign(node) if node.symbol == "neg" else self.arithmetic(node)
        if node.function in _ALONG:
            return _ALONG[node.function](self, node), _ALONE
        template = FUNCTIONS[node.function].excel
        return self.filled(template, node.arguments), _strength(template)

    def condition(self, node: Node) -> str:
        """A node as something that is TRUE or FALSE."""
        if isinstance(node, Operator) and node.symbol in _COMPARISONS:
            return self.comparison(node)
        if isinstance(node, Call) and _is_condition(node):
            return self.filled(FUNCTIONS[node.function].excel[1:], node.arguments)
        return f"{self.part(node, _SUM)}<>0"

    def part(self, node: Node, least: int) -> str:
        """A node inside another: in brackets unless it holds together at least as strongly."""
        text, strength = self.number(node)
        return text if strength >= least else f"({text})"

    def unsigned(self, node: Node, least: int) -> str:
        """The same after an operator, where a leading sign needs brackets, too."""
        text = self.part(node, least)
        return f"({text})" if text.startswith("-") else text

    def sign(self, node: Operator) -> Text:
        return "-" + self.unsigned(node.arguments[0], _ALONE), _SIGN

    def arithmetic(self, node: Operator) -> Text:
        left, right = node.arguments
        if (node.symbol in "+-" and _is(right, 0)) or (node.symbol in "*/^" and _is(right, 1)):
            return self.number(left)
        if (node.symbol == "+" and _is(left, 0)) or (node.symbol == "*" and _is(left, 1)):
            return self.number(right)
        level = _BINDING[node.symbol]
        first = self.part(left, level if node.symbol != "^" else _ALONE)
        return f"{first}{node.symbol}{self.unsigned(right, level + 1)}", level

    def comparison(self, node: Operator) -> str:
        """A comparison in which values within 1e-9 of each other, relative to the right, agree."""
        symbol = _COMPARISONS[node.symbol]
        left, right = (self.part(a, _SUM) for a in node.arguments)
        if any(_is(a, 0) for a in node.arguments) or all(_is_whole(a) for a in node.arguments):
            return f"{left}{symbol}{right}"
        slack = self.slack(node.arguments[1])
        if symbol in ("=", "<>"):
            apart = f"ABS({left}-{self.unsigned(node.arguments[1], _SUM + 1)})"
            return f"{apart}{'<=' if symbol == '=' else '>'}{slack}"
        return f"{left}{symbol}{right}{'+' if symbol in ('<=', '>') else '-'}{slack}"

    def slack(self, right: Node) -> str:
        snap = self.cells.number(SNAP)
        if isinstance(right, Number):
            return f"{snap}*{self.cells.number(abs(right.value))}"
        text = self.number(right)[0]
        certain = isinstance(right, Reference) and right.name in _WHOLE | _POSITIVE
        return f"{snap}*{text if certain and not self.opening else f'ABS({text})'}"

    def filled(self, template: str, arguments: tuple[Node, ...]) -> str:
        """A template with its places taken by the arguments.

        `{0}` stands alone between brackets or commas, `{(0)}` beside an operator, `{*}` is all
        arguments; `{?0}` and `{?*}` are conditions; `{table:0}` and `{ages:0}` ranges of a table.
        """

        def place(found: re.Match[str]) -> str:
            condition, beside, cells, number = found.groups()
            chosen = arguments if number == "*" else (arguments[int(number)],)
            if cells:
                (name,) = chosen
                assert isinstance(name, Reference)
                return self.cells.table(name) if cells == "table" else self.cells.ages(name)
            if condition:
                return ",".join(self.condition(a) for a in chosen)
            return ",".join(self.unsigned(a, _ALONE) if beside else self.part(a, 0) for a in chosen)

        for word, value in _CONSTANTS.items():
            if word in template:
                template = template.replace(word, self.cells.number(value))
        return _PLACE.sub(place, template)

    # Functions along the row.

    def previous(self, call: Call) -> str:
        return "0" if self.opening else self.cells.cell(_row(call), 1)

    def lag(self, call: Call) -> str:
        count, fixed = self.count(call.arguments[1])
        if self.opening or fixed == 1:
            return self.previous(call)
        n, earlier = self.cells.cell(_N), self.cells.so_far(_row(call), 1)
        back = f"{n}-{fixed - 1}" if fixed and count == str(fixed) else f"1+{n}-{count}"
        return f"IF({n}<{count},0,INDEX({earlier},1,{back}))"

    def cumulative(self, call: Call) -> str:
        return f"SUM({self.cells.so_far(_row(call))})"

    def sum_last(self, call: Call) -> str:
        count, _ = self.count(call.arguments[1])
        row, numbers = self.cells.so_far(_row(call)), self.cells.so_far(_N)
        return f'SUMIFS({row},{numbers},">"&MAX(0,{self.cells.cell(_N)}-{count}))'

    def spread(self, call: Call) -> str:
        if self.opening:
            return "0"
        rates = call.arguments[1]
        assert isinstance(rates, Reference)
        row, numbers = self.cells.so_far(_row(call), 1), self.cells.so_far(_N, 1)
        n, ages = self.cells.cell(_N), self.cells.ages(rates)
        each = f"{self.cells.per_year}*" if self.cells.per_year > 1 else ""
        since = [f'SUMIF({numbers},">="&{n}-{each}{age},{row})' for age in (ages, f"({ages}-1)")]
        sums = f"({since[0]}-{since[1]})/{self.cells.per_year}" if each else "-".join(since)
        return f"SUMPRODUCT({self.cells.table(rates)},{sums})"

    def total(self, call: Call) -> str:
        return f"SUM({self.cells.whole(_row(call))})"

    def next(self, call: Call) -> str:
        return f"SUM({self.cells.cell(_row(call), -1)})"  # the blank after the last column is 0

    def sum_next(self, call: Call) -> str:
        count, _ = self.count(call.arguments[1])
        row, numbers, n = self.cells.whole(_row(call)), self.cells.whole(_N), self.cells.cell(_N)
        return f'SUMIFS({row},{numbers},">"&{n},{numbers},"<="&{n}+{count})'

    def count(self, time: Node) -> tuple[str, int | None]:
        """A length of time in periods: its text, and the number if it is a literal."""
        each_year = self.cells.per_year
        if isinstance(time, Number):
            fixed = round(time.value * each_year)
            plain = fixed in (1, each_year)
            return str(fixed) if plain else self.cells.number(float(fixed)), fixed
        return f"ROUND({self.part(time, _BINDING['*'])}*{each_year},0)", None


_ALONG: dict[str, Callable[[_Writer, Call], str]] = {
    "previous": _Writer.previous,
    "lag": _Writer.lag,
    "cumulative": _Writer.cumulative,
    "sum_last": _Writer.sum_last,
    "spread": _Writer.spread,
    "total": _Writer.total,
    "next": _Writer.next,
    "sum_next": _Writer.sum_next,
}


def _row(call: Call) -> Reference:
    row = call.arguments[0]
    assert isinstance(row, Reference)
    return row


def _is_condition(node: Node) -> bool:
    if isinstance(node, Operator):
        return node.symbol in _COMPARISONS
    return isinstance(node, Call) and FUNCTIONS[node.function].excel.startswith("?")


def _is(node: Node, value: float) -> bool:
    return isinstance(node, Number) and node.value == value


def _is_whole(node: Node) -> bool:
    if isinstance(node, Number):
        return node.value == int(node.value)
    return isinstance(node, Reference) and node.to == "time" and node.name in _WHOLE


def literal(value: float) -> str:
    """A number as a formula writes it."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value).upper().replace("E-0", "E-").replace("E+", "E")


@cache
def _strength(template: str) -> int:
    """How strongly a filled template holds together: by its operators outside all brackets."""
    outside = template
    while (shorter := re.sub(r"\([^()]*\)|\{[^{}]*\}", "", outside)) != outside:
        outside = shorter
    if "+" in outside:
        return _SUM
    return _SIGN if outside.startswith("-") else _ALONE
