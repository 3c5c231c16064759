"""What people type into a workbook goes back into the scenario, and only where they typed it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bizcase.problems import ProblemsFoundError
from bizcase.report.workbook.returned.read import Written
from tests.workbook.lamp import (
    COST,
    DOWN,
    LAMP,
    PRICE,
    changed_lines,
    edit,
    exported_text,
    spot,
    update,
)

PRICE_LINE = "price: {base: 165, low: 150, high: 178, owner: Marketing}   # net"
CASE_LINE = "downside: {products.lamp.price: 140, discounting.rate: 12%/year}"
WRITTEN = {
    "a price": ({spot(PRICE): 159.0}, {PRICE_LINE: PRICE_LINE.replace("165", "159")}),
    "a number typed as a text": (
        {spot(PRICE): " 159.5 "}, {PRICE_LINE: PRICE_LINE.replace("165", "159.5")},
    ),
    "a formula": (
        {spot(PRICE): Written(160.0, "100*1.6")}, {PRICE_LINE: PRICE_LINE.replace("165", "160")},
    ),
    "both ends": (
        {spot(PRICE, "low"): 140.0, spot(PRICE, "high"): 170.0},
        {PRICE_LINE: PRICE_LINE.replace("150", "140").replace("178", "170")},
    ),
    "no range any more": (
        {spot(PRICE, "low"): None, spot(PRICE, "high"): None},
        {PRICE_LINE: "price: {base: 165, owner: Marketing}   # net"},
    ),
    "a range": (
        {spot(COST, "low"): 55.0, spot(COST, "high"): 70.0},
        {"unit_cost: 60": "unit_cost: {base: 60, low: 55, high: 70}"},
    ),
    "per cent": (
        {spot("discounting.rate"): 0.125},
        {"discounting: {rate: 11%/year}": "discounting: {rate: 12.5%/year}"},
    ),
    "a date": (
        {spot("products.lamp.launch"): date(2027, 10, 1)},
        {"launch: 2027-07": "launch: 2027-10"},
    ),
    "a date typed as a text": (
        {spot("products.lamp.launch"): "2027-10-01"}, {"launch: 2027-07": "launch: 2027-10"},
    ),
    "a value of a year": (
        {spot("products.lamp.units.amount", index=1): 1500.0},
        {'units: {amount: {2027: 900, 2028: 1_200}, source: "a guess: rough"}':
         'units: {amount: {2027: 900, 2028: 1_500}, source: "a guess: rough"}'},
    ),
    "a level and its date": (
        {spot("costs.staff.people", index=1): 4.0,
         spot("costs.staff.people", "date", index=1): date(2027, 10, 1)},
        {"staff: {people: {2027-01: 2, 2027-07: 3}, salary: 40_000/year}":
         "staff: {people: {2027-01: 2, 2027-10: 4}, salary: 40_000/year}"},
    ),
    "the date of a level, and its value in a case": (
        {spot("costs.staff.people", "date", index=1): date(2027, 10, 1),
         spot("costs.staff.people", case=DOWN, index=1): 5.0},
        {"staff: {people: {2027-01: 2, 2027-07: 3}, salary: 40_000/year}":
         "staff: {people: {2027-01: 2, 2027-10: 3}, salary: 40_000/year}",
         CASE_LINE: CASE_LINE.replace("}", ", costs.staff.people.2027-10: 5}")},
    ),
    "a number in a formula": (
        {spot("rows.warranty.number_1"): 0.03},
        {"warranty: {formula: 2% * lamp.revenue, in: cost of sales}":
         "warranty: {formula: 3% * lamp.revenue, in: cost of sales}"},
    ),
    "an amount, its reason and its owner": (
        {spot("adjustments.revenue", index=5): -700.0,
         spot("adjustments.revenue", "note"): "rebate: #1, 'late'",
         spot("adjustments.revenue", "owner"): "Finance"},
        {"revenue: {2028-Q1: -500, reason: rebate}":
         'revenue: {2028-Q1: -700, reason: "rebate: #1, \'late\'", owner: Finance}'},
    ),
    "another amount in place of the old": (
        {spot("adjustments.revenue", index=5): None, spot("adjustments.revenue", index=8): 20.0},
        {"revenue: {2028-Q1: -500, reason: rebate}": "revenue: {reason: rebate, 2028-Q4: 20}"},
    ),
    "no amount any more": (
        {spot("adjustments.revenue", index=5): 0.0, spot("adjustments.revenue", "note"): None},
        {"": ""},  # two lines less
    ),
    "a first amount": (
        {spot("adjustments.tax", index=0): -1.5, spot("adjustments.tax", "note"): "2026"},
        {"": "  tax: {opening: -1.5, reason: 2026}"},
    ),
    "texts": (
        {spot(PRICE, "source"): "@board {5%}: yes", spot(PRICE, "owner"): None,
         spot(PRICE, "note"): "- [ ] ask\n  #2"},
        {PRICE_LINE: "price: {base: 165, low: 150, high: 178, "
         'source: "@board {5%}: yes", note: "- [ ] ask #2"}   # net'},
    ),
    "an override": (
        {spot(COST, case=DOWN): 66.0},
        {CASE_LINE: CASE_LINE.replace("}", ", products.lamp.unit_cost: 66}")},
    ),
    "another override": (
        {spot(PRICE, case=DOWN): 135.0}, {CASE_LINE: CASE_LINE.replace("140", "135")},
    ),
    "no override any more": (
        {spot(PRICE, case=DOWN): None}, {CASE_LINE: "downside: {discounting.rate: 12%/year}"},
    ),
    "what a case says like the base case": (
        {spot(COST): 58.0},
        {"unit_cost: 60": "unit_cost: 58", "same: {products.lamp.unit_cost: 60}": "same: {}"},
    ),
    "nothing": ({spot(PRICE): 165.0 * (1 + 1e-14), spot(PRICE, "owner"): "Marketing "}, {}),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_change_is_written_where_it_stands(name: str, lamp_book: bytes, tmp_path: Path) -> None:
    cells, lines = WRITTEN[name]
    book = edit(lamp_book, dict(cells))
    assert changed_lines(update(book, tmp_path)) == lines


# What the scenario says by now where the price was 165, and what comes of 159 in the workbook.
SINCE = {
    "elsewhere": (("unit_cost: 60", "unit_cost: 62"), "159"),
    "another line": (("  fair:", "  # by hand\n  fair:"), "159"),
    "another case": (("  same:", "  new: {costs.fair.amount: 1}\n  same:"), "159"),
    "the same": (("base: 165", "base: 159"), None),
    "in the same place": (("base: 165", "base: 170"), ProblemsFoundError),
    "it is gone": (("  lamp:\n", "  torch:\n"), ProblemsFoundError),
}


@pytest.mark.parametrize("name", SINCE)
def test_scenario_that_changed_since(name: str, lamp_book: bytes, tmp_path: Path) -> None:
    change, result = SINCE[name]
    book, text = edit(lamp_book, {spot(PRICE): 159.0}), LAMP.replace(*change)
    if name == "it is gone":
        text = text.replace("lamp.", "torch.")
    if result is ProblemsFoundError:
        with pytest.raises(ProblemsFoundError) as found:
            update(book, tmp_path, text)
        (problem,) = found.value.problems
        assert problem.code == "changed-since-export"
        assert name == "it is gone" or all(n in problem.message for n in ("165", "170", "159"))
    else:
        new = changed_lines(update(book, tmp_path, text), text)
        assert new == ({PRICE_LINE: PRICE_LINE.replace("165", "159")} if result else {})


def test_cases_follow_a_date_that_moves(tmp_path: Path) -> None:
    """A case may name the entry by its date, or repeat it."""
    for said in ("costs.staff.people.2027-07: 4", "costs.staff.people: {2027-07: 4}"):
        text = LAMP.replace("  same: {", f"  same: {{{said}, ")
        book = edit(exported_text(text, tmp_path), {
            spot("costs.staff.people", "date", index=1): date(2027, 10, 1),
        })  # fmt: skip
        lines = changed_lines(update(book, tmp_path, text), text)
        assert list(lines.values())[1] == text.splitlines()[-1].strip().replace("-07", "-10")


def test_an_amount_without_a_reason_is_remarked(lamp_book: bytes, tmp_path: Path) -> None:
    amount, reason = (spot("adjustments.tax", index=2), spot("adjustments.tax", "note"))
    (remark,) = update(edit(lamp_book, {amount: 5.0}), tmp_path).remarks
    assert "`adjustments.tax` has an amount, but nobody says why" in remark
    assert update(edit(lamp_book, {amount: 5.0, reason: "late"}), tmp_path).remarks == ()
