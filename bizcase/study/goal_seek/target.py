"""A target as it is written: `npv=1.2M`, `irr=15%`, `payback=3 years`, `ebit@2029=0`."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from bizcase.engine.model import Model, Row
from bizcase.problems import Problem, ProblemsFoundError, Source, Span, did_you_mean, listing
from bizcase.scenario.limits import Misread, read_limit
from bizcase.scenario.place import identifier
from bizcase.study.fiscal_years import fiscal_years
from bizcase.study.measures.measure import Unit as Kind
from bizcase.study.measures.names import NAMES
from bizcase.study.measures.registry import MEASURES
from bizcase.study.reading import Reading, RowReading
from bizcase.study.verdict import called, in_unit
from bizcase.units import MONEY, NUMBER, UNIT, read_quantity
from bizcase.units.money import figure

_AT = "@"  # before the period of a row
_BALANCES = ("cumulative_cash", "net_working_capital")
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached: a measure, or the sum of a row in some columns, and its value.

    `name` is what was written before the `=`, `words` what it is called in a sentence.
    """

    reading: Reading
    name: str
    words: str
    value: float
    kind: Kind | None  # of a measure, and of rows in money

    def text(self, value: float | None, currency: str) -> str:
        """A value of it with its unit; `none` where there is none."""
        if value is None:
            return "none"
        return figure(value, _SHOWN) if self.kind is None else in_unit(value, self.kind, currency)

    def exact(self, value: float, currency: str) -> str:
        """The same with as many digits as somebody might have written."""
        if self.kind == "share":
            return f"{figure(value * 100, _SHOWN)}%"
        unit = {"money": f"{currency} ", "years": ""}.get(self.kind or "", "")
        after = " years" if self.kind == "years" else ""
        return f"{unit}{figure(value, _SHOWN)}{after}"


def read_target(written: str, model: Model, option: str = "--target") -> Target:
    """The target that a text means.

    A row without a period means the sum over all columns, one with a fiscal year (`@2029`) that of
    the year, or the end of it for what does not flow; `@` may also name a column (`@2029-Q3`).
    Raises ProblemsFoundError.
    """
    name, equals, text = written.partition("=")
    source = Source(option, written)
    name_span = Span(source, 0, max(len(name), 1))
    text_span = Span(source, len(name) + 1, max(len(written), len(name) + 2))
    if not equals or not name.strip() or not text.strip():
        remedy = f"for example {option_text('npv=0')}, or a row: {option_text('ebit@2029=0')}"
        raise _problem("wrong-shape", "a target is a measure and its value", name_span, remedy)
    row, _, period = name.strip().partition(_AT)
    key = row.strip().lower().replace(" ", "_").replace("-", "_")
    if not period and key in NAMES:
        return _of_measure(NAMES[key], key, text, model, text_span)
    found = _row(row.strip(), period, model, name_span)
    return _of_row(found, period.strip(), text, model, Spans(name_span, text_span))


@dataclass(frozen=True, slots=True)
class Spans:
    """Where the name of a target stands, and its value."""

    name: Span
    text: Span


def _of_measure(measure: str, name: str, text: str, model: Model, span: Span) -> Target:
    days = model.timeline.days_in_year
    limit = read_limit(measure, name, "=", text, model.currency, days)
    if isinstance(limit, Misread):
        remedy = f"for example {option_text(f'{name}={limit.meant}')}"
        raise _problem(limit.code, limit.message, span, remedy)
    return Target(measure, name, called(measure), limit, MEASURES[measure].unit)


def option_text(target: str) -> str:
    """A target as it is written on the command line."""
    return f"--target {shlex.quote(target)}"


def _row(name: str, period: str, model: Model, span: Span) -> Row:
    row = model.rows.get(identifier(name))
    if row is None:
        known = [*NAMES, *model.rows]
        remedy = did_you_mean(identifier(name), known) or f"for example {listing(NAMES, 5)}"
        what = "row" if period else "measure or row"
        raise _problem("unknown-name", f"there is no {what} `{name}`", span, remedy)
    return row


def _of_row(row: Row, period: str, text: str, model: Model, spans: Spans) -> Target:
    flows = row.unit in (MONEY, UNIT) and not row.stock and row.name not in _BALANCES
    columns = _columns(row, period, flows, model, spans.name)
    quantity = read_quantity(text)
    currency = quantity.quoting.currency if quantity else None
    if quantity is None:
        said = f"`{text.strip()}` is not a number"
        raise _problem("not-a-number", said, spans.text, f"for example {row.name}=1.2M")
    if quantity.quoting.unit not in (NUMBER, row.unit) or currency not in (None, model.currency):
        unit = row.unit.text(model.currency)
        said = f"`{row.name}` is measured in {unit}; `{text.strip()}` is something else"
        raise _problem("wrong-unit", said, spans.text, f"write a value in {unit}")
    when = f"in {period}" if period else "over all periods"
    words = f"{row.name} {when}"
    name = f"{row.name}{_AT}{period}" if period else row.name
    kind: Kind | None = "money" if row.unit == MONEY else None
    return Target(RowReading(row.name, columns), name, words, quantity.value, kind)


def _columns(row: Row, period: str, flows: bool, model: Model, span: Span) -> tuple[int, ...]:
    timeline = model.timeline
    years = fiscal_years(timeline)
    example = f"{row.name}{_AT}{years.headings[-1]}"
    if not period:
        if flows:
            return tuple(range(timeline.columns))
        said = f"`{row.name}` does not add up over time: which period is meant?"
        raise _problem("missing-key", said, span, f"for example {example}")
    if period in timeline.labels:
        return (timeline.labels.index(period),)
    of_years = dict(zip((h.rstrip("*") for h in years.headings), years.columns, strict=True))
    if period in of_years:
        return of_years[period] if flows else of_years[period][-1:]
    remedy = f"from {timeline.labels[1]} to {timeline.labels[-1]}, or {years.headings[-1]}"
    raise _problem("not-a-date", f"there is no period `{period}`", span, remedy)


def _problem(code: str, said: str, span: Span, remedy: str) -> ProblemsFoundError:
    return ProblemsFoundError([Problem(code, said, span, remedy)])
