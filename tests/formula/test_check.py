"""Units of formulas: what goes together, where it is refused, and how rates compound."""

from __future__ import annotations

import pytest

from bizcase.formula.check import Checker, Meaning
from bizcase.formula.measured import Measured
from bizcase.formula.nodes import Number, Operator, Reference
from bizcase.formula.parse import parse
from bizcase.problems import Problem, Source, Span
from bizcase.units import Quoting, Unit, read_unit
from tests.formula.build import Names

ROWS = {
    "revenue": "money", "cost": "money", "sold": "unit", "price": "money/unit", "share": "share",
    "salary": "money/person/time", "team": "person", "age": "year", "hazard": "share/time",
}  # fmt: skip
PER_MONTH = Quoting(read_unit("1/year"), percent=True, time="month")


def scope() -> Names:
    found = {n: Meaning(Reference(n, "row"), Measured(read_unit(u))) for n, u in ROWS.items()}
    churn = Reference("churn", "input")
    return Names(
        **found,
        churn=Meaning(
            Operator("*", (churn, Number(12.0))),
            Measured(read_unit("1/year")),
            quoted=churn,
            quoting=PER_MONTH,
        ),
        rates=Meaning(Reference("rates", "table"), Measured(read_unit("1"))),
    )


def checked(text: str, unit: str | None = None) -> tuple[str, list[Problem]]:
    """What a formula is measured in, and its problems."""
    source = Source("formula", text)
    problems: list[Problem] = []
    tree = parse(text, lambda start, end: Span(source, start, end))
    meant = read_unit(unit) if unit else None
    _, found = Checker(scope(), problems).formula(tree, meant)
    return found.text("EUR"), problems


FIT = {
    "revenue - cost": "EUR",
    "sold * price": "EUR",
    "revenue / sold": "EUR/unit",
    "revenue - 5": "EUR",  # a literal takes the unit of its partner
    "5 - revenue": "EUR",
    "max(revenue, 1_000)": "EUR",
    "if(sold > 10, revenue, 0)": "EUR",
    "revenue * 2": "EUR",
    "revenue + 0 * sold": "EUR",  # 0 has every unit
    "max(0, sold)": "unit",
    "max(0 years, t - age)": "year",
    "team * salary * years": "EUR",
    "hazard * years": "number",
    "price ^ 2": "EUR^2/unit^2",
    "share ^ 0.5": "number",
    "(revenue / cost) ^ share": "number",
    "revenue < cost": "number",
    "sold * 3.99 EUR/unit": "EUR",
    "previous(revenue) + total(cost)": "EUR",
    "sum_last(sold, 1 year)": "unit",
    "average(revenue)": "EUR",
    "window(1 year, age)": "number",
    "overlap(1 year, age)": "year",
    "grow(churn, t)": "number",
    "grow(4%/year, t) * revenue": "EUR",
    "table_to_date(rates, age) * revenue": "EUR",
    "ln(sold / 1 unit)": "number",
    "abs(-revenue)": "EUR",
}


@pytest.mark.parametrize("text", FIT)
def test_units_that_fit(text: str) -> None:
    assert checked(text) == (FIT[text], [])


CLASH = {
    "revenue - sold": "revenue - sold",
    "cost + (revenue - sold)": "revenue - sold",
    "max(revenue, sold)": "sold",
    "if(1, revenue, sold)": "sold",
    "revenue < sold": "revenue < sold",
    "exp(revenue)": "revenue",
    "ln(sold)": "sold",
    "2 ^ age": "age",
    "price ^ 0.5": "price ^ 0.5",
    "(1 - 4%/year) ^ t": "1 - 4%/year",  # compounding is grow(...) or lose(...)
    "1 + churn": "1 + churn",
    "grow(share, t)": "share",
    "grow(churn, n)": "n",
    "window(revenue, age)": "revenue",
    "at(sold)": "sold",
    "revenue + 3 units": "revenue + 3 units",
    "share + 5 years": "share + 5 years",
    "revenue + 5%": "revenue + 5%",
    "salary + 5_000": "salary + 5_000",
    "if(revenue, 1, 2)": "revenue",
}


@pytest.mark.parametrize("text", CLASH)
def test_units_that_clash_with_their_place(text: str) -> None:
    _, problems = checked(text)
    assert problems, text
    assert problems[0].code == "units-clash"
    assert problems[0].span is not None
    assert problems[0].span.text == CLASH[text]


OTHERS = {
    "revenu * 2": ("unknown-name", "revenu"),
    "maximum(1, 2)": ("unknown-function", "maximum(1, 2)"),
    "abs(1, 2)": ("wrong-arguments", "abs(1, 2)"),
    "max()": ("wrong-arguments", "max()"),
    "previous(revenue * 2)": ("wrong-arguments", "revenue * 2"),
    "lag(revenue, age)": ("not-constant", "age"),
    "spread(revenue, cost)": ("wrong-arguments", "cost"),
    "revenue + 5 USD": ("wrong-unit", "5 USD"),
}


@pytest.mark.parametrize("text", OTHERS)
def test_other_problems_with_their_place(text: str) -> None:
    _, problems = checked(text)
    assert problems
    assert problems[0].span is not None
    assert (problems[0].code, problems[0].span.text) == OTHERS[text]


MEANT = {
    ("25_000", "money"): True,
    ("25_000", "money/time"): False,  # a flow needs its time
    ("25_000/month", "money/time"): True,
    ("25_000/month * exp(-15%/year * t)", "money/time"): True,
    ("25_000/month", "money"): False,
    ("revenue", "money"): True,
    ("revenue", "unit"): False,
    ("0", "money/time"): True,
    ("5%", "share"): True,
    ("5%", "money"): False,
    ("3 months", "time"): True,
}


@pytest.mark.parametrize(("text", "unit"), MEANT)
def test_a_formula_fits_what_is_meant(text: str, unit: str) -> None:
    assert (checked(text, unit)[1] == []) == MEANT[text, unit]


def plain(text: str) -> object:
    return Checker(scope(), []).formula(parse(text), None)[0]


def test_a_rate_compounds_in_the_time_in_which_it_is_quoted() -> None:
    one = Number(1.0)
    months = Operator("*", (Reference("t", "time"), Number(12.0)))
    churn = Reference("churn", "input")
    assert plain("grow(churn, t)") == Operator("^", (Operator("+", (one, churn)), months))
    assert plain("grow(2%/month, t)") == Operator("^", (Operator("+", (one, Number(0.02))), months))
    left = Operator("^", (Operator("-", (one, churn)), months))
    assert plain("lose(churn, t)") == Operator("-", (one, left))
    yearly = Operator("+", (one, Number(0.02)))
    assert plain("grow(2%/year, t)") == Operator("^", (yearly, Reference("t", "time")))


def test_elsewhere_a_rate_is_linear_and_in_years() -> None:
    churn = Operator("*", (Reference("churn", "input"), Number(12.0)))
    assert plain("churn * years") == Operator("*", (churn, Reference("years", "time")))
    assert plain("2/month * years") == Operator("*", (Number(24.0), Reference("years", "time")))
    assert plain("18 months") == Number(1.5)
    assert plain("73 days") == Number(0.2)


def test_the_row_of_an_input_is_the_input() -> None:
    churn = Operator("*", (Reference("churn", "input"), Number(12.0)))
    assert plain("previous(churn)") == churn


def test_a_clash_names_both_units_and_the_remedy() -> None:
    _, (problem,) = checked("revenue - sold")
    assert "EUR and unit cannot go together" in problem.message
    assert problem.help is not None
    assert Unit(money=1).text("EUR") in problem.message
