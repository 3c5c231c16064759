"""Single values of a scenario: a number with its unit, or a date, in the unit of its input."""

from __future__ import annotations

from dataclasses import dataclass

from bizcase.formula.nodes import Node as Formula
from bizcase.formula.nodes import Number, Operator
from bizcase.library.block import BlockInput
from bizcase.problems import Problem
from bizcase.scenario.settings import Settings
from bizcase.text import Node, Scalar
from bizcase.text.commas import comma_in, comma_in_number, dots_for_thousands
from bizcase.timeline.dates import WORDS, needs_start, read_date
from bizcase.units import YEAR, Quantity, Quoting, Unit, read_quantity
from bizcase.units.quantity import PER_YEAR, SCALES


@dataclass(slots=True)
class Values:
    """Reads scalars and collects problems."""

    settings: Settings
    problems: list[Problem]

    def say(self, code: str, message: str, node: Node, remedy: str | None = None) -> None:
        """Adds a problem at a node."""
        self.problems.append(Problem(code, message, node.span, remedy))

    def number(self, node: Node, spec: BlockInput, unit: Unit) -> Quantity | None:
        """The quantity that a node stands for, in the input's unit; None after a problem."""
        if not isinstance(node, Scalar):
            self.say("wrong-shape", f"`{spec.name}` is a single value here", node)
            return None
        quantity = read_quantity(node.text)
        dotted = dots_for_thousands(node.text.strip(), node.span)
        if dotted is not None:
            self.problems.append(dotted)
            return None
        if quantity is None:
            self.not_a_number(node, spec, unit)
            return None
        written = quantity.quoting
        if written.currency and written.currency != self.settings.currency:
            self.say(
                "wrong-unit",
                f"{written.currency} in a scenario in {self.settings.currency}",
                node,
                f"convert it to {self.settings.currency} and keep the original in a `note:`",
            )
            return None
        time = written.time
        if written.unit.year == 0 and unit.year != 0:
            if spec.bare:
                time = spec.bare
            elif quantity.value != 0 or unit == YEAR:
                self.needs_time(node, spec, unit)
                return None
            else:
                time = "year"
        said = written.unit / YEAR**written.unit.year
        meant = unit / YEAR**unit.year
        share_of_nothing = written.percent and meant != Unit() and quantity.value != 0
        if (
            written.unit.year not in (0, unit.year)
            or said not in (Unit(), meant)
            or share_of_nothing
        ):
            self.wrong_unit(node, spec, unit)
            return None
        quoting = Quoting(unit, written.percent, time if unit.year else None)
        if _lacks_per_cent(node.text, spec, quantity):
            self.not_per_cent(node, spec, quantity.value)
            return None
        self.bounds(quantity.value, node, spec)
        return Quantity(quantity.value, quoting)

    def bounds(self, value: float, node: Node, spec: BlockInput) -> None:
        """Complains about a value outside the bounds of the input."""
        percent = isinstance(node, Scalar) and "%" in node.text
        below = (spec.min is not None and value < spec.min) or (
            spec.above is not None and value <= spec.above
        )
        if below or (spec.max is not None and value > spec.max):
            least = spec.min if spec.above is None else spec.above
            limits = [
                f"{'at least' if spec.above is None else 'above'} {_show(least, percent)}"
                if least is not None
                else "",
                f"at most {_show(spec.max, percent)}" if spec.max is not None else "",
            ]
            written = f" {node.text.strip()}" if isinstance(node, Scalar) else " this"
            self.say(
                "out-of-bounds",
                f"`{spec.name}` cannot be{written}",
                node,
                f"{spec.doc or spec.name}: {' and '.join(part for part in limits if part)}",
            )

    def not_per_cent(self, node: Scalar, spec: BlockInput, value: float) -> None:
        """A rate written without its per cent sign, which would be a hundred times too high."""
        text = node.text.strip()
        number = text.split("/")[0]
        self.say(
            "out-of-bounds",
            f"`{spec.name}` cannot be {text}: that would be {value * 100:g}%",
            node,
            f"write {text.replace(number, number + '%', 1)}",
        )

    def wrong_unit(self, node: Scalar, spec: BlockInput, unit: Unit) -> None:
        """A value in another unit than the one that is meant."""
        meant = self.unit_text(unit)
        remedy = spec.hint.replace("{}", node.text.strip()) if spec.hint else None
        self.say(
            "wrong-unit",
            f"`{spec.name}` is measured in {meant}; `{node.text.strip()}` is something else",
            node,
            remedy or f"{spec.doc or spec.name}: write a value in {meant}",
        )

    def needs_time(self, node: Scalar, spec: BlockInput, unit: Unit) -> None:
        """A flow without its rate, or a time without its unit."""
        text = node.text.strip()
        if unit == YEAR:
            self.say(
                "rate-needed",
                f"`{spec.name}` is a time",
                node,
                f"write {text} days, {text} months or {text} years",
            )
            return
        remedy = spec.hint or "write {}/year, {}/month or the like"
        self.say(
            "rate-needed",
            f"`{text}` in which time? `{spec.name}` is measured in {self.unit_text(unit)}",
            node,
            remedy.replace("{}", text),
        )

    def not_a_number(self, node: Scalar, spec: BlockInput, unit: Unit) -> None:
        """Says why a text is not a number, commas above all."""
        text = node.text.strip()
        if comma_in(text):
            self.problems.append(comma_in_number(text, node.span))
            return
        if text.startswith("="):
            remedy = "one formula for all periods stands in place of the whole list"
            self.say("not-a-number", "a formula cannot stand in a list or range", node, remedy)
            return
        self.say(
            "not-a-number",
            f"`{text}` is not a number" if text else f"`{spec.name}` is empty",
            node,
            f"`{spec.name}` is a value in {self.unit_text(unit)}, such as {_examples(spec, unit)}; "
            "a formula begins with `=`",
        )

    def unit_text(self, unit: Unit) -> str:
        """The unit in words."""
        return "plain numbers" if unit == Unit() else unit.text(self.settings.currency)

    def date(self, node: Node, edge: str, inside: bool = True) -> float | None:
        """A date as years since the start; None if it is not a plain date."""
        if not isinstance(node, Scalar):
            return None
        timeline = self.settings.timeline
        if date := read_date(node.text, timeline):
            years = date.end if edge == "end" else date.start
        else:
            quantity = read_quantity(node.text)
            if quantity is None or quantity.quoting.unit != YEAR:
                return None
            years = quantity.value / quantity.quoting.per_year(timeline.days_in_year)
        if inside and node.text.strip() != "opening":
            early = years < 0 or (edge == "end" and years <= 0)
            if early or (years > timeline.horizon + (0 if edge == "end" else -1e-9)):
                self.say(
                    "date-outside",
                    f"`{node.text.strip()}` lies {'before the start' if early else 'after the end'}"
                    " of the timeline",
                    node,
                    f"the timeline runs from {timeline.labels[1]} to "
                    f"{timeline.labels[timeline.periods]}",
                )
        return years

    def not_a_date(self, node: Node, spec: BlockInput) -> None:
        """Says that a date is meant."""
        text = node.text.strip() if isinstance(node, Scalar) else ""
        remedy = f"a date is {WORDS}"
        if needs_start(text) and self.settings.timeline.start is None:
            remedy = "the timeline has no `start:`; give it one, or write `year 2`"
        self.say("not-a-date", f"`{spec.name}` is a date, `{text}` is not", node, remedy)

    def scale(self, node: Node | None) -> tuple[float, str | None]:
        """What `unit: thousand USD` multiplies by, and the time in it."""
        if not isinstance(node, Scalar):
            return 1.0, None
        factor, time = 1.0, None
        for word in node.text.replace("/", " / ").split():
            if (one := word.removesuffix("s")) in SCALES:
                factor = SCALES[one]
            elif word.isupper() and len(word) == 3 and word != self.settings.currency:
                self.say("wrong-unit", f"{word} in a scenario in {self.settings.currency}", node)
            elif word in PER_YEAR:
                time = word
            elif word not in ("/", "unit", "units", "person", "people", self.settings.currency):
                said = f"`{word}` is no unit that we know: it changes nothing"
                remedy = f"for example `thousand {self.settings.currency}`"
                self.problems.append(Problem("wrong-unit", said, node.span, remedy, "warning"))
        return factor, time


def in_years(node: Formula, quoting: Quoting, days_in_year: int) -> Formula:
    """A value as quoted (5_000 per month) turned into years (60_000 per year)."""
    count = quoting.per_year(days_in_year)
    power = quoting.unit.year
    if count == 1 or power == 0:
        return node
    for _ in range(abs(power)):
        node = Operator("*" if power < 0 else "/", (node, Number(count)))
    return node


def _lacks_per_cent(text: str, spec: BlockInput, quantity: Quantity) -> bool:
    """Whether a share above 1 is written as a bare number; a fraction such as 4/3 is meant."""
    if quantity.quoting.percent:
        return False
    if spec.unit == "share/time":
        return quantity.value >= 1
    return spec.unit == "share" and quantity.value > 1 and "/" not in text


def _examples(spec: BlockInput, unit: Unit) -> str:
    """Two values of a unit as they are written."""
    if spec.unit.startswith("share"):
        return "2%/year or 1.5%/month" if unit.year else "25% or 1/3"
    return "1_250/year or 1.5k/month" if unit.year < 0 else "1_250 or 1.5k"


def _show(value: float | None, percent: bool) -> str:
    if value is None:
        return ""
    return f"{value * 100:g}%" if percent else f"{value:g}"
