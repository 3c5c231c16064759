"""A formula in words, as it was written: where a number comes from, for a reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bizcase.formula.functions import FUNCTIONS
from bizcase.formula.nodes import Call, Node, Number, Reference
from bizcase.units import YEAR

Label = Callable[[str], str]  # how the reader knows a name; the name itself will do

TIME_LABELS = {
    "t": "the years since the start",
    "n": "the number of the period",
    "years": "the length of the period",
    "period_start": "the start of the period",
    "model_year": "the year of the project",
    "new_model_year": "1 in the first period of a project year",
    "new_fiscal_year": "1 in the first period of a fiscal year",
    "horizon": "the length of the project",
    "periods": "the number of periods",
}

_SYMBOLS = {"+": " + ", "-": " − ", "*": " × ", "/": " ÷ ", "^": " to the power of "}
_COMPARISONS = {
    "<": " is below ",
    "<=": " is at most ",
    ">": " is above ",
    ">=": " is at least ",
    "==": " equals ",
    "!=": " differs from ",
}
_PLURALS = {"unit": "units", "person": "people"}
_JOINED, _COMPARISON, _PHRASE, _SUM, _PRODUCT, _SIGN, _POWER, _ALONE = range(8)
_BINDING = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "^": _POWER}
_PLACE = re.compile(r"\{(\d|\*)\}")


def in_words(node: Node, label: Label, currency: str = "money") -> str:
    """The formula as an English phrase, from its written (not its plain) tree."""
    return _Speaker(label, currency).say(node)[0]


@dataclass(frozen=True, slots=True)
class _Speaker:
    label: Label
    currency: str

    def say(self, node: Node) -> tuple[str, int]:
        """The words for a node, and how strongly they hold together."""
        if isinstance(node, Number):
            return self.number(node), _ALONE if node.value >= 0 else _SIGN
        if isinstance(node, Reference):
            return self.name(node.name), _ALONE
        if isinstance(node, Call):
            return self.call(node), _JOINED if node.function in ("and", "or") else _PHRASE
        if node.symbol == "neg":
            return f"−{self.part(node.arguments[0], _POWER + 1)}", _SIGN
        left, right = node.arguments
        if node.symbol in _COMPARISONS:
            words = _COMPARISONS[node.symbol].join(self.part(a, _SUM) for a in (left, right))
            return words, _COMPARISON
        level = _BINDING[node.symbol]
        first = self.part(left, level if node.symbol != "^" else level + 1)
        loose = node.symbol in "+*"  # a + (b + c) needs no brackets for a reader
        second = self.part(right, level if loose else level + 1)
        return first + _SYMBOLS[node.symbol] + second, level

    def part(self, node: Node, least: int) -> str:
        words, strength = self.say(node)
        return words if strength >= least else f"({words})"

    def name(self, name: str) -> str:
        shown = self.label(name)
        if shown == name:
            return TIME_LABELS.get(name, name.replace("_", " "))
        return shown

    def call(self, node: Call) -> str:
        """The phrase of the function, with whatever could be misread in brackets."""

        def place(found: re.Match[str]) -> str:
            if found[1] != "*":
                number = int(found[1])
                least = (_JOINED, _SUM, _SUM)[number] if node.function == "if" else _ALONE
                return self.part(node.arguments[number], least)
            if node.function in ("and", "or"):
                return f" {node.function} ".join(self.part(a, _COMPARISON) for a in node.arguments)
            *parts, last = (self.part(a, _SUM) for a in node.arguments)
            return f"{', '.join(parts)} and {last}" if parts else last

        return _PLACE.sub(place, FUNCTIONS[node.function].words)

    def number(self, node: Number) -> str:
        quoting, value = node.quoting, node.value
        shown = f"{value * 100 if quoting.percent else value:,.12g}".replace("-", "−")
        if quoting.unit == YEAR:
            return f"{shown} {quoting.time or 'year'}{'' if value == 1 else 's'}"
        unit = quoting.text(self.currency)
        if value != 1:
            unit = _PLURALS.get(unit, unit)
        if unit == "number":
            return shown
        return shown + unit.removeprefix("1") if unit[0] in "%1" else f"{shown} {unit}"
