"""The smallest of cases: one period, no cases but the base, values outside of their ranges."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.written import head

ONE_PERIOD = (
    head(
        "Stall",
        timeline="{start: 2027-01, step: year, length: 1 years}",
        discounting="{rate: 10%, timing: end}",
    )
    + """\
products: {lamp: {units: 1_000/year, price: {base: 45, low: 40, high: 50}, unit_cost: 20}}
capex: {stall: {amount: 9k, when: opening}}
"""
)


@pytest.fixture
def stall(tmp_path: Path) -> Path:
    path = tmp_path / "stall.yaml"
    path.write_text(ONE_PERIOD, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "asked", ["run", "run --case all", "goal-seek --vary lamp.price", "sensitivity", "simulate"]
)
def test_one_period(asked: str, program: Program, stall: Path) -> None:
    command, *options = asked.split()
    done = program(command, stall, *options)
    assert done.status == 0
    assert "bug" not in done.err


@pytest.mark.parametrize("price", ["100", "1"])
def test_a_page_of_a_value_far_outside_of_its_range(
    price: str, program: Program, stall: Path
) -> None:
    page = stall.with_suffix(".html")
    value = f"products.lamp.price={price}"
    assert program("report", stall, "--set", value, "--trials", 0, "-o", page).status == 0
    assert f"EUR {price}" in page.read_text(encoding="utf-8")


def test_an_option_whose_rate_changes_is_ranked(program: Program, stall: Path) -> None:
    """It has no annuity, by which options of unlike lives are ranked else."""
    changing = stall.with_name("changing.yaml")
    text = ONE_PERIOD.replace("1 years}", "3 years}").replace("rate: 10%", "rate: [12%, 9%, 8%]")
    changing.write_text(text.replace("name: Stall", "name: Changing"), encoding="utf-8")
    page = program("compare", stall, changing, "--trials", 0).out
    assert page.startswith("Choose Changing: NPV EUR ")
    assert "but not every option has an annuity: NPV decides." in " ".join(page.split())


def test_an_option_worth_nothing_is_not_chosen(program: Program, stall: Path) -> None:
    text = ONE_PERIOD.replace("price: {base: 45, low: 40, high: 50}", "price: 20")
    stall.write_text(text.replace("amount: 9k", "amount: 0"), encoding="utf-8")
    worse = stall.with_name("worse.yaml")
    worse.write_text(
        "bizcase: 1\nextends: stall.yaml\nname: Worse\nproducts: {lamp: {price: 19}}\n", "utf-8"
    )
    page = program("compare", stall, worse, "--trials", 0).out
    assert page.startswith("Stall is worth no more than doing nothing: NPV EUR 0.")
