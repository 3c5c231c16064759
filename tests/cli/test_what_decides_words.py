"""What the pages of `sensitivity` and `goal-seek` say: true sides, bounds, reasons, examples."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

import bizcase
from bizcase.study.naming import short_names
from bizcase.study.sensitivity.sentence import sentence
from bizcase.study.verdict import verdict
from tests.cli.conftest import Program
from tests.written import head

THERMOSTAT = Path(__file__).parent.parent.parent / "scenarios" / "thermostat.yaml"
KIOSK = (
    head("Kiosk", discounting="{rate: 10%, timing: end}")
    + """\
products:
  kiosk:
    units: [1_000, 1_200, 1_200, 1_200]
    price: {base: 100, low: 100, high: 100}
    unit_cost: {base: 60, learning: 95%, from_units: 500}
costs:
  royalty: {share: 15%, of: revenue}
  rent: {amount: 77_000/year, from: 2028-01}
  fair: {amount: 0/year}
capex:
  stand: {amount: {base: 60_000, low: 50_000, high: 90_000}, when: opening,
          depreciation: straight line, life: 4 years}
cases: {}
"""
)


@pytest.fixture
def kiosk(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.yaml"
    path.write_text(KIOSK.replace("cases: {}\n", ""), encoding="utf-8")
    return path


def test_the_day_that_turns_the_verdict_does_not_turn_it_yet() -> None:
    """`later than 2027-08-21`: on that day it still passes, on the next it fails."""
    scenario = bizcase.load(THERMOSTAT)
    found = scenario.sensitivity()
    said = sentence(found, short_names([one.driver.path for one in found.responses]))
    last = date.fromisoformat(said.partition("adoption.launch is later than ")[2][:10])
    path = "products.thermostat.adoption.launch"

    judged = [
        verdict(scenario.run(set={path: day.isoformat()})).passes
        for day in (last, last + timedelta(days=1))
    ]
    assert judged == [True, False]
    assert "one other driver" not in said


def test_learning_stays_below_100_per_cent_and_shares_within_it(kiosk: Path) -> None:
    found = bizcase.load(kiosk).sensitivity()
    learning = found.of("products.kiosk.unit_cost.learning").driver
    assert (learning.low, learning.high) == (0.945, 0.955)  # a tenth of the 5 % that it saves
    assert learning.searched == (0, 1)
    royalty = found.of("costs.royalty.share").driver
    assert royalty.searched == (0, 1)


def test_what_lies_beyond_the_bounds_is_not_reachable(program: Program) -> None:
    out = " ".join(program("sensitivity", THERMOSTAT).out.split())
    assert "Not reachable, as the NPV is 0 nowhere there: unit_cost.learning" in out
    assert "never" not in out


def test_a_range_of_one_value_is_certain_in_both(program: Program, kiosk: Path) -> None:
    out = " ".join(program("sensitivity", kiosk, "--all").out.split())
    assert "Not varied, as low and high are the same: kiosk.price" in out
    assert "Not varied, as the value is 0 and has no range: fair.amount" in out
    drawn = json.loads(program("simulate", kiosk, "--trials", 100, "--json").out)
    assert [one["path"] for one in drawn["drivers"]] == ["capex.stand.amount"]


def test_money_has_its_currency_and_dates_their_change(program: Program, kiosk: Path) -> None:
    out = program("sensitivity", kiosk, "--all", "--set", "costs.rent.amount=20_000/year").out
    assert "EUR 20k/year" in out
    assert "An empty end" in out  # of stand.when: nothing lies before the opening


def test_a_table_keeps_the_spider_and_has_each_value_once(program: Program, kiosk: Path) -> None:
    shown = program("sensitivity", kiosk, "--table", "stand.when,stand.amount", "--spider").out
    table, _, spider = shown.partition("Spider: NPV, EUR")
    rows = [line.split() for line in table.splitlines()]
    assert [row[0] for row in rows if row and row[0] in ("opening", "2027-01")] == [
        "opening",
        "2027-01",
    ]
    assert "stand.amount" in spider


@pytest.mark.parametrize("command", ["sensitivity", "goal-seek"])
def test_what_is_none_has_its_reason(program: Program, kiosk: Path, command: str) -> None:
    more = ("--measure", "irr") if command == "sensitivity" else ("--vary", "stand.amount")
    text = " ".join(program(command, kiosk, "--set", "kiosk.price=10", *more).out.split())
    assert "all cash flows are negative" in text


def test_without_a_solution_the_status_is_1_and_the_open_end_is_said(
    program: Program, kiosk: Path
) -> None:
    shown = program("goal-seek", kiosk, "--vary", "discounting.rate", "--target", "npv=1bn")
    assert shown.status == 1
    assert "No value above -100%/year and up to" in " ".join(shown.out.split())
    assert program("goal-seek", kiosk, "--vary", "stand.amount", "--target", "npv=0").status in (
        0,
        1,
    )


def test_without_a_driver_there_is_an_example_and_a_list(program: Program, kiosk: Path) -> None:
    shown = program("goal-seek", kiosk)
    assert shown.status == 2
    assert "--vary stand.amount --target npv=0" in shown.err
    assert "`kiosk.units`" in shown.err


def test_help_is_broken_at_the_width_of_the_terminal(program: Program) -> None:
    text = program("goal-seek", "--help").out.partition("Arguments")[0]
    paragraphs = [part.split("\n") for part in text.split("\n" + " " * 80 + "\n")]
    long = [[line.strip() for line in part if line.strip()] for part in paragraphs]
    assert any(len(part) > 2 for part in long)
    assert all(len(line) > 60 for part in long for line in part[:-1])


def test_money_that_is_lost_again_after_payback_is_said(program: Program, kiosk: Path) -> None:
    text = KIOSK.replace("cases: {}\n", "accept_if: {payback: < 4 years}\n")
    text = text.replace(
        "rent: {amount: 77_000/year, from: 2028-01}", "closing: {amount: 400k, when: 2030-06}"
    )
    kiosk.write_text(text, encoding="utf-8")
    out = " ".join(program("run", kiosk).out.split())
    assert "but cumulative cash is below zero again in 2030" in out
    assert "after payback the cumulative cash is below zero again in 2030" in out
    sought = " ".join(program("goal-seek", kiosk, "--vary", "stand.amount").out.split())
    assert "cumulative cash is below zero again in 2030, after payback" in sought
