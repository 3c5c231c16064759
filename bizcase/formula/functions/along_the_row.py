"""Functions that look along a row: back in time (carried) or at all of it (whole row)."""

from __future__ import annotations

from bizcase.formula.functions.record import Function

CARRIED = (
    Function(
        "previous",
        "carried",
        ("row",),
        "a -> a",
        "The row one period earlier; in the first period its opening value.",
        "previous(x)",
        3.0,
        javascript="(row, c) => c > 0 ? row[c - 1] : 0",
        words="{0} one period earlier",
    ),
    Function(
        "cumulative",
        "carried",
        ("row",),
        "a -> a",
        "The sum of the row so far, the opening included.",
        "cumulative(x)",
        10.0,
        javascript="(row, c) => sum(row, 0, c)",
        words="{0} so far",
    ),
    Function(
        "sum_last",
        "carried",
        ("row", "time"),
        "a, constant year -> a",
        "The sum over the time up to and including this period (a whole number of periods), "
        "the opening left out; before that much time has passed, the sum of what there is.",
        "sum_last(x, 2 years)",
        7.0,
        javascript="(row, c, count) => sum(row, Math.max(1, c - count + 1), c)",
        words="{0} over the last {1}",
    ),
    Function(
        "lag",
        "carried",
        ("row", "time"),
        "a, constant year -> a",
        "The row that much time earlier (a whole number of periods); 0 before the opening.",
        "lag(x, 2 years)",
        2.0,
        javascript="(row, c, count) => c > 0 && c >= count ? row[c - count] : 0",
        words="{0} {1} earlier",
    ),
    Function(
        "spread",
        "carried",
        ("row", "rates"),
        "a, table -> a",
        "What earlier values of the row give now, when each is spread over the years after it "
        "by a table of yearly rates, evenly within a year; the opening counts as a period.",
        "spread(x, rates)",
        1.7,
        javascript="(row, c, rates) => rates.reduce((spread, rate, year) => spread + rate "
        "* sum(row, c - (year + 1) * PER_YEAR, c - year * PER_YEAR - 1) / PER_YEAR, 0)",
        words="{0} spread by {1}",
    ),
)

WHOLE_ROW = (
    Function(
        "total",
        "whole row",
        ("row",),
        "a -> a",
        "The sum of the whole row, the opening included.",
        "total(x)",
        10.0,
        javascript="row => sum(row, 0, row.length - 1)",
        words="the total of {0}",
    ),
    Function(
        "next",
        "whole row",
        ("row",),
        "a -> a",
        "The row one period later; 0 in the last period.",
        "next(x)",
        0.0,
        javascript="(row, c) => c + 1 < row.length ? row[c + 1] : 0",
        words="{0} one period later",
    ),
    Function(
        "sum_next",
        "whole row",
        ("row", "time"),
        "a, constant year -> a",
        "The sum over the time after this period (a whole number of periods); past the end 0.",
        "sum_next(x, 1 year)",
        0.0,
        javascript="(row, c, count) => sum(row, c + 1, c + count)",
        words="{0} over the next {1}",
    ),
)
