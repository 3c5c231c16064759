"""The lines with which the scenarios of tests begin; what a test is about follows them."""

from __future__ import annotations

FOUR_YEARS = "{start: 2027-01, step: year, length: 4 years}"
TEN_PER_CENT = "{rate: 10%/year, timing: end}"


def head(
    name: str = "Lamp",
    timeline: str = FOUR_YEARS,
    discounting: str = TEN_PER_CENT,
    tax: str = "none",
    currency: str = "EUR",
) -> str:
    """Format, name, currency, timeline, discounting and tax, a line for each."""
    return (
        f"bizcase: 1\nname: {name}\ncurrency: {currency}\ntimeline: {timeline}\n"
        f"discounting: {discounting}\ntax: {tax}\n"
    )
