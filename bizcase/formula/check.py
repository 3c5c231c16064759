"""Checks names and units of a formula and puts it into its plain form.

In the plain form every value is in years, every name is a row, an input or a timeline row, and
functions that are defined in the language have been replaced by their definitions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bizcase.formula.arguments import special_problems, stray_tables
from bizcase.formula.definitions import definition_of, rows_of, substituted
from bizcase.formula.functions import FUNCTIONS, TIME_ROWS, Function, takes
from bizcase.formula.measured import ANY, Measured, product, together
from bizcase.formula.nodes import Call, Node, Number, Operator, Reference, walk
from bizcase.problems import Problem, did_you_mean
from bizcase.units import NUMBER, YEAR, Quoting, Unit, read_unit

COMPARISONS = {"<", "<=", ">", ">=", "==", "!="}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name stands for.

    `node` is its plain form. `quoted` is the same value as it was quoted, with its quoting:
    2%/month, not 24%/year: compounding needs it.
    """

    node: Node
    measured: Measured
    quoted: Node | None = None
    quoting: Quoting = Quoting()


class Scope(Protocol):
    """Where names are looked up."""

    @property
    def currency(self) -> str:
        """The currency of the scenario."""

    @property
    def days_in_year(self) -> int:
        """The constant between days and years."""

    def meaning(self, name: str) -> Meaning | None:
        """What a name stands for, or None."""

    def known(self) -> Iterable[str]:
        """Every name, for suggestions."""


TIME_MEANINGS = {
    name: Meaning(Reference(name, "time"), Measured(read_unit(unit)))
    for name, unit in TIME_ROWS.items()
}


