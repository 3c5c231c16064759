"""What holds for the whole scenario: timeline, currency, growth convention, meaning of ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from math import ceil

from bizcase.problems import Problem, did_you_mean, listing, not_a_choice
from bizcase.text import Mapping, Node, Scalar
from bizcase.timeline import STEPS, Timeline
from bizcase.units import YEAR, Quantity, read_quantity

TIMELINE_KEYS = ("start", "step", "length", "fiscal_year_ends", "days_in_year", "years")
GROWTH_BASES = ("first year", "today")
GROWTH_MOVES = ("every year", "continuously")
LONGEST = 100  # years
EARLIEST = 1900  # spreadsheets know no earlier days


@dataclass(frozen=True, slots=True)
class Growth:
    """How `grows` and `inflation` count time: see `growth:` in the format."""

    base_is: str = "first year"
    moves: str = "every year"


@dataclass(slots=True)
class Settings:
    """The scalar keys at the top of a scenario."""

    name: str = ""
    currency: str = "EUR"
    show_in: str = ""
    timeline: Timeline = field(default_factory=lambda: Timeline("year", 12))
    growth: Growth = Growth()
    low_high_are_ends: bool = False
    as_of: date | None = None


class SettingsReader:
    """Reads the settings from the top mapping and collects problems."""

    def __init__(self, top: Mapping, problems: list[Problem]) -> None:
        self.top = top
        self.problems = problems

    def read(self) -> Settings:
        """The settings; where there is a problem, a harmless default."""
        return Settings(
            name=self.text("name") or "unnamed",
            currency=self.currency(),
            show_in=self.choice(self.top.get("show_in"), ("thousand", "million"), "show_in"),
            timeline=self.timeline(),
            growth=self.growth(self.top.get("growth"), Growth()),
            low_high_are_ends=self.ranges(),
            as_of=self.as_of(),
        )

    def say(self, code: str, message: str, node: Node, remedy: str | None = None) -> None:
        self.problems.append(Problem(code, message, node.span, remedy))

    def text(self, key: str) -> str:
        node = self.top.get(key)
        return node.text.strip() if isinstance(node, Scalar) else ""

    def choice(self, node: Node | None, options: tuple[str, ...], what: str) -> str:
        if node is None:
            return ""
        word = node.text.strip() if isinstance(node, Scalar) else ""
        if word in options:
            return word
        self.problems.append(not_a_choice(what, word, options, node.span))
        return ""

    def currency(self) -> str:
        """The code of the currency; EUR where none is written."""
        node = self.top.get("currency")
        code = self.text("currency") if node is not None else "EUR"
        if node is not None and not re.fullmatch("[A-Z]{3}", code):
            said = f"`{code}` is not a currency" if code else "`currency` is a code"
            self.say("wrong-unit", said, node, "three capital letters: EUR, USD, GBP")
            return "EUR"
        return code

    def as_of(self) -> date | None:
        """The day of the assumptions, which outputs carry."""
        node = self.top.get("as_of")
        if node is None:
            return None
        try:
            day = date.fromisoformat(self.text("as_of"))
        except ValueError:
            day = date.min
        if re.fullmatch(r"\d{4}-\d\d-\d\d", self.text("as_of")) and day.year > EARLIEST:
            return day
        said = f"`{self.text('as_of')}` is not a day" if self.text("as_of") else "`as_of` is a day"
        self.say("not-a-date", said, node, "write for example `as_of: 2027-01-15`")
        return None

    def growth(self, node: Node | None, default: Growth) -> Growth:
        if node is None:
            return default
        if not isinstance(node, Mapping):
            self.say(
                "wrong-shape",
                "`growth` is made of keys with values",
                node,
                "growth: {base_is: first year, moves: every year}",
            )
            return default
        self.known(node, ("base_is", "moves"))
        return Growth(
            self.choice(node.get("base_is"), GROWTH_BASES, "base_is") or default.base_is,
            self.choice(node.get("moves"), GROWTH_MOVES, "moves") or default.moves,
        )

    def ranges(self) -> bool:
        node = self.top.get("ranges")
        if node is None:
            return False
        if not isinstance(node, Mapping):
            message = "`ranges` is made of keys with values"
            self.say("wrong-shape", message, node, "ranges: {low_high: ends}")
            return False
        self.known(node, ("low_high",))
        return self.choice(node.get("low_high"), ("ends", "percentiles"), "low_high") == "ends"

    def known(self, node: Mapping, keys: tuple[str, ...]) -> None:
        for key in node.values:
            if key not in keys:
                remedy = did_you_mean(key, keys) or f"known here: {listing(keys)}"
                self.problems.append(
                    Problem("unknown-key", f"unknown key `{key}`", node.key_span(key), remedy)
                )

    def timeline(self) -> Timeline:
        node = self.top.get("timeline")
        if not isinstance(node, Mapping):
            if node is not None and not (isinstance(node, Scalar) and node.text == "none"):
                self.say(
                    "wrong-shape",
                    "`timeline` is made of keys with values",
                    node,
                    "timeline: {start: 2027-01, step: month, length: 5 years}",
                )
            return Timeline("year", 12)
        self.known(node, TIMELINE_KEYS)
        for key in ("step", "length"):
            if key not in node:
                self.say(
                    "missing-key",
                    f"`timeline` needs `{key}`",
                    node,
                    "timeline: {start: 2027-01, step: month, length: 5 years}",
                )
        step = self.choice(node.get("step"), tuple(STEPS), "step") or "year"
        return Timeline(
            step=step,
            months=self.months(node.get("length"), 12 // STEPS[step]),
            start=self.start(node.get("start")),
            fiscal_year_ends=self.whole(node.get("fiscal_year_ends"), 12, 1, 12),
            days_in_year=self.whole(node.get("days_in_year"), 365, 360, 366),
            calendar_years=self.choice(
                node.get("years"),
                ("project", "calendar", "project years", "calendar years"),
                "years",
            ).startswith("calendar"),
            tax_only_years=self.tax_only_years(),
        )

    def tax_only_years(self) -> int:
        """Years added at the end in which only tax is paid: `tax: {paid: 1 year later}`."""
        tax = self.top.get("tax")
        node = tax.get("paid") if isinstance(tax, Mapping) else None
        written = node.text.strip() if isinstance(node, Scalar) else ""
        quantity = read_quantity(written.removesuffix(" later"))
        if node is None or quantity is None or quantity.quoting.unit != YEAR:
            return 0
        return max(0, ceil(quantity.value / quantity.quoting.per_year()))

    def months(self, node: Node | None, per_period: int) -> int:
        if node is None:
            return 12
        quantity = self.quantity(node)
        if quantity is None or quantity.quoting.unit != YEAR:
            self.say(
                "not-a-number",
                "the length of the timeline is a time",
                node,
                "write for example `6 years` or `18 months`",
            )
            return 12
        months = quantity.value * 12 / quantity.quoting.per_year()
        periods = months / per_period
        if periods < 1 or abs(periods - round(periods)) > 1e-9 or months > 12 * LONGEST:
            self.say(
                "wrong-length",
                "the length must be a whole number of periods, "
                f"at least one and at most {LONGEST} years",
                node,
            )
            return 12
        return round(periods) * per_period

    def start(self, node: Node | None) -> tuple[int, int] | None:
        if node is None:
            return None
        written = node.text.strip() if isinstance(node, Scalar) else ""
        year, _, month = written.partition("-")
        if not month and year.isdigit() and len(year) == 4:
            return int(year), 1
        if year.isdigit() and len(year) == 4 and month.isdigit() and 1 <= int(month) <= 12:
            return int(year), int(month)
        quarter = month.removeprefix("Q")
        if year.isdigit() and quarter in ("1", "2", "3", "4"):
            return int(year), int(quarter) * 3 - 2
        self.say("not-a-date", f"`{written}` is not a month", node, "write for example `2027-01`")
        return None

    def whole(self, node: Node | None, default: int, least: int, most: int) -> int:
        if node is None:
            return default
        quantity = self.quantity(node)
        if quantity and least <= quantity.value <= most and quantity.value % 1 == 0:
            return int(quantity.value)
        self.say("out-of-bounds", f"a whole number from {least} to {most} is meant", node)
        return default

    def quantity(self, node: Node) -> Quantity | None:
        return read_quantity(node.text) if isinstance(node, Scalar) else None
