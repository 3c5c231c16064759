"""Random well-formed models: recurrences, openings, tax-only columns, tables, looks ahead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from bizcase.engine.model import Input, Model, Row, Series
from bizcase.formula.nodes import ZERO, Call, Node, Number, Operator, Reference
from bizcase.timeline import Timeline
from bizcase.units import NUMBER

NUMBERS = [0.0, 1.0, 2.0, 3.0, 0.5, 0.1, 1.25, 10.0, 1000.0]
VALUES = [*NUMBERS, -1.0, -0.35, 7.7]
VARYING = ("a", "b")
TIME = ["t", "n", "years", "period_start", "model_year", "new_model_year", "horizon", "periods"]
COMPARISONS = ["<", "<=", ">", ">=", "==", "!="]
TIMELINES = [
    Timeline("year", 48),
    Timeline("year", 36, tax_only_years=2),
    Timeline("quarter", 24, tax_only_years=1),
    Timeline("month", 15),
    Timeline("quarter", 18, (2027, 8), calendar_years=True),
]

Draw = Callable[..., object]


@dataclass(slots=True)
class _Writer:
    """Writes the formulas of row number `own`, which may look at some of the rows."""

    draw: Draw
    own: int
    stages: list[int]
    each: int

    def choose(self, options: list[object]) -> object:
        return self.draw(st.sampled_from(options))

    def before(self, earlier: bool) -> list[str]:
        """Rows whose value in this period may be used, or whose earlier ones may."""
        stage = self.stages[self.own]
        rows = [i for i, s in enumerate(self.stages) if s <= stage and (earlier or i < self.own)]
        return [f"r{i}" for i in rows]

    def finished(self) -> list[str]:
        """Rows that are known as a whole before this one."""
        return [f"r{i}" for i, s in enumerate(self.stages) if s < self.stages[self.own]]

    def leaf(self, _depth: int = 0) -> Node:
        kinds = ["number", "input", "time", "series", *(["row", "row"] if self.own else [])]
        kind = self.choose(kinds)
        rows = self.before(earlier=False)
        if kind == "row" and rows:
            return Reference(self.choose(rows), "row")
        if kind == "number":
            return Number(self.choose(NUMBERS))
        if kind == "series":
            return Reference("s", "series")
        if kind == "time":
            return Reference(self.choose(TIME), "time")
        return Reference(self.choose(["a", "b", "c"]), "input")

    def formula(self, depth: int) -> Node:
        if depth == 0:
            return self.leaf()
        kinds = ["leaf", "operator", "operator", "function", "logic", "along", "along"]
        node: Node = getattr(self, str(self.choose(kinds)))(depth)
        return node

    def operator(self, depth: int) -> Node:
        symbol = self.choose(["+", "-", "*", "/", "neg", "^", "^"])
        first = self.formula(depth - 1)
        if symbol == "neg":
            return Operator("neg", (first,))
        if symbol != "^":
            return Operator(symbol, (first, self.formula(depth - 1)))
        if self.choose([True, False]):  # a spreadsheet knows the third root of a negative number
            return Operator("^", (first, Number(self.choose([0.0, 1.0, 2.0, 0.5, -1.0]))))
        return Operator("^", (Call("abs", (first,)), self.leaf()))

    def function(self, depth: int) -> Node:
        name = self.choose(
            ["exp", "ln", "sqrt", "abs", "floor", "ceil", "round", "min", "max", "table_to_date"]
        )
        first = self.formula(depth - 1)
        if name == "table_to_date":
            return Call(name, (Reference("rates", "table"), first))
        if name not in ("min", "max"):
            return Call(name, (first,))
        count = self.choose([1, 2])
        return Call(name, (first, *(self.formula(depth - 1) for _ in range(count))))

    def logic(self, depth: int) -> Node:
        name = self.choose(["if", "and", "or", "not", "compare", "compare"])
        first = self.formula(depth - 1)
        if name == "compare":
            return Operator(self.choose(COMPARISONS), (first, self.formula(depth - 1)))
        more = {"if": 2, "not": 0}.get(name, self.choose([1, 2]))
        return Call(name, (first, *(self.formula(depth - 1) for _ in range(more))))

    def along(self, _depth: int) -> Node:
        names = ["previous", "previous", "lag", "spread", "cumulative", "sum_last"]
        ahead = ["next", "total", "sum_next"] if self.finished() else []
        name = self.choose(names + ahead * 2)
        if name in ("previous", "lag", "spread"):
            rows = self.before(earlier=True)
        else:
            rows = self.finished() if name in ahead else self.before(earlier=False)
        row = Reference(self.choose(rows), "row") if rows else Reference("t", "time")
        if name in ("lag", "sum_last", "sum_next"):
            return Call(name, (row, self.time()))
        return Call(name, (row, Reference("rates", "table")) if name == "spread" else (row,))

    def linked(self, formula: Node) -> Node:
        """The formula, often with more of the rows around it: now, or one period earlier."""
        now, earlier = self.before(earlier=False), self.before(earlier=True)
        if now and self.choose([False, True]):
            formula = Operator("+", (formula, Reference(self.choose(now[-2:]), "row")))
        if self.choose([False, True]):
            past = Call("previous", (Reference(self.choose(earlier[-3:]), "row"),))
            formula = Operator("-", (formula, Operator("*", (past, Number(0.5)))))
        return formula

    def time(self) -> Node:
        """A whole number of periods, as a number or through an input."""
        periods = self.choose([1, 2, 3, 5])
        if periods == 5:
            return Operator("/", (Reference("k", "input"), Number(float(self.each))))
        return Number(periods / self.each)


@st.composite
def models(draw: Draw) -> Model:
    """A model with rows r0, r1, ... in a random order."""
    timeline = draw(st.sampled_from(TIMELINES))
    stages = sorted(draw(st.lists(st.integers(0, 2), min_size=2, max_size=6)))
    rows = {}
    for own in range(len(stages)):
        writer = _Writer(draw, own, stages, timeline.per_year)
        formula = writer.linked(writer.formula(2))
        opening = writer.choose([ZERO, formula, None])
        tax_only = writer.choose([ZERO, formula, None])
        rows[f"r{own}"] = Row(
            f"r{own}",
            NUMBER,
            formula,
            writer.formula(1) if opening is None else opening,
            writer.formula(1) if tax_only is None else tax_only,
        )
    order = draw(st.permutations(list(rows)))
    values = {name: draw(st.sampled_from(VALUES)) for name in ("a", "b", "c")}
    inputs = {name: Input(name, value, NUMBER) for name, value in values.items()}
    inputs["k"] = Input("k", draw(st.sampled_from([1.0, 4.0])), NUMBER)
    inputs["s"] = Input("s", Series("year", (3.0, -1.5, 0.0, 8.0)), NUMBER)
    inputs["rates"] = Input("rates", Series("table", (0.5, 0.3, 0.0, 0.2)), NUMBER)
    return Model("random", timeline, "EUR", inputs, {name: rows[name] for name in order})