@dataclass(slots=True)
class Checker:
    """Checks formulas in one scope and collects the problems it meets."""

    scope: Scope
    problems: list[Problem]

    def formula(self, node: Node, unit: Unit | None) -> tuple[Node, Unit]:
        """The plain form of a formula that is meant to be in `unit` (None: in any)."""
        plain, measured = self.check(node)
        for table in stray_tables(plain):
            self.say(
                "wrong-arguments",
                "a table of rates stands where a number is meant",
                table,
                "only table_to_date() and spread() take a table",
            )
        if unit is None:
            return plain, measured.unit
        if not measured.fits(unit, exact_time=unit.year != 0):
            found, meant = self.name(measured.unit), self.name(unit)
            factor = unit / measured.unit
            timeless = factor / YEAR**factor.year
            remedy = f"look for a factor in {self.name(factor)}"
            if timeless != NUMBER:
                per = self.name(timeless)
                remedy = f"look for a factor in {per}; a number says what it is, as in 25 {per}"
            elif unit.year < measured.unit.year:
                remedy = "a flow needs its time: write 25_000/year, or divide by `years`"
            elif measured.unit.year < unit.year:
                remedy = "multiply by `years`, the length of the period"
            self.say("units-clash", f"the formula is in {found}, meant is {meant}", node, remedy)
        return plain, unit

    def check(self, node: Node) -> tuple[Node, Measured]:
        """The plain form of a node and what it is measured in."""
        if isinstance(node, Number):
            return self.number(node)
        if isinstance(node, Reference):
            meaning = self.look_up(node)
            return (meaning.node, meaning.measured) if meaning else (node, ANY)
        if isinstance(node, Operator):
            return self.operator(node)
        return self.call(node)

    def number(self, node: Number) -> tuple[Node, Measured]:
        quoting = node.quoting
        if quoting.currency and quoting.currency != self.scope.currency:
            self.say(
                "wrong-unit",
                f"{quoting.currency} in a scenario in {self.scope.currency}",
                node,
                f"convert it, and say the rate in a note: {self.scope.currency}",
            )
        value = node.value * quoting.per_year(self.scope.days_in_year) ** -quoting.unit.year
        plain = Number(value, span=node.span)
        if node.value == 0:
            return plain, ANY
        if quoting.percent or (quoting.unit != NUMBER and quoting.unit.year == 0):
            return plain, Measured(quoting.unit)
        return plain, Measured(quoting.unit, "free" if quoting.unit == NUMBER else "open")

    def look_up(self, node: Reference) -> Meaning | None:
        meaning = self.scope.meaning(node.name) or TIME_MEANINGS.get(node.name)
        if meaning is None:
            known = [*self.scope.known(), *TIME_ROWS]
            itself = "a value cannot be computed from itself; name another row"
            remedy = itself if node.name in known else did_you_mean(node.name, known)
            if node.name in FUNCTIONS:
                remedy = f"`{node.name}` is a function: write {FUNCTIONS[node.name].example}"
            self.say("unknown-name", f"there is no row or input `{node.name}`", node, remedy)
        return meaning

    def operator(self, node: Operator) -> tuple[Node, Measured]:
        parts = [self.check(argument) for argument in node.arguments]
        plain = Operator(node.symbol, tuple(p for p, _ in parts), node.span)
        left, right = parts[0][1], parts[-1][1]
        if node.symbol == "neg":
            return plain, left
        if node.symbol in "*/":
            return plain, product(left, right, divide=node.symbol == "/")
        if node.symbol == "^":
            return plain, self.power(node, left, right)
        both = together(left, right)
        if both is None:
            verb = "be compared" if node.symbol in COMPARISONS else "go together"
            remedy = f"`{node.symbol}` needs the same unit on both sides"
            if {left.unit, right.unit} == {NUMBER, NUMBER / YEAR}:
                remedy = "growth over a time is written grow(rate, time), a loss lose(rate, time)"
            self.say(
                "units-clash",
                f"{self.name(left.unit)} and {self.name(right.unit)} cannot {verb}",
                node,
                remedy,
            )
            both = ANY
        return plain, Measured() if node.symbol in COMPARISONS else both

    def power(self, node: Operator, base: Measured, exponent: Measured) -> Measured:
        if not exponent.fits(NUMBER):
            self.say(
                "units-clash",
                f"the exponent is in {self.name(exponent.unit)}",
                node.arguments[1],
                "an exponent is a plain number; growth over a time is written grow(rate, time)",
            )
            return ANY
        if base.fits(NUMBER):
            return base if base.firmness in ("free", "any") else Measured()
        literal = node.arguments[1]
        if isinstance(literal, Number) and literal.value == int(literal.value):
            return Measured(base.unit ** int(literal.value), base.firmness)
        self.say(
            "units-clash",
            f"a power of {self.name(base.unit)} that is not a whole number",
            node,
            "divide by a value of the same unit first",
        )
        return ANY

    def call(self, node: Call) -> tuple[Node, Measured]:
        function = FUNCTIONS.get(node.function)
        if function is None:
            self.say(
                "unknown-function",
                f"there is no function `{node.function}`",
                node,
                did_you_mean(node.function, FUNCTIONS),
            )
            return node, ANY
        least, most = takes(function)
        count = len(node.arguments)
        if count < least or (most is not None and count > most):
            self.say(
                "wrong-arguments",
                f"`{function.name}` takes {_count(least, most)}, not {count}",
                node,
                f"for example {function.example}",
            )
            return node, ANY
        parts = [self.check(argument) for argument in node.arguments]
        measured = self.signature(function, node, [m for _, m in parts])
        plain = tuple(p for p, _ in parts)
        self.problems.extend(special_problems(function, node, plain))
        if function.kind in ("carried", "whole row"):
            return self.along(function, node, plain), measured
        if function.kind == "defined":
            return self.expanded(function, node, plain), measured
        return Call(function.name, plain, node.span), measured

    def signature(self, function: Function, node: Call, found: list[Measured]) -> Measured:
        left, result = (side.strip() for side in function.signature.split("->"))
        rules = [rule.strip() for rule in left.split(",") if rule.strip()]
        rules += [rules[-1]] * (len(found) - len(rules)) if rules else []
        shared: Measured = ANY
        for rule, measured, argument in zip(rules, found, node.arguments, strict=True):
            kind = rule.removesuffix("...").removeprefix("constant ")
            if kind == "a":
                both = together(shared, measured)
                if both is None:
                    self.say(
                        "units-clash",
                        f"{self.name(shared.unit)} and "
                        f"{self.name(measured.unit)} cannot go together",
                        argument,
                        f"all arguments of `{function.name}` need the same unit",
                    )
                    return ANY
                shared = both
            elif kind != "table" and not measured.fits(read_unit(kind)):
                self.say(
                    "units-clash",
                    f"`{function.name}` takes {self.name(read_unit(kind))} here, "
                    f"not {self.name(measured.unit)}",
                    argument,
                    f"for example {function.example}",
                )
        return shared if result == "a" else Measured(read_unit(result))

    def along(self, function: Function, node: Call, arguments: tuple[Node, ...]) -> Node:
        row = arguments[0]
        if isinstance(row, Reference) and row.to == "unknown":
            return Call(function.name, arguments, node.span)
        if isinstance(row, Reference) and row.to in ("row", "time"):
            return Call(function.name, arguments, node.span)
        changing = any(isinstance(p, Reference) and p.to != "input" for p in walk(row))
        if not changing and function.name in ("previous", "lag"):
            return row
        self.say(
            "wrong-arguments",
            f"`{function.name}` looks along a row, so it takes the name of one",
            node.arguments[0],
            "give this part a row of its own and use its name",
        )
        return Call(function.name, arguments, node.span)

    def expanded(self, function: Function, node: Call, arguments: tuple[Node, ...]) -> Node:
        given: dict[str, Node] = dict(zip(function.parameters, arguments, strict=True))
        if function.rate:
            given["rate"], given["per_year"] = self.quoted(node.arguments[0], arguments[0])
        for parameter in rows_of(function.name):
            self.along(function, node, (given[parameter],))
        return substituted(definition_of(function.name), given)

    def quoted(self, written: Node, plain: Node) -> tuple[Node, Node]:
        """A rate as it was quoted, and how often a year it compounds."""
        days = self.scope.days_in_year
        if isinstance(written, Number) and written.quoting.time:
            return Number(written.value), Number(written.quoting.per_year(days))
        if isinstance(written, Reference):
            meaning = self.scope.meaning(written.name)
            if meaning and meaning.quoted is not None:
                return meaning.quoted, Number(meaning.quoting.per_year(days))
        return plain, Number(1.0)

    def name(self, unit: Unit) -> str:
        return unit.text(self.scope.currency)

    def say(self, code: str, message: str, node: Node, remedy: str | None = None) -> None:
        self.problems.append(Problem(code, message, node.span, remedy))


def _count(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least} arguments" if least != 1 else "at least 1 argument"
    return f"{least} argument" + ("" if least == 1 else "s") if least else "no arguments"
