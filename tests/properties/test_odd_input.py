"""Odd but sound input: names like rows, zeros with units, what once gave a wrong number."""

from __future__ import annotations

import pytest

from tests.library.run_text import rows_of

LAMP = "products: {lamp: {units: [100, ...], price: 10}}\n"


def test_a_cost_named_like_a_line_does_not_stand_for_it() -> None:
    rows = rows_of(LAMP + "costs: {revenue: 40/year, fee: {share: 5%, of: revenue}}")
    assert rows["costs.fee"].tolist() == [0, 50, 50, 50, 50]


@pytest.mark.parametrize("nothing", ["0 days", "0", "{days: 0, of: revenue}"])
def test_no_receivables(nothing: str) -> None:
    rows = rows_of(LAMP + f"working_capital: {{receivables: {nothing}}}")
    assert not rows["net_working_capital"].any()


@pytest.mark.parametrize("name", ["lämp", "my lamp", "my-lamp", "min", "if", "end", "日本"])
def test_names_of_products(name: str) -> None:
    rows = rows_of(LAMP.replace("lamp", name))
    assert rows["revenue"].tolist() == [0, 1000, 1000, 1000, 1000]
