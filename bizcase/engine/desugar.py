"""Writes `cumulative`, `sum_last`, `spread` and `sum_next` in terms of `previous` and `lag`.

What remains for the plan is small: a row shifted by some periods, and the total of a row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as changed

from bizcase.engine.model import Model, Row, Series
from bizcase.formula.arguments import constant
from bizcase.formula.nodes import ZERO, Call, Node, Number, Operator, Reference, plus, replace
from bizcase.units import NUMBER

SHIFT = "shift"  # shift(row, Number(k)): k periods earlier, or later for k < 0; 0 outside the row


def desugared(model: Model, value: Callable[[str], float | Series]) -> dict[str, Row]:
    """The rows of the model with only `shift` and `total` left, and the rows added for that.

    `value` gives an input's value; tables and lengths of time are read from it as constants.
    """
    rewriter = _Rewriter(model, value)
    rows = {}
    for name, row in model.rows.items():
        rows[name] = changed(
            row,
            formula=rewriter.periods(row.formula),
            opening=rewriter.opening(row.opening),
            tax_only=rewriter.periods(row.tax_only),
        )
    return {**rows, **rewriter.added}


class _Rewriter:
    def __init__(self, model: Model, value: Callable[[str], float | Series]) -> None:
        self.model = model
        self.value = value
        self.added: dict[str, Row] = {}

    def opening(self, node: Node) -> Node:
        """In the opening column nothing came before."""

        def change(node: Node) -> Node | None:
            if not isinstance(node, Call):
                return None
            if node.function in ("previous", "lag", "spread", "sum_last"):
                return ZERO
            if node.function == "cumulative":
                return node.arguments[0]
            return self.rewritten(node)

        return replace(node, change)

    def periods(self, node: Node) -> Node:
        return replace(node, lambda n: self.rewritten(n) if isinstance(n, Call) else None)

    def rewritten(self, node: Call) -> Node | None:
        if node.function == "previous":
            return shifted(node.arguments[0], 1)
        if node.function == "next":
            return shifted(node.arguments[0], -1)
        if node.function == "lag":
            return shifted(node.arguments[0], self.count(node.arguments[1]))
        if node.function == "cumulative":
            return self.cumulative(node.arguments[0])
        if node.function == "sum_last":
            row = self.without_opening(node.arguments[0])
            return plus(*(shifted(row, k) for k in range(self.count(node.arguments[1]))))
        if node.function == "sum_next":
            count = self.count(node.arguments[1])
            return plus(*(shifted(node.arguments[0], -k) for k in range(1, count + 1)))
        if node.function == "spread":
            return self.spread(node.arguments[0], self.table(node.arguments[1]))
        return None

    def cumulative(self, row: Node) -> Node:
        name = f"cumulative({_name(row)})"
        itself = Reference(name, "row")
        self.added[name] = Row(
            name,
            NUMBER,
            Operator("+", (shifted(itself, 1), row)),
            opening=row,
            tax_only=Operator("+", (shifted(itself, 1), row)),
        )
        return itself

    def without_opening(self, row: Node) -> Node:
        name = f"periods({_name(row)})"
        self.added[name] = Row(name, NUMBER, row, tax_only=row)
        return Reference(name, "row")

    def spread(self, row: Node, rates: tuple[float, ...]) -> Node:
        each_year = self.model.timeline.per_year
        terms = []
        for year, rate in enumerate(rates):
            lags = range(year * each_year + 1, (year + 1) * each_year + 1)
            spread_year = plus(*(shifted(row, k) for k in lags))
            terms.append(Operator("*", (spread_year, Number(rate / each_year))))
        return plus(*terms)

    def table(self, node: Node) -> tuple[float, ...]:
        value = self.value(node.name) if isinstance(node, Reference) else None
        if not isinstance(value, Series):
            raise TypeError("a table is an input with several values")
        return value.values

    def count(self, node: Node) -> int:
        """A length of time as a whole number of periods."""
        return round(constant(node, self.number) * self.model.timeline.per_year)

    def number(self, name: str) -> float:
        value = self.value(name)
        if isinstance(value, Series):
            raise TypeError("a length of time must be a plain number")
        return value


def shifted(row: Node, periods: int) -> Node:
    """The row that many periods earlier."""
    return row if periods == 0 else Call(SHIFT, (row, Number(float(periods))))


def _name(row: Node) -> str:
    assert isinstance(row, Reference)
    return row.name


def row_of(call: Call) -> str:
    """The row that a `shift` or a `total` reads."""
    return _name(call.arguments[0])


def shift_of(call: Call) -> int:
    """How many periods earlier a `shift` reads; 0 for a `total`."""
    if call.function != SHIFT:
        return 0
    number = call.arguments[1]
    assert isinstance(number, Number)
    return round(number.value)


def shaping_inputs(model: Model) -> set[str]:
    """Inputs that some row takes as constants: they shape the model, and no trial varies them."""
    return {path for row in model.rows.values() for path in constants_in(row)}


def constants_in(row: Row) -> set[str]:
    """Inputs that a row takes as constants: they cannot differ between trials."""
    found: set[str] = set()

    def look(node: Node) -> Node | None:
        if isinstance(node, Call) and node.function in ("lag", "sum_last", "sum_next", "spread"):
            second = node.arguments[1]
            replace(second, lambda n: found.add(n.name) if isinstance(n, Reference) else None)
        return None

    for formula in row.formulas:
        replace(formula, look)
    return found
