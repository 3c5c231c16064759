"""Commas inside numbers and formulas are found where they are, and only there."""

from __future__ import annotations

import pytest

from bizcase.problems import ProblemsFoundError
from bizcase.text import read_text
from bizcase.text.commas import comma_in, without_commas

CUT = {
    "a: [1,000, 2,000]": ("comma-in-number", "write [1_000, 2_000];"),
    "a: [1,000,000, 2,000,000]": ("comma-in-number", "write [1_000_000, 2_000_000];"),
    "a: [1,5, 2,5]": ("comma-in-number", "write [1.5, 2.5];"),
    "a: [0,05]": ("comma-in-number", "write [0.05];"),
    "a: {price: 1,250}": ("comma-in-number", "write 1_250;"),
    "a: {price: 3,99/month, churn: 2%}": ("comma-in-number", "write 3.99/month;"),
    "a: {f: min(a, b)}": ("comma-in-braces", 'in quotes: f: "min(a, b)"'),
    "a: {f: max(a, min(b, c)) * 2, in: x}": ("comma-in-braces", '"max(a, min(b, c)) * 2"'),
    "a: {source: Panel, 2026}": ("comma-in-braces", 'in quotes: source: "Panel, 2026"'),
    "a: {when: 3, note}": ("comma-in-braces", "write `note: ...`"),
    "a: {b:1, c: 2}": ("yaml-syntax", "write `b: 1`"),
}
SOUND = (
    "a: [100,200,300]",
    "a: [1, 2, 3]",
    "a: [a,b]",
    'a: ["1,000", "2,000"]',
    "a: [1, ...]",
    "a: {b: 1, c: , d: null}",
    "a: {2027: 1, 2028: 2}",
    "a: min(b, c)",
    "a: {f: 'min(b, c)'}",
)
WRITTEN = {
    "1,250": "1_250",
    "1,5": "1.5",
    "1,250.75": "1_250.75",
    "1.250,75": "1_250.75",
    "12,345,678": "12_345_678",
    "0,125": "0.125",
    "-2,5%": "-2.5%",
    "3,99/month": "3.99/month",
}


@pytest.mark.parametrize("text", CUT)
def test_a_comma_that_cuts_is_told(text: str) -> None:
    with pytest.raises(ProblemsFoundError) as found:
        read_text(text)
    (problem,) = found.value.problems
    code, remedy = CUT[text]
    assert problem.code == code
    assert remedy in (problem.help or "")


@pytest.mark.parametrize("text", SOUND)
def test_other_commas_are_left_alone(text: str) -> None:
    read_text(text)


@pytest.mark.parametrize("text", WRITTEN)
def test_the_number_that_is_meant(text: str) -> None:
    assert comma_in(text)
    assert without_commas(text) == WRITTEN[text]


@pytest.mark.parametrize("text", ["1_250", "1.5", "12", "2027-01", "max(1, 2)", "1, 2", "a,b"])
def test_numbers_without_a_comma(text: str) -> None:
    assert not comma_in(text)
