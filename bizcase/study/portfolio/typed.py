"""Budgets as they are typed on the command line: `10M`, `opening=10M`, `2027=10M,2028=5M`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bizcase.problems import Source, Span
from bizcase.study.portfolio.budget import ANY_TIME, Budget
from bizcase.study.portfolio.figures import budget_of
from bizcase.study.portfolio.reader import Reader
from bizcase.text import Scalar
from bizcase.text.commas import comma_in_number

_GROUPED = re.compile(r"\s*\d{1,3}(?:,\d{3})+(?![\d=])")


def typed_budgets(reader: Reader, texts: Sequence[str]) -> list[Budget]:
    """The budgets of all texts; what is wrong in them goes to the reader."""
    return [budget for text in texts for budget in _budgets(reader, Source("--budget", text))]


def _budgets(reader: Reader, source: Source) -> Iterator[Budget]:
    parts = source.text.split(",")
    start = 0
    for number, part in enumerate(parts):
        year, equals, amount = part.rpartition("=")
        middle, end = start + len(year) + len(equals), start + len(part)
        if not equals and number:
            _no_year(reader, Span(source, middle, max(end, middle + 1)))
            return
        named = (
            reader.year(year, Span(source, start, middle), any_time=True) if equals else ANY_TIME
        )
        budget = budget_of(reader, named, Scalar(amount.strip(), Span(source, middle, end)))
        if budget:
            yield budget
        start = end + 1


def _no_year(reader: Reader, place: Span) -> None:
    """A part without a year: what is behind the comma of 10,000, or an amount of its own."""
    written = place.source.text
    number = _GROUPED.match(written, written.rfind("=", 0, place.start) + 1)
    if number:
        reader.problems.append(comma_in_number(number[0].strip(), place))
    else:
        text = place.text.strip()
        remedy = f"write `{reader.years.numbered(1)}={text or '5M'}`; several budgets are by year"
        reader.say("not-a-date", f"for which year is `{text}`?", place, remedy)
