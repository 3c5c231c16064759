"""Functions written in the language itself: every rendering gets them for nothing."""

from __future__ import annotations

from bizcase.formula.functions.record import Function


def _function(
    name: str,
    parameters: str,
    signature: str,
    doc: str,
    example: str,
    value: float,
    words: str,
    definition: str,
    rate: bool = False,
) -> Function:
    return Function(
        name,
        "defined",
        tuple(parameters.split()),
        signature,
        doc,
        example,
        value,
        words=words,
        definition=definition,
        rate=rate,
    )


DEFINED = (
    _function(
        "average",
        "row",
        "a -> a",
        "The mean of a row's value before and after the period.",
        "average(x)",
        3.5,
        "the average of {0} over the period",
        "(row + previous(row)) / 2",
    ),
    _function(
        "overlap",
        "from until",
        "year, year -> year",
        "How many years of the period lie between two dates.",
        "overlap(3.5 years, 9 years)",
        0.5,
        "the time between {0} and {1} in the period",
        "max(0, min(t, until) - max(period_start, from))",
    ),
    _function(
        "window",
        "from until",
        "year, year -> number",
        "Which share of the period, 0 to 1, lies between two dates.",
        "window(3.5 years, 9 years)",
        0.5,
        "the share of the period between {0} and {1}",
        "max(0, min(t, until) - max(period_start, from)) / years",
    ),
    _function(
        "at",
        "when",
        "year -> number",
        "1 in the period that holds the date, else 0.",
        "at(3.2 years)",
        1.0,
        "1 in the period of {0}",
        "and(when >= period_start, when < t)",
    ),
    _function(
        "at_end",
        "",
        " -> number",
        "1 in the last operating period, else 0.",
        "at_end()",
        1.0,
        "1 in the last period",
        "n == periods",
    ),
    _function(
        "grow",
        "rate time",
        "1/year, year -> number",
        "The factor by which something grows in a time, compounding in the time in which the "
        "rate is quoted: 2%/month compounds monthly.",
        "grow(10%/year, 2 years)",
        1.21,
        "growth at {0} over {1}",
        "(1 + rate) ^ (time * per_year)",
        rate=True,
    ),
    _function(
        "lose",
        "rate time",
        "1/year, year -> number",
        "The share that is lost in a time, compounding in the time in which the rate is quoted.",
        "lose(10%/year, 2 years)",
        0.19,
        "the loss at {0} over {1}",
        "1 - (1 - rate) ^ (time * per_year)",
        rate=True,
    ),
)
