"""Leaves out the rows of parts that a scenario does not have: lines in which nothing collects."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from bizcase.engine.model import Row
from bizcase.formula.nodes import ONE, ZERO, Call, Node, Operator, Reference

# Rows that other files rely on are there even where they are zero throughout.
_ALWAYS = frozenset(
    (
        "revenue", "cost_of_sales", "gross_profit", "operating_costs", "ebitda", "depreciation",
        "ebit", "reported_ebit", "taxable_profit", "tax", "nopat", "operating_cash_flow",
        "capital_expenditure", "disposals", "net_working_capital",
        "change_in_net_working_capital", "free_cash_flow", "terminal_value", "discount_time",
        "terminal_time", "discount_factor", "terminal_discount_factor", "present_value",
        "cumulative_cash",
    )
)  # fmt: skip
_ALWAYS_OF_PRODUCTS = ("units", "revenue", "new_customers")


def without_absent(rows: Mapping[str, Row]) -> tuple[dict[str, Row], frozenset[str]]:
    """The rows that are there, with formulas in which the absent ones do not occur; and those.

    A row is absent if all its formulas are 0 and nobody wrote it: then rows that rest on it
    alone are absent as well.
    """
    there, absent = dict(rows), frozenset[str]()
    while True:
        gone = {name for name, row in there.items() if _is_absent(row)}
        if not gone:
            return there, absent
        absent |= gone
        there = {
            name: row.rewritten(partial(folded, absent=absent))
            for name, row in there.items()
            if name not in gone
        }


def _is_absent(row: Row) -> bool:
    wanted = row.name in _ALWAYS or row.name.split(".")[-1] in _ALWAYS_OF_PRODUCTS
    written = not row.block or row.block == "rows"
    nothing = row.formula == row.opening == row.tax_only == ZERO
    return nothing and not wanted and not written


def folded(node: Node, absent: frozenset[str]) -> Node:
    """The formula without the absent rows: what was added is gone, what was multiplied is 0."""
    if isinstance(node, Reference):
        return ZERO if node.to == "row" and node.name in absent else node
    if not isinstance(node, Operator | Call):
        return node
    arguments = tuple(folded(argument, absent) for argument in node.arguments)
    if arguments == node.arguments:
        return node
    if isinstance(node, Call):
        looks_along = node.function in _ALONG and arguments[0] == ZERO
        return ZERO if looks_along else Call(node.function, arguments, node.span)
    return _simple(node.symbol, arguments) or Operator(node.symbol, arguments, node.span)


_ALONG = {"previous", "cumulative", "sum_last", "lag", "spread", "total", "next", "sum_next"}


def _simple(symbol: str, arguments: tuple[Node, ...]) -> Node | None:
    left, right = arguments[0], arguments[-1]
    if symbol == "neg":
        return ZERO if left == ZERO else None
    if symbol in "+-" and right == ZERO:
        return left
    if symbol == "+" and left == ZERO:
        return right
    if symbol == "-" and left == ZERO:
        return Operator("neg", (right,))
    if (symbol == "*" and ZERO in (left, right)) or (symbol == "/" and left == ZERO):
        return ZERO
    if symbol == "*" and ONE in (left, right):
        return right if left == ONE else left
    return left if symbol == "/" and right == ONE else None
