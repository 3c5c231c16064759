"""The checks of the workbook pass in every case, and fail when a cell is overtyped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.book import Formula
from bizcase.report.workbook.formulas.check_list import check_groups
from bizcase.report.workbook.layout.places import (
    ADJUSTMENTS,
    CHECKS,
    OPENING,
    OWNER,
    REASON,
    SERIES,
)
from bizcase.report.workbook.layout.plan import Plan, plan_of
from bizcase.report.workbook.layout.subject import subject_of
from tests.workbook.calculated import PUBLISHED, ROOT, SHIPPED, TEMPLATES, Calculated

MASTER = Area(CHECKS, 4, 3, 4, 3)
STATUS = 3


def statuses(book: Calculated) -> dict[str, object]:
    """The status of every check, by its label."""
    sheet = book.sheet(CHECKS)
    rows = [
        (row, str(sheet.cells[row, 1].content))
        for (row, column), cell in sheet.cells.items()
        if column == STATUS and row > MASTER.row + 2 and isinstance(cell.content, Formula)
    ]
    return {label: book.value(Area(CHECKS, row, STATUS, row, STATUS)) for row, label in rows}


def failing(book: Calculated) -> set[str]:
    """The labels of the checks that fail."""
    return {label for label, status in statuses(book).items() if status == "FAIL"}


@pytest.mark.parametrize("path", [*SHIPPED, *TEMPLATES, *PUBLISHED], ids=lambda p: p.stem)
def test_all_checks_pass_in_every_case(path: Path) -> None:
    book = Calculated(path)
    for case in book.plan.subject.cases:
        book.choose(case)
        assert failing(book) == set(), case
        assert str(book.value(MASTER)).startswith("All checks pass"), case


@pytest.fixture(scope="module")
def thermostat() -> Calculated:
    return Calculated(ROOT / "scenarios" / "thermostat.yaml")


@pytest.fixture
def book(thermostat: Calculated) -> Iterator[Calculated]:
    """A workbook as it was written, before each test."""
    yield thermostat
    thermostat.reset()


# For every row that is overtyped in its third period the words of a check that must see it.
OVERTYPED = {
    "gross_profit": "Gross profit",
    "ebitda": "EBITDA",
    "ebit": "EBIT",
    "nopat": "NOPAT",
    "free_cash_flow": "Free cash flow from EBITDA",
    "cumulative_cash": "Cumulative cash, in every period and at the end",
    "present_value": "Net present value: the present values of the calculation",
    "discount_factor": "Net present value: cash flows, rate and times",
}


@pytest.mark.parametrize("row", OVERTYPED)
def test_overtyped_cell_fails(book: Calculated, row: str) -> None:
    value = book.plan.run.rows[row][3]
    assert value is not None
    book.put_in_row(row, 3, value * 1.001 + 0.001)
    assert OVERTYPED[row] in failing(book)
    assert str(book.value(MASTER))[1:8] == " check " or "checks FAIL" in str(book.value(MASTER))


def test_errors_of_opposite_signs_do_not_hide_each_other(book: Calculated) -> None:
    for column, more in ((3, 1000.0), (4, -1000.0)):
        value = book.plan.run.rows["ebitda"][column]
        assert value is not None
        book.put_in_row("ebitda", column, value + more)
    assert "EBITDA" in failing(book)


@pytest.mark.parametrize("value", ["text", None])
def test_cell_without_a_number_fails(book: Calculated, value: str | None) -> None:
    book.put_in_row("tax", 5, value)
    assert "Calc: cells that are numbers" in failing(book)


def test_cell_without_a_number_on_returns_fails(book: Calculated) -> None:
    row = book.plan.returns.rows["joined_cash"]
    book.put(Area("Returns", row, OPENING + 2, row, OPENING + 2), "text")
    assert "Returns: cells that are numbers" in failing(book)


def test_overtyped_measures_fail(book: Calculated) -> None:
    value = book.plan.run.measures["npv"]
    rate = book.plan.run.measures["irr"]
    assert value is not None
    assert rate is not None
    book.put(book.plan.measure_cell("npv"), value + 1)
    book.put(book.plan.measure_cell("irr"), rate + 1e-5)
    assert {
        "Net present value: cash flows times factors",
        "Net present value at the internal rate of return",
        "Internal rate of return: Excel's IRR",
    } <= failing(book)
    book.reset()
    book.put(book.plan.measure_cell("xirr_of_excel"), 2.98e-9)
    assert failing(book) == {"Net present value, by days, at Excel's XIRR"}
    assert book.value(MASTER) == "1 check FAILS"


def test_what_blocks_promise_is_checked(book: Calculated) -> None:
    last = book.plan.model.timeline.periods
    book.put_in_row("capex.tooling.book", last, -5.0)
    assert any("book" in label for label in failing(book))


def test_adjustments_by_hand_are_told(book: Calculated) -> None:
    row = book.plan.adjustments["adjustments.revenue"]
    book.engine.set((ADJUSTMENTS, row, OPENING + 2), -15_000.0)
    book.engine.set((ADJUSTMENTS, row, OPENING + 3), 5_000.0)
    assert book.value(MASTER) == "All checks pass; 1 remark; adjusted by 20,000"
    book.put(Area(ADJUSTMENTS, row, REASON, row, REASON), "rebate")
    assert statuses(book)["Adjustments without a reason or an owner"] == "not told"
    book.put(Area(ADJUSTMENTS, row, OWNER, row, OWNER), "Finance")
    assert book.value(MASTER) == "All checks pass; adjusted by 20,000"
    assert statuses(book)["Adjustments by hand, without their signs"] == "adjusted"


def test_assumption_out_of_its_range_is_told(book: Calculated) -> None:
    path = book.plan.drivers[0]
    given = book.plan.model.inputs[path]
    assert given.range is not None
    columns, row = book.plan.input_columns, book.plan.inputs[path]
    book.engine.set(("Inputs", row, columns.first_case), given.range.high * 1.0001)
    assert statuses(book)["Assumptions outside of their ranges"] == "outside"
    assert book.value(MASTER) == "All checks pass; 1 remark"


def test_assumption_beyond_its_bounds_fails(book: Calculated) -> None:
    columns, row = book.plan.input_columns, book.plan.inputs["tax.rate"]
    book.engine.set(("Inputs", row, columns.first_case), 2.5)
    assert failing(book) == {"Assumptions beyond what is possible"}
    assert book.value(MASTER) == "1 check FAILS"


@pytest.mark.parametrize("value", ["text", None])
def test_base_value_that_is_no_number_fails(book: Calculated, value: str | None) -> None:
    columns, row = book.plan.input_columns, book.plan.inputs["tax.rate"]
    book.put(Area("Inputs", row, columns.first_case, row, columns.first_case), value)
    assert "Inputs: base values that are numbers" in failing(book)


def test_series_without_a_number_or_out_of_order_fails(book: Calculated) -> None:
    place = book.plan.series["costs.team.people"]
    assert place.dates is not None
    first = Area(SERIES, place.dates + 1, OPENING, place.dates + 1, OPENING)
    book.put(first, 99_999.0)
    assert "Series: dates before the one on their left" in failing(book)
    book.reset()
    value = Area(SERIES, place.values + 1, OPENING, place.values + 1, OPENING)
    book.put(value, None)
    assert "Series: base values that are numbers" in failing(book)


PERPETUITY = """
bizcase: 1
name: for ever
currency: EUR
timeline: {step: year, length: 4 years}
discounting: {rate: 10%/year}
tax: none
revenue: {sales: 100/year}
terminal_value: {method: perpetuity, growth: 5%/year}
"""


def test_growth_for_ever_is_below_the_discount_rate(tmp_path: Path) -> None:
    path = tmp_path / "for_ever.yaml"
    path.write_text(PERPETUITY, encoding="utf-8")
    book = Calculated(path)
    label = "Growth for ever is below the discount rate"
    assert statuses(book)[label] == "ok"
    for growth in (0.10, 0.11):
        book.put(book.plan.live("terminal_value.growth"), growth)
        assert label in failing(book)


def test_live_tornado_is_checked() -> None:
    plan: Plan = plan_of(subject_of(ROOT / "scenarios" / "thermostat.yaml"), live_tornado=True)
    labels = [check.label for checks in check_groups(plan).values() for check in checks]
    assert "The tornado tries out no driver" in labels
