"""The measures in the workbook agree with the engine, in every case of every scenario."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Formula
from bizcase.report.workbook.layout.dates import start_of
from bizcase.report.workbook.layout.places import OPENING, TOTAL
from bizcase.report.workbook.proof.expected import expected, irr_is_seen
from bizcase.report.workbook.proof.recalculate import Result
from bizcase.study.measures.dates import xirr
from bizcase.study.measures.flows import Flows, yearly
from bizcase.study.measures.irr_sheet import FIRST_RATE, LAST_RATE, POINTS
from bizcase.study.measures.registry import MEASURES
from bizcase.study.measures.roots.columns import cleaned, merge_times, sign_changes
from bizcase.study.run import Run
from tests.workbook.calculated import PUBLISHED, SHIPPED, TEMPLATES, Calculated
from tests.workbook.libreoffice import LibreOffice

FLOWS = """
bizcase: 1
name: flows
currency: EUR
timeline: {{step: {step}, length: {length}}}
discounting: {{rate: 10%/year, timing: {timing}}}
tax: none
revenue: {{flows: {{base: [{later}], opening: {first}}}}}
"""


def flows_file(
    folder: Path, flows: list[float], timing: str = "end", step: str = "year", more: str = ""
) -> Path:
    """A scenario with these flows a year: the opening, then one for every year."""
    first, *later = flows
    years = ", ".join(f"{flow!r}" for flow in later)
    length = f"{len(later)} years"
    text = FLOWS.format(first=repr(first), later=years, timing=timing, step=step, length=length)
    path = folder / "flows.yaml"
    path.write_text(text + more, encoding="utf-8")
    return path


def scale(flows: Flows) -> float:
    """The sum of all discounted flows, taken as positive."""
    both = np.abs(flows.discounted_cash()) + np.abs(flows.discounted_terminal_value())
    return float(both.sum())


def tolerance(name: str, value: float, flows: Flows) -> float:
    """How far the sheet may be from the engine."""
    if name in ("payback_years", "discounted_payback_years"):
        return 1e-6
    if name == "irr":
        return 1e-7
    return 1e-9 * (scale(flows) if name == "npv" else abs(value))


def differing(
    found: Mapping[str, Result], wanted: Mapping[str, float | None], flows: Flows
) -> dict[str, tuple[object, object]]:
    """The measures that are not as they should be."""
    wrong: dict[str, tuple[object, object]] = {}
    for name, value in wanted.items():
        is_there = found[name]
        if value is None:
            fits = is_there == "n/a"
        else:
            near = tolerance(name, value, flows)
            fits = isinstance(is_there, float) and abs(is_there - value) <= near
        if not fits:
            wrong[name] = is_there, value
    return wrong


def measures(book: Calculated) -> dict[str, Result]:
    """All measures as the sheet has them."""
    return {name: book.result(name) for name in MEASURES}


@pytest.mark.parametrize("path", [*SHIPPED, *TEMPLATES, *PUBLISHED], ids=lambda p: p.stem)
def test_measures_agree_in_every_case(path: Path) -> None:
    book = Calculated(path)
    for run in book.plan.subject.runs:
        book.choose(run.case)
        assert differing(measures(book), expected(run), run.flows) == {}, run.case
        assert further_results(book, run) == [], run.case


def further_results(book: Calculated, run: Run) -> list[str]:
    """Which of the further results are not as the engine has them."""
    wrong = []
    wanted: dict[str, float | None] = {
        f"npv_at_{i + 1}": value for i, value in enumerate(run.npv_at.values())
    }
    times, amounts = run.flows.timed
    wanted["sign_changes"] = float(sign_changes(cleaned(merge_times(times, amounts)[1]))[0])
    column = run.peak_funding_column
    wanted["peak_funding_period"] = None if column is None else float(column)
    if run.model.timeline.start:
        day = run.peak_funding_date
        wanted["peak_funding_date"] = day and float(days(date.fromisoformat(day)))
        wanted["xirr_of_excel"] = xirr_of_engine(book) if expected(run)["irr"] else None
    if "npv_of_excel" in book.plan.returns.results:
        assert np.allclose(run.flows.discount_time, run.flows.column_end)
        wanted["npv_of_excel"] = run.measures["npv"]
        wanted["irr_of_excel"] = expected(run)["irr"]
    for name, value in wanted.items():
        found = book.result(name)
        if value is None:
            fits = found == "n/a"
        else:
            near = 1e-9 * (scale(run.flows) if name.startswith("npv") else 1 + abs(value))
            near = max(near, 1e-7) if "irr" in name else near
            fits = isinstance(found, float) and abs(found - value) <= near
        if not fits:
            wrong.append(f"{name}: {found}, not {value}")
    return wrong


def days(day: date) -> int:
    """The number by which spreadsheets know a day."""
    return (day - date(1899, 12, 30)).days


def xirr_of_engine(book: Calculated) -> float:
    """The engine's rate for the days and amounts that the sheet gives to XIRR."""
    found = [date(1899, 12, 30) + timedelta(int(str(day)[:-2])) for day in book.column("day")]
    amounts = [float(str(amount)) for amount in book.column("amount")]
    return xirr(found, amounts)


