"""The sheet Annual says what `bizcase run` says, in every case, and its lines add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizcase.report.tables.statement import statement
from bizcase.report.workbook.book import Formula
from bizcase.report.workbook.layout.annual_lines import AnnualLine, product_lines, statement_lines
from bizcase.report.workbook.layout.annual_places import ANNUAL, annual_rows
from bizcase.report.workbook.layout.places import HEADER, OPENING, TOTAL
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.proof.recalculate import Result
from bizcase.scenario.adjustments import ADJUSTABLE
from bizcase.study.fiscal_years import fiscal_years, total
from bizcase.study.run import Run
from tests.workbook.calculated import PUBLISHED, SHIPPED, Calculated
from tests.workbook.odd import ODD, odd_file

CLOSE = 1e-9  # of the largest amount of a line
# Each sum with the lines above it of which it is the sum, all as they are shown.
SUMS = {
    "gross_profit": ("revenue", "-cost_of_sales"),
    "ebitda": ("gross_profit", "-operating_costs"),
    "ebit": ("ebitda", "-depreciation"),
    "free_cash_flow": (
        "ebit", "-tax", "depreciation", "-capital_expenditure", "disposals",
        "-change_in_net_working_capital", "deferred_tax", "-untaxed_costs",
    ),
}  # fmt: skip


def cells(book: Calculated, row: int, columns: range) -> list[Result]:
    return [
        book.engine.read([place])[place] for place in ((ANNUAL, row, column) for column in columns)
    ]


def columns(plan: Plan) -> range:
    """The opening and the years."""
    return range(OPENING, OPENING + len(fiscal_years(plan.model.timeline).headings))


def wanted(run: Run, line: AnnualLine) -> list[float]:
    """A line by year as the engine has it, with its sign on the sheet."""
    years = fiscal_years(run.model.timeline)
    values = run.rows[line.row]
    found = years.flow(values) if line.kind == "flow" else years.stock(values)
    return [line.sign * (value or 0.0) for value in found]


def differing(book: Calculated, run: Run) -> list[str]:
    """The lines that are not as the engine has them."""
    wrong = []
    rows = annual_rows(book.plan)
    largest = max(abs(v or 0.0) for values in run.rows.values() for v in values)
    for line in (*statement_lines(book.plan), *product_lines(book.plan)):
        ours = wanted(run, line)
        theirs = cells(book, rows[line.key], columns(book.plan))
        near = max(CLOSE * max(map(abs, ours)), 1e-13 * largest)
        if not all(
            isinstance(t, float) and abs(t - o) <= near for t, o in zip(theirs, ours, strict=True)
        ):
            wrong.append(f"{line.key}: {theirs}, not {ours}")
        if line.kind == "flow":
            summed = cells(book, rows[line.key], range(TOTAL, TOTAL + 1))[0]
            if not isinstance(summed, float) or abs(summed - sum(ours)) > near * len(ours):
                wrong.append(f"{line.key}, total: {summed}, not {sum(ours)}")
    return wrong


@pytest.mark.parametrize("path", [*SHIPPED, *PUBLISHED[::4]], ids=lambda p: p.stem)
def test_lines_agree_in_every_case(path: Path) -> None:
    book = Calculated(path)
    for run in book.plan.subject.runs:
        book.choose(run.case)
        assert differing(book, run) == [], run.case
        assert not_adding_up(book) == [], run.case


@pytest.mark.parametrize("name", ODD)
def test_odd_scenarios(name: str, tmp_path: Path) -> None:
    book = Calculated(odd_file(tmp_path, name))
    assert differing(book, book.plan.run) == []
    assert not_adding_up(book) == []


def not_adding_up(book: Calculated) -> list[str]:
    """The sums that are not the sums of the lines that are shown above them."""
    rows, wrong = annual_rows(book.plan), []
    all_columns = [TOTAL, *columns(book.plan)]
    shown = {key: _numbers(book, rows[key], all_columns) for key in rows}
    size = max(abs(v) for values in shown.values() for v in values)
    for key, parts in SUMS.items():
        if key not in shown:
            continue
        for i, column in enumerate(all_columns):
            added = sum(shown[part][i] for part in parts if part in shown)
            if abs(added - shown[key][i]) > CLOSE * size:
                wrong.append(f"{key}, column {column}: {shown[key][i]}, its parts {added}")
    return wrong


def _numbers(book: Calculated, row: int, places: list[int]) -> list[float]:
    found = [cells(book, row, range(column, column + 1))[0] for column in places]
    return [value if isinstance(value, float) else 0.0 for value in found]


@pytest.mark.parametrize("line", ADJUSTABLE)
def test_what_is_adjusted_by_hand_still_adds_up(line: str, tmp_path: Path) -> None:
    """Also where the case has nothing in a line, such as tax in one before tax."""
    book = Calculated(odd_file(tmp_path, "one period"))
    book.engine.set(("Adjustments", book.plan.adjustments[f"adjustments.{line}"], OPENING + 1), 7.0)
    assert not_adding_up(book) == []


@pytest.mark.parametrize("name", ODD)
def test_years_are_headed_as_in_the_terminal(name: str, tmp_path: Path) -> None:
    book = Calculated(odd_file(tmp_path, name))
    cells = book.sheet(ANNUAL).cells
    shown = [cells[HEADER, column].content for column in columns(book.plan)]
    assert shown == list(statement(book.plan.run).headings)


def test_sums_that_the_file_shows_are_the_engines(tmp_path: Path) -> None:
    """They are known before anybody calculates."""
    book = Calculated(odd_file(tmp_path, "tax still paid afterwards"))
    rows, sheet = annual_rows(book.plan), book.sheet(ANNUAL)
    years = fiscal_years(book.plan.model.timeline)
    content = sheet.cells[rows["free_cash_flow"], TOTAL].content
    assert isinstance(content, Formula)
    assert content.value == total(years.flow(book.plan.run.rows["free_cash_flow"]))
