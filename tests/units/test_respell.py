"""A new number is written as the old one was, and is read back as it was meant."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizcase.units import Quoting, Unit, read_quantity
from bizcase.units.respell import like, respelt

EXAMPLES = (
    ("165", 159, "159"),
    ("165", 165, "165"),
    ("11%/year", 0.125, "12.5%/year"),
    ("450_000", 430_000, "430_000"),
    ("450_000", 950, "950"),
    ("950", 12_500, "12_500"),
    ("9000", 12_000, "12000"),
    ("1_200k", 1_250_000, "1_250k"),
    ("1_200k", 1_234_567, "1_234.567k"),
    ("1_200k", 1_234.5678, "1_234.5678"),
    ("1_200k", 5, "5"),
    ("1_200k", 0, "0"),
    ("1.2M", 3e6, "3M"),
    ("5 million EUR", 5.5e6, "5.5 million EUR"),
    ("3.99/month", 4.5, "4.5/month"),
    ("0.60/month", 0.6, "0.60/month"),
    ("45 days", 50, "50 days"),
    ("1/3", 0.25, "0.25"),
    ("1/3", 2 / 3, "2/3"),
    ("1/3", 0.123456789, "0.123456789"),
    ("EUR 5", -6.5, "-EUR 6.5"),
    ("-EUR 5", 8, "EUR 8"),
    ("1.10 EUR/unit", 1.2, "1.2 EUR/unit"),
    ("-4%/year", -0.05, "-5%/year"),
    ("-4%/year", 0.02, "2%/year"),
    ("+5", 7, "7"),
    ("165", 0.1 + 0.2, "0.3"),
    ("12%", 0.123, "12.3%"),
    ("100", 1e300, "1e+300"),
    ("1", 2.5e-10, "2.5e-10"),
    ("= 2 * x", 5, "5"),
)


@pytest.mark.parametrize(("old", "value", "new"), EXAMPLES)
def test_the_spelling_is_kept(old: str, value: float, new: str) -> None:
    assert respelt(old, value) == new


def test_what_the_reader_multiplies_with_is_taken_off() -> None:
    assert respelt("12_887", 13_000_500, scale=1e3) == "13_000.5"
    assert respelt("523", 1e6, scale=1e6) == "1"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_only_numbers_can_be_written(value: float) -> None:
    with pytest.raises(ValueError, match="not a number"):
        respelt("1", value)


@pytest.mark.parametrize(
    ("quoting", "text"),
    [
        (Quoting(), "1"),
        (Quoting(percent=True), "1%"),
        (Quoting(Unit(year=-1), True, "year"), "1%/year"),
        (Quoting(Unit(money=1, year=-1), False, "month"), "1/month"),
        (Quoting(Unit(year=1), False, "day"), "1 days"),
    ],
)
def test_a_number_in_a_quoting(quoting: Quoting, text: str) -> None:
    assert like(quoting) == text


OLD = st.sampled_from([old for old, _, _ in EXAMPLES if read_quantity(old)])
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
WRITTEN = st.builds(
    lambda n, e: float(f"{n}e{e}"), st.integers(-(10**12), 10**12), st.integers(-9, 9)
)


@given(OLD, st.one_of(FLOATS, WRITTEN))
def test_every_number_is_read_back(old: str, value: float) -> None:
    text = respelt(old, value)
    found = read_quantity(text)
    assert found is not None
    before = read_quantity(old)
    assert before is not None
    assert found.quoting.unit == before.quoting.unit
    assert found.quoting.time == before.quoting.time
    assert found.value == value or near(found.value, value)


def near(found: float, value: float) -> bool:
    """Whether a number of 12 digits stands for one that is nearer to it than 1e-12."""
    return abs(Fraction(found) - Fraction(value)) <= abs(Fraction(value)) * Fraction(12, 10**13)


@given(OLD, WRITTEN)
def test_a_number_of_few_digits_is_never_written_with_many(old: str, value: float) -> None:
    digits = respelt(old, value).lstrip("-EUR ").replace("_", "").replace(".", "").lower()
    number = digits.split("e")[0].rstrip("kM%/abcdefghijlmnopqrstuvwxyz EUR").strip("0")
    assert "/" in number or len(number) <= 13
