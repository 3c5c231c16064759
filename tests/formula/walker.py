"""The oracle: walks plain trees column by column in plain Python, by the meaning of each word.

Written from the description of the language, not from the engine. Missing is None.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import cache

from bizcase.engine.model import Model, Series
from bizcase.formula.nodes import Call, Node, Number, Operator, Reference

Value = float | None


class IronCalcDiffersError(Exception):
    """A value for which IronCalc is known not to do what Excel does."""


def walked(
    model: Model, like_ironcalc: bool = False, shaken: float = 0.0
) -> dict[str, list[Value]]:
    """Every row of the model over all columns.

    `like_ironcalc`: `and` and `or` stop at the first argument that decides, as neither Excel nor
    the language does; raises IronCalcDiffersError where it goes on with infinity inside a formula
    or may take a tiny number for 0 in a comparison.
    `shaken`: relative error added to every inexact result, to see how much rounding matters.
    """
    walker = _Walker(model, like_ironcalc, shaken)
    columns = range(model.timeline.columns)
    return {name: [walker.row(name, column) for column in columns] for name in model.rows}


class _Walker:
    def __init__(self, model: Model, like_ironcalc: bool, shaken: float) -> None:
        self.model = model
        self.timeline = model.timeline
        self.like_ironcalc = like_ironcalc
        self.shaken = shaken
        self.row: Callable[[str, int], Value] = cache(self._row)

    def _row(self, name: str, column: int) -> Value:
        row = self.model.rows[name]
        if column == 0:
            return self.value(row.opening, 0)
        after = column > self.timeline.periods
        return self.value(row.tax_only if after else row.formula, column)

    def value(self, node: Node, column: int) -> Value:
        if isinstance(node, Number):
            return node.value
        if isinstance(node, Reference):
            return self.reference(node, column)
        if isinstance(node, Call) and node.function in ALONG:
            return ALONG[node.function](self, node, column)
        if isinstance(node, Call) and node.function == "if":
            return self.choice(node, column)
        if isinstance(node, Call) and node.function == "table_to_date":
            return self.table_to_date(node, column)
        arguments = [self.value(argument, column) for argument in node.arguments]
        symbol = node.symbol if isinstance(node, Operator) else node.function
        if self.like_ironcalc and symbol in ("and", "or"):
            arguments = up_to_the_decision(symbol, arguments)
        if any(a is None for a in arguments):
            return None
        try:
            result = POINTWISE[symbol](*arguments)
        except (ValueError, ZeroDivisionError):
            return None
        except OverflowError:
            result = math.inf
        return self.finite(float(result), arguments if symbol in "+-" else [])

    def finite(self, value: float, terms: Iterable[Value]) -> Value:
        if self.like_ironcalc and (not math.isfinite(value) or 0 < abs(value) < 1e-12):
            raise IronCalcDiffersError
        return self.shake(value, terms) if math.isfinite(value) else None

    def shake(self, value: float, terms: Iterable[Value]) -> float:
        """Adds an error, relative to the terms of a sum. Simple fractions are exact everywhere."""
        inexact = [abs(v) for v in (value, *terms) if v and not float(v * 64).is_integer()]
        if not self.shaken or not inexact:
            return value
        self.shaken = -self.shaken
        return value + self.shaken * max(inexact)

    def reference(self, node: Reference, column: int) -> Value:
        if node.to == "row":
            return self.row(node.name, column)
        if node.to == "time":
            return self.time(node.name, column)
        value = self.model.inputs[node.name].value
        return value.over(self.timeline)[column] if isinstance(value, Series) else value

    def time(self, name: str, column: int) -> float:
        per_year, year = self.timeline.per_year, self.timeline.model_year
        fiscal_year = self.timeline.fiscal_year
        values = {
            "t": column / per_year,
            "n": column,
            "years": 1 / per_year,
            "period_start": (column - 1) / per_year,
            "model_year": year(column),
            "new_model_year": year(column) != year(column - 1),
            "new_fiscal_year": column < 2 or fiscal_year(column) != fiscal_year(column - 1),
            "horizon": self.timeline.horizon,
            "periods": self.timeline.periods,
        }
        return float(values[name])

    def choice(self, node: Call, column: int) -> Value:
        condition = self.value(node.arguments[0], column)
        if condition is None:
            return None
        return self.value(node.arguments[1 if condition != 0 else 2], column)

    def table_to_date(self, node: Call, column: int) -> Value:
        age = self.value(node.arguments[1], column)
        if age is None:
            return None
        shares = (min(max(age - year, 0.0), 1.0) for year in range(len(self.rates(node, 0))))
        return sum(r * s for r, s in zip(self.rates(node, 0), shares, strict=True))

    def rates(self, node: Call, place: int) -> tuple[float, ...]:
        reference = node.arguments[place]
        assert isinstance(reference, Reference)
        table = self.model.inputs[reference.name].value
        assert isinstance(table, Series)
        return table.values

    def of(self, node: Call, column: int) -> Value:
        """The row that a function looks along, in any column; 0 outside."""
        if not 0 <= column < self.timeline.columns:
            return 0.0
        return self.value(node.arguments[0], column)

    def sum_of(self, node: Call, first: int, last: int) -> Value:
        values = [self.of(node, column) for column in range(first, last + 1)]
        return (
            None if None in values else self.finite(sum(v for v in values if v is not None), values)
        )

    def count(self, node: Call) -> int:
        time = self.value(node.arguments[1], 0)
        assert time is not None
        return round(time * self.timeline.per_year)

    def spread(self, node: Call, column: int) -> Value:
        if column == 0:
            return 0.0
        each = self.timeline.per_year
        result = 0.0
        for year, rate in enumerate(self.rates(node, 1)):
            total = self.sum_of(node, column - (year + 1) * each, column - year * each - 1)
            if total is None:
                return None
            result += total * rate / each
        return self.finite(result, [])

    def sum_last(self, node: Call, column: int) -> Value:
        return self.sum_of(node, max(1, column - self.count(node) + 1), column)


def up_to_the_decision(symbol: str, arguments: list[Value]) -> list[Value]:
    for place, argument in enumerate(arguments):
        if argument is None or (argument != 0) == (symbol == "or"):
            return arguments[: place + 1]
    return arguments


def power(base: float, exponent: float) -> float:
    if base == 0 and exponent == 0:
        raise ValueError
    return math.pow(base, exponent)


def snapped(value: float) -> float:
    """The whole number that is within 1e-9 of the value, else the value."""
    whole = math.floor(value + 0.5)
    return whole if abs(value - whole) <= 1e-9 * max(1.0, abs(value)) else value


def half_away(value: float) -> float:
    return math.copysign(math.floor(snapped(abs(value) * 2) / 2 + 0.5), value)


def compare(holds: Callable[[float, float], bool]) -> Callable[[float, float], bool]:
    def compared(left: float, right: float) -> bool:
        near = abs(left - right) <= 1e-9 * abs(right)
        return holds(right if near else left, right)

    return compared


POINTWISE: dict[str, Callable[..., float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": power,
    "neg": lambda a: -a,
    "<": compare(lambda a, b: a < b),
    "<=": compare(lambda a, b: a <= b),
    ">": compare(lambda a, b: a > b),
    ">=": compare(lambda a, b: a >= b),
    "==": compare(lambda a, b: a == b),
    "!=": compare(lambda a, b: a != b),
    "exp": math.exp,
    "ln": math.log,
    "sqrt": math.sqrt,
    "abs": abs,
    "min": min,
    "max": max,
    "floor": lambda a: math.floor(snapped(a)),
    "ceil": lambda a: math.ceil(snapped(a)),
    "round": half_away,
    "and": lambda *a: all(x != 0 for x in a),
    "or": lambda *a: any(x != 0 for x in a),
    "not": lambda a: a == 0,
}

ALONG: dict[str, Callable[[_Walker, Call, int], Value]] = {
    "previous": lambda w, node, c: w.of(node, c - 1),
    "lag": lambda w, node, c: w.of(node, c - w.count(node)),
    "cumulative": lambda w, node, c: w.sum_of(node, 0, c),
    "sum_last": _Walker.sum_last,
    "spread": _Walker.spread,
    "total": lambda w, node, _: w.sum_of(node, 0, w.timeline.columns - 1),
    "next": lambda w, node, c: w.of(node, c + 1),
    "sum_next": lambda w, node, c: w.sum_of(node, c + 1, c + w.count(node)),
}
