"""Functions that look at one period at a time."""

from __future__ import annotations

from bizcase.formula.functions.record import Function

SNAP = 1e-9  # how near to a whole number counts as the whole number


def _function(
    name: str, parameters: str, signature: str, doc: str, example: str, value: float,
    numpy: str, excel: str, words: str,
) -> Function:  # fmt: skip
    return Function(
        name, "pointwise", tuple(parameters.split()), signature, doc, example, value,
        numpy, excel, words,
    )  # fmt: skip


POINTWISE = (
    _function(
        "exp", "x", "number -> number", "e to the power of x.",
        "exp(1)", 2.718281828459045, "exp", "EXP({0})", "e to the power of {0}",
    ),
    _function(
        "ln", "x", "number -> number", "Natural logarithm; missing for x <= 0.",
        "ln(exp(2))", 2.0, "ln", "LN({0})", "the natural logarithm of {0}",
    ),
    _function(
        "sqrt", "x", "number -> number", "Square root; missing for x < 0.",
        "sqrt(9)", 3.0, "sqrt", "SQRT({0})", "the square root of {0}",
    ),
    _function(
        "abs", "x", "a -> a", "Distance from zero.",
        "abs(3 - 5)", 2.0, "abs", "ABS({0})", "{0} without its sign",
    ),
    _function(
        "min", "x ...", "a, a... -> a", "The smallest of its arguments.",
        "min(4, 2, 3)", 2.0, "min", "MIN({*})", "the smallest of {*}",
    ),
    _function(
        "max", "x ...", "a, a... -> a", "The largest of its arguments.",
        "max(4, 2, 3)", 4.0, "max", "MAX({*})", "the largest of {*}",
    ),
    _function(
        "floor", "x", "a -> a",
        "The whole number at or below x; a number within 1e-9 of a whole one counts as whole.",
        "floor(2.9999999999) + floor(2.5)", 5.0, "floor",
        "INT({0}+1E-9*MAX(1,ABS({0})))", "{0} rounded down",
    ),
    _function(
        "ceil", "x", "a -> a",
        "The whole number at or above x; a number within 1e-9 of a whole one counts as whole.",
        "ceil(2.0000000001) + ceil(2.5)", 5.0, "ceil",
        "-INT(-({0})+1E-9*MAX(1,ABS({0})))", "{0} rounded up",
    ),
    _function(
        "round", "x", "a -> a", "The nearest whole number, halves away from zero.",
        "round(2.5) + round(-1.5)", 1.0, "round",
        "ROUND({0}+SIGN({0})*1E-9*MAX(1,ABS({0})),0)", "{0} rounded",
    ),
    _function(
        "if", "condition then otherwise", "number, a, a -> a",
        "`then` where the condition holds (is not 0), else `otherwise`; the other one may be "
        "missing.",
        "if(2 > 1, 5, 1 / 0)", 5.0, "if", "IF({?0},{1},{2})", "{1} if {0}, otherwise {2}",
    ),
    _function(
        "and", "condition ...", "number, number... -> number", "1 if all conditions hold, else 0.",
        "and(1 < 2, 2 < 3)", 1.0, "and", "AND({?*})", "all of {*}",
    ),
    _function(
        "or", "condition ...", "number, number... -> number", "1 if any condition holds, else 0.",
        "or(1 > 2, 2 < 3)", 1.0, "or", "OR({?*})", "any of {*}",
    ),
    _function(
        "not", "condition", "number -> number", "1 if the condition does not hold, else 0.",
        "not(1 > 2)", 1.0, "not", "NOT({?0})", "not {0}",
    ),
    _function(
        "table_to_date", "rates age", "table, year -> number",
        "The share of a table of yearly rates that is used up at an age: each rate is spread "
        "evenly over its year.",
        "table_to_date(rates, 1.5 years)", 0.45, "table_to_date",
        "INDEX({table:0},1,1+MIN(COLUMNS({table:0})-1,INT({1})))+(MAX(0,{1})-INT({1}))"
        "*(INDEX({table:0},1,1+MIN(COLUMNS({table:0})-1,1+INT({1})))"
        "-INDEX({table:0},1,1+MIN(COLUMNS({table:0})-1,INT({1}))))",
        "the share of {0} used up at age {1}",
    ),
)  # fmt: skip
