"""Reads the text of a formula into a tree: a Pratt parser that keeps the place of every part."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bizcase.formula.nodes import Call, Node, Number, Operator, Reference
from bizcase.problems import Problem, ProblemsFoundError, Span
from bizcase.units import Quantity
from bizcase.units.quantity import literal_at

Place = Callable[[int, int], Span | None]

_COMPARISONS = {"<", "<=", ">", ">=", "==", "!="}

# How strongly an operator binds: left and right. Comparisons and powers do not chain.
_BINDING: dict[str, tuple[int, int]] = {
    **dict.fromkeys(_COMPARISONS, (10, 11)),
    **dict.fromkeys(("+", "-"), (20, 21)),
    **dict.fromkeys(("*", "/"), (30, 31)),
    "^": (50, 51),
}
_SIGN_BINDING = 40
_SPELLINGS = {"=": "==", "<>": "!=", "**": "^", "×": "*", "·": "*", "÷": "/", "−": "-"}

_NAME = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
_SYMBOL = re.compile(r"<=|>=|==|!=|<>|\*\*|[-+*/^(),<>=×·÷−]")
DEEPEST = 60  # brackets inside brackets
MOST_OPERATORS = 150  # in one formula


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # number, name, symbol, end
    text: str
    start: int
    end: int
    quantity: Quantity | None = None


def parse(text: str, place: Place = lambda _start, _end: None) -> Node:
    """The tree of a formula; `place` turns offsets of the text into spans.

    Raises ProblemsFoundError with one problem, at the place where reading stopped.
    """
    return _Parser(text, place).whole()


class _Parser:
    def __init__(self, text: str, place: Place) -> None:
        self.text = text
        self.place = place
        self.token = self.read(0)
        self.depth = 0
        self.count = 0  # of operators

    def stop(
        self,
        message: str,
        start: int,
        end: int,
        code: str = "formula-syntax",
        remedy: str | None = None,
    ) -> ProblemsFoundError:
        return ProblemsFoundError([Problem(code, message, self.place(start, end), remedy)])

    def read(self, position: int) -> _Token:
        start = min(position, len(self.text))
        while self.text[start : start + 1].isspace():
            start += 1
        if start == len(self.text):
            return _Token("end", "the end of the formula", start, start + 1)
        if literal := literal_at(self.text, start):
            return _Token("number", self.text[start : literal[1]], start, literal[1], literal[0])
        if name := _NAME.match(self.text, start):
            return _Token("name", name[0], start, name.end())
        if symbol := _SYMBOL.match(self.text, start):
            return _Token("symbol", _SPELLINGS.get(symbol[0], symbol[0]), start, symbol.end())
        raise self.stop(
            f"`{self.text[start]}` means nothing in a formula",
            start,
            start + 1,
            remedy="numbers are written 1_250.5, lists of arguments with commas: max(a, b)",
        )

    def advance(self) -> _Token:
        token = self.token
        self.token = self.read(token.end)
        return token

    def expect(self, symbol: str) -> _Token:
        if self.token.text != symbol:
            raise self.stop(
                f"`{symbol}` is missing before {_quoted(self.token)}",
                self.token.start,
                self.token.end,
                remedy="every `(` needs its `)`; arguments have commas between them",
            )
        return self.advance()

    def whole(self) -> Node:
        node = self.expression(0)
        if self.token.kind != "end":
            raise self.stop(
                f"an operator is missing before {_quoted(self.token)}",
                self.token.start,
                self.token.end,
                remedy=self.after_whole(),
            )
        return node

    def after_whole(self) -> str:
        """What to do where a formula goes on although it is complete."""
        before = self.text[: self.end][-1:]
        if self.token.text == ",":
            return "decimals are written with a point: 1.5; thousands with `_`: 1_250"
        if self.token.kind == "name" and not before.isdigit() and before not in "%)":
            return "names of several words are written with underscores: cost_of_sales"
        return "write what is to be done with it, for example `*`"

    def expression(self, least: int) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.stop(
                "the formula is nested too deeply",
                self.token.start,
                self.token.end,
                remedy="split it into several rows",
            )
        start = self.token.start
        node = self.prefix()
        while (symbol := self.token.text) in _BINDING and self.token.kind == "symbol":
            left, right = _BINDING[symbol]
            if left < least:
                break
            operator = self.advance()
            self.count += 1
            if self.count > MOST_OPERATORS:
                raise self.stop(
                    f"more than {MOST_OPERATORS} operators in one formula",
                    operator.start,
                    operator.end,
                    remedy="split it into several rows",
                )
            node = self.joined(symbol, node, self.expression(right), start, operator)
        self.depth -= 1
        return node

    def joined(self, symbol: str, left: Node, right: Node, start: int, at: _Token) -> Node:
        follows = self.token.text if self.token.kind == "symbol" else ""
        end = self.end
        if symbol == "^" and follows == "^":
            raise self.stop(
                "`a ^ b ^ c` has two readings",
                at.start,
                self.token.end,
                "ambiguous-power",
                "write (a ^ b) ^ c, as a spreadsheet reads it, or a ^ (b ^ c)",
            )
        if symbol in _COMPARISONS and follows in _COMPARISONS:
            raise self.stop(
                "comparisons cannot be chained",
                at.start,
                self.token.end,
                remedy="write and(a < b, b < c)",
            )
        return Operator(symbol, (left, right), self.place(start, end))

    @property
    def end(self) -> int:
        """Where the part read last ends: the present token begins after it."""
        return len(self.text[: self.token.start].rstrip())

    def prefix(self) -> Node:
        token = self.advance()
        span = self.place(token.start, token.end)
        if token.quantity is not None:
            return Number(token.quantity.value, token.quantity.quoting, span)
        if token.kind == "name":
            return self.call(token) if self.token.text == "(" else Reference(token.text, span=span)
        if token.text == "(":
            node = self.expression(0)
            self.expect(")")
            return node
        if token.text in ("-", "+"):
            return self.signed(token)
        raise self.stop(
            f"a number or a name is missing before {_quoted(token)}",
            token.start,
            token.end,
            remedy="every operator and comma has something on both sides",
        )

    def signed(self, sign: _Token) -> Node:
        bracketed = self.token.text == "("
        operand = self.expression(_SIGN_BINDING)
        power = isinstance(operand, Operator) and operand.symbol == "^"
        if power and not (bracketed and self.text[: self.token.start].rstrip().endswith(")")):
            raise self.stop(
                "`-a ^ b` has two readings",
                sign.start,
                self.end,
                "ambiguous-power",
                "write (-a) ^ b, as a spreadsheet reads it, or -(a ^ b)",
            )
        if sign.text == "+":
            return operand
        return Operator("neg", (operand,), self.place(sign.start, self.end))

    def call(self, name: _Token) -> Node:
        self.expect("(")
        arguments: list[Node] = []
        if self.token.text != ")":
            arguments.append(self.expression(0))
            while self.token.text == ",":
                self.advance()
                arguments.append(self.expression(0))
        closing = self.expect(")")
        return Call(name.text, tuple(arguments), self.place(name.start, closing.end))


def _quoted(token: _Token) -> str:
    return token.text if token.kind == "end" else f"`{token.text}`"