ODD: dict[str, tuple[list[float], str]] = {
    "ordinary": ([-100, 30, 40, 50, 20], "end"),
    "middle of the year": ([-100, 30, 40, 50, 20], "mid"),
    "start of the year": ([-100, 30, 40, 50, 20], "start"),
    "all positive": ([10, 20, 30], "end"),
    "all negative": ([-10, -20, -30], "end"),
    "all zero": ([0, 0, 0], "end"),
    "no root": ([100, -150, 100], "end"),
    "two roots": ([-100, 230, -132], "end"),
    "two roots within a step of the grid": ([-100, 220.5, -121.55], "end"),
    "double root": ([-100, 220, -121], "end"),
    "three roots": ([-1000, 3600, -4310, 1716], "end"),
    "three changes, one root": ([-100, 300, -250, 200], "end"),
    "negative": ([-100, 20, 10, 5], "end"),
    "very negative": ([-100, 0, 0, 0.01], "end"),
    "below the grid": ([-100, 0.5, 0], "end"),
    "huge": ([-1, 9, 9], "end"),
    "above the grid": ([-1, 100, 9], "end"),
    "one root on the grid, one below": ([-100, 300, -1], "end"),
    "one root on the grid, one above": ([-1, 30, -31], "end"),
    "nothing at the opening": ([0, 0, -100, 60, 70], "end"),
    "nothing at the end": ([-100, 80, 60, 0, 0], "end"),
    "zero rate": ([-100, 50, 50], "end"),
    "lending": ([100, -30, -90], "end"),
    "residue at the end": ([-100, 80, 60, 1e-14], "end"),
    "opening and first year cancel": ([-100, 100, -50, 90], "start"),
    "opening and first year change their sign together": ([-100, 150, -20, 30], "start"),
    "on a point of the grid": (
        [-1, (1 + FIRST_RATE) * ((1 + LAST_RATE) / (1 + FIRST_RATE)) ** (60 / (POINTS - 1)), 0],
        "end",
    ),
    "paid back to the cent": ([-0.8, 0.7, 0.1, 0, 0.5], "end"),
    "in debt again": ([-100, 120, -50, 60], "end"),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("step", ["year", "quarter"])
def test_odd_flows(name: str, step: str, tmp_path: Path) -> None:
    flows, timing = ODD[name]
    book = Calculated(flows_file(tmp_path, flows, timing, step))
    run = book.plan.run
    assert differing(measures(book), expected(run), run.flows) == {}
    assert further_results(book, run) == []


@pytest.mark.parametrize("timing", ["end", "mid", "start"])
def test_terminal_value_and_periods_with_tax_alone(timing: str, tmp_path: Path) -> None:
    more = """
terminal_value: {method: multiple, of: ebitda, times: 3}
working_capital: {receivables: 60 days}
capex: {plant: {amount: 150, when: opening, depreciation: straight line, life: 6 years}}
"""
    path = flows_file(tmp_path, [-100, 30, 40, 50, 20], timing, more=more)
    text = path.read_text(encoding="utf-8").replace(
        "tax: none", "tax: {rate: 25%, losses: offset, paid: 1 year later}"
    )
    path.write_text(text, encoding="utf-8")
    book = Calculated(path)
    run = book.plan.run
    assert run.flows.terminal_value.any()
    assert differing(measures(book), expected(run), run.flows) == {}
    assert further_results(book, run) == []


def test_what_the_sheet_cannot_see_is_expected(tmp_path: Path) -> None:
    """An IRR of the engine that lies outside of the grid, or does not cross zero, is `n/a`."""
    for flows in ([-100.0, 0.5, 0.0], [-1.0, 2_000.0, 9.0]):
        run = Calculated(flows_file(tmp_path, flows)).plan.run
        assert run.measures["irr"] is not None
        assert expected(run)["irr"] is None
    run = Calculated(flows_file(tmp_path, [-100.0, 30.0, 90.0])).plan.run
    assert expected(run) == run.measures


def test_random_flows(tmp_path: Path) -> None:
    """Streams typed into one workbook agree with the engine on the same streams."""
    book = Calculated(flows_file(tmp_path, [-100, *[20.0] * 8]))
    series = book.plan.series["revenue.flows"]
    random = np.random.default_rng(7)
    seen = 0
    for _ in range(60):
        cash = random.normal(30, 60, 9) * (random.random(9) > 0.2)
        cash[0] = -abs(random.normal(100, 60))
        book.put(book.plan.live("revenue.flows.opening"), float(cash[0]))
        for i, amount in enumerate(cash[1:]):
            book.engine.set(("Series", series.values, OPENING + i), float(amount))
        stream = replace(yearly(cash[:, None], 0.10), benefits=cash[:, None])
        values = {name: float(m.compute(stream)[0]) for name, m in MEASURES.items()}
        wanted = {name: value if math.isfinite(value) else None for name, value in values.items()}
        if wanted["irr"] is not None and not irr_is_seen(stream):
            wanted["irr"] = None
        seen += wanted["irr"] is not None
        assert differing(measures(book), wanted, stream) == {}, cash
    assert 20 < seen < 60


def test_missing_flow_leaves_no_measure(tmp_path: Path) -> None:
    """An error in a cash flow makes every measure `n/a`, and none of them an error."""
    book = Calculated(flows_file(tmp_path, [-100, 30, 90]))
    row = book.plan.row("free_cash_flow").row
    book.engine.model.set_user_input(book.engine.numbers["Calc"], row, OPENING + 1, "=1/0")
    book.engine.model.evaluate()
    assert book.value(book.plan.row("free_cash_flow")) == -100
    found = {name: book.result(name) for name in MEASURES}
    assert set(found.values()) == {"n/a"}


def test_values_that_the_file_shows(tmp_path: Path) -> None:
    """The values that stand beside the formulas are those of the engine."""
    book = Calculated(flows_file(tmp_path, [-100, 30, 90]))
    sheet = book.sheet("Returns")
    for name, value in book.plan.run.measures.items():
        content = sheet.cells[book.plan.measure_cell(name).row, TOTAL].content
        assert isinstance(content, Formula)
        assert content.value == ("n/a" if value is None else value)


def test_libreoffice_agrees(office: LibreOffice, tmp_path: Path) -> None:
    path = next(path for path in SHIPPED if path.stem == "warehouse_robots")
    book = Calculated(path)
    file = tmp_path / "book.xlsx"
    file.write_bytes(book.file)
    cell = book.plan.case_cell
    choice = f"{letters(cell.column)}{cell.row}"
    edits = [[(cell.sheet, choice, case)] for case in book.plan.subject.cases]
    answers = office.scenarios(file, edits, ["Returns", "Checks"])
    for run, answer in zip(book.plan.subject.runs, answers, strict=True):
        rows = book.plan.returns.results
        found: dict[str, Result] = {}
        for name in MEASURES:
            value = answer["Returns"][f"{letters(TOTAL)}{rows[name]}"]
            assert isinstance(value, float | str | None)
            found[name] = value
        assert differing(found, expected(run), run.flows) == {}
        assert answer["Checks"]["C4"] == "All checks pass"


def test_timeline_has_dates_only_with_a_start(tmp_path: Path) -> None:
    book = Calculated(flows_file(tmp_path, [-100, 30, 90]))
    assert start_of(book.plan.model.timeline) is None
    assert not {"peak_funding_date", "xirr_of_excel"} & set(book.plan.returns.results)
