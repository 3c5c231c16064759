"""Reads the parts of `portfolio.yaml`: amounts and years, with what is wrong in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bizcase.problems import Problem, Span, did_you_mean, listing
from bizcase.study.portfolio.budget import ANY_TIME
from bizcase.study.portfolio.option import MOST
from bizcase.study.portfolio.years import Years
from bizcase.text import Mapping as Keys
from bizcase.text import Node, Scalar, Sequence
from bizcase.text.commas import comma_in, comma_in_number, dots_for_thousands
from bizcase.units import MONEY, NUMBER, read_quantity

_AMOUNT = "write an amount such as 10M or 2_500_000"


@dataclass(slots=True)
class Reader:
    """Reads nodes of the file, and collects problems."""

    years: Years
    currency: str = ""
    problems: list[Problem] = field(default_factory=list)

    def say(self, code: str, message: str, place: Node | Span, remedy: str | None = None) -> None:
        """Adds a problem at a place."""
        span = place if isinstance(place, Span) else place.span
        self.problems.append(Problem(code, message, span, remedy))

    def keys(self, node: Keys, known: Iterable[str]) -> None:
        """Refuses keys that mean nothing."""
        words = list(known)
        for key, _ in node.items():
            if key not in words:
                remedy = did_you_mean(key, words) or f"known here: {listing(words)}"
                self.say("unknown-key", f"unknown key `{key}`", node.key_span(key), remedy)

    def amount(self, node: Node, what: str) -> float | None:
        """An amount of money; None after a problem."""
        if not isinstance(node, Scalar):
            self.say("wrong-shape", f"{what} is a single amount here", node, _AMOUNT)
            return None
        text = node.text.strip()
        quantity = read_quantity(text)
        dotted = dots_for_thousands(text, node.span)
        if dotted is not None:
            self.problems.append(dotted)
        elif quantity is None and comma_in(text):
            self.problems.append(comma_in_number(text, node.span))
        elif (
            quantity is None
            or quantity.quoting.percent
            or quantity.quoting.unit not in (NUMBER, MONEY)
        ):
            said = f"{what} cannot be `{text}`" if text else f"{what} has no amount"
            self.say("not-a-number", said, node, _AMOUNT)
        elif quantity.quoting.currency and quantity.quoting.currency != self.currency:
            other = quantity.quoting.currency
            said = f"{other} in a portfolio in {self.currency}" if self.currency else f"`{text}`"
            remedy = (
                f"convert it to {self.currency}" if self.currency else f"say `currency: {other}`"
            )
            self.say("wrong-unit", said, node, remedy)
        elif abs(quantity.value) > MOST:
            self.say("out-of-bounds", f"{what} of `{text}` is more than there is", node, _AMOUNT)
        else:
            return quantity.value
        return None

    def year(self, text: str, place: Node | Span, any_time: bool = False) -> str | None:
        """A year; None after a problem."""
        year = self.years.read(text)
        if year is None or (year == ANY_TIME and not any_time):
            counted = self.years.first is None
            more = f", or `{ANY_TIME}`" if any_time else ""
            remedy = f"write `opening`, `{'year 1' if counted else self.years.first}`{more}"
            said = f"`{text.strip()}` is no year here" if text.strip() else "the year is missing"
            self.say("not-a-date", said, place, remedy)
            return None
        return year

    def by_year(self, node: Node, what: str, any_time: bool = False) -> Iterator[tuple[str, Node]]:
        """What is written for each year: as a list from the opening on, or by key."""
        if isinstance(node, Sequence):
            if self.years.first is not None:
                remedy = f"name the years: {{opening: 10M, {self.years.first}: 5M}}"
                self.say("wrong-shape", f"{what} by year, but from which year on?", node, remedy)
                return
            yield from ((self.years.numbered(n), item) for n, item in enumerate(node.items))
            return
        assert isinstance(node, Keys)
        for key, value in node.items():
            year = self.year(key, node.key_span(key), any_time)
            if year is not None:
                yield year, value
