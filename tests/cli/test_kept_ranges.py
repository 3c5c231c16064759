"""A value that a case moves without its range is found, and said on every page that uses it."""

from __future__ import annotations

from pathlib import Path

import pytest

import bizcase
from bizcase.study.kept_ranges import kept_ranges
from tests.cli.conftest import Program
from tests.written import head

SHOP = (
    head("Shop", discounting="{rate: 10%, timing: end}")
    + """\
products:
  lamp:
    units: {by_year: [800, 900, 900, 900], low: -20%, high: 20%}
    price: {base: 100, low: 90, high: 120, source: illustrative}
    unit_cost: {base: 60, low: 55, high: 70, source: "Quotation, May 2026"}
costs: {rent: {amount: 9_000/year, from: {base: 2027-01, low: 2027-01, high: 2028-01}}}
cases:
  low: {products.lamp.price: 91}
  middle: {products.lamp.price: 105}
  far: {products.lamp.price: 80}
  own: {products.lamp.price: {base: 91, low: 85, high: 95}}
  list: {products.lamp.units: {by_year: [700, 800, 800, 800]}}
  late: {costs.rent.from: 2028-01}
"""
)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("case", "found"),
    [
        ("base", []),
        ("low", [("products.lamp.price", 100, "low")]),
        ("middle", [("products.lamp.price", 100, "inside")]),
        ("far", [("products.lamp.price", 100, "below")]),
        ("own", []),
        ("list", []),  # its range is a share of what is there
        ("late", [("costs.rent.from", 0, "high")]),
    ],
)
def test_what_a_case_moves_without_its_range(
    shop: Path, case: str, found: list[tuple[str, float, str]]
) -> None:
    scenario = bizcase.load(shop)
    kept = kept_ranges(scenario.model_of(case), scenario.model)
    assert [(one.path, one.was, one.position) for one in kept] == found
    if case != "far":
        assert kept_ranges(scenario.model_of(case)) == kept  # a simulation draws from them


def test_a_value_that_is_set_is_moved_as_well(shop: Path) -> None:
    scenario = bizcase.load(shop)
    (one,) = kept_ranges(scenario.model_of(set={"products.lamp.price": 119}))
    assert (one.was, one.position) == (100, "high")


@pytest.mark.parametrize(
    ("command", "case", "said"),
    [
        (
            "sensitivity",
            "low",
            "lamp.price is EUR 91, not EUR 100, near the low end of EUR 90 to 120",
        ),
        ("sensitivity", "far", "is EUR 80, not EUR 100, below EUR 90 to 120"),
        ("simulate", "low", "is EUR 91, not EUR 100, near the low end of EUR 90 to 120"),
    ],
)
def test_the_page_marks_it_and_says_the_remedy(
    program: Program, shop: Path, command: str, case: str, said: str
) -> None:
    more = ("--trials", 200) if command == "simulate" else ()
    shown = program(command, shop, "--case", case, *more)
    text = " ".join(shown.out.split())
    assert "lamp.price !" in text
    assert said in text
    assert "products.lamp.price: {base: " in text
    assert "base case" not in text
    base = " ".join(program(command, shop, *more).out.split())
    assert "lamp.price !" not in base
