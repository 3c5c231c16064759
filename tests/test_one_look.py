"""One name for a driver and one palette, on the page, in workbooks and in charts; and marks."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

from matplotlib.colors import to_hex

import bizcase
from bizcase.report.charts.chart import Picture
from bizcase.report.charts.draw import picture
from bizcase.report.charts.results import results_of
from bizcase.report.charts.tornado import tornado_of
from bizcase.report.names import driver_name
from bizcase.report.page.page import report_page
from bizcase.report.palette import COLOURS, GAIN, LOSS, RESULT
from bizcase.report.workbook.book import Book, Sheet
from bizcase.report.workbook.file.package import cleaned
from bizcase.report.workbook.file.write import written
from bizcase.report.workbook.layout.places import SENSITIVITY, SIMULATION
from bizcase.report.workbook.layout.plan import plan_of
from bizcase.report.workbook.layout.subject import subject_of
from bizcase.report.workbook.proof.recalculate import Recalculation
from bizcase.report.workbook.sheets.assemble import book_of
from bizcase.report.workbook.sheets.sensitivity import FIRST, NAME
from bizcase.report.workbook.sheets.simulation import LABEL
from bizcase.study.simulate import simulate
from tests.charts.boxes import texts
from tests.page.conftest import FEW
from tests.workbook.calculated import place

ROOT = Path(__file__).parents[1]
THERMOSTAT = ROOT / "scenarios" / "thermostat.yaml"
MOVED = {"Thermostat price", "Adoption imitation", "Subscription attach"}  # in its downside


def test_colours_are_written_in_one_place() -> None:
    found = {
        file.name
        for ending in ("py", "css", "js")
        for file in (ROOT / "bizcase" / "report").rglob(f"*.{ending}")
        if re.search(r"""["'#\s:][0-9A-F]{6}["';\s]""", file.read_text(encoding="utf-8"))
    }
    assert found == {"palette.py", "look.py"}  # black and white letters on shades of any colour


@cache
def book(case: str) -> Book:
    """The workbook of the thermostat, with a simulation of a case."""
    plan = plan_of(subject_of(THERMOSTAT), live_tornado=False)
    plan.simulation = simulate(bizcase.load(THERMOSTAT).run(case).model, FEW)
    return book_of(plan, date(2026, 1, 1))


def sheet(title: str, case: str = "base") -> Sheet:
    return next(one for one in book(case).sheets if one.title == title)


def words(one: Sheet, column: int, first: int = 1) -> set[str]:
    """All texts of a column."""
    return {
        cell.content
        for (row, at), cell in one.cells.items()
        if at == column and row >= first and isinstance(cell.content, str)
    }


def test_a_driver_has_one_name() -> None:
    run = bizcase.load(THERMOSTAT).run()
    names = {driver_name(run.model, path) for path, i in run.model.inputs.items() if i.range}
    assert "Thermostat price" in names
    assert words(sheet(SENSITIVITY), NAME, FIRST) == names
    assert {bar.name for bar in tornado_of(run).bars} == names
    simulated = words(sheet(SIMULATION), LABEL)
    assert "Adoption market" in simulated
    assert "adoption.market" not in " ".join(simulated).replace("thermostat.adoption.market", "")
    page = report_page(THERMOSTAT, trials=FEW)
    assert names <= set(page.findings.titles.values())
    shown = re.sub(r'title="[^"]*"', "", page.html.split("<script")[0])
    # What somebody types to mend something is the whole path.
    assert "adoption.market" not in shown.replace("products.thermostat.adoption.market", "")


def test_better_worse_and_what_is_left_have_their_colours_everywhere() -> None:
    assert {GAIN, LOSS, RESULT} == {
        plotted.colour
        for chart in sheet("Outputs").charts
        if chart.title.startswith("From revenue to NPV")
        for plotted in chart.series
        if plotted.drawn == "bar"
    }
    [tornado] = sheet(SENSITIVITY).charts
    assert [plotted.colour for plotted in tornado.series] == [LOSS, GAIN]
    [bars, _] = sheet(SIMULATION).charts
    assert [plotted.colour for plotted in bars.series] == [LOSS, GAIN]
    drawn = {
        to_hex(bar.get_facecolor())[1:].upper()
        for bar in of_case("waterfall").figure.axes[0].patches
    }
    assert drawn == {COLOURS[GAIN], COLOURS[LOSS], COLOURS[RESULT]}


@cache
def of_case(chart: str, case: str = "base") -> Picture:
    drawn = picture(chart, results_of(bizcase.load(THERMOSTAT).run(case), FEW))
    assert isinstance(drawn, Picture)
    return drawn


def marked(said: set[str]) -> set[str]:
    """The names that carry the mark of a range that a case keeps."""
    return {text.removesuffix(" !") for text in said if text.endswith(" !")}


def test_ranges_that_a_case_keeps_are_marked_in_charts() -> None:
    for chart in ("tornado", "spider"):
        said = [text for text, _ in texts(of_case(chart, "downside").figure)]
        assert marked({*said}), chart
        assert marked({*said}) <= MOVED
        assert " ! moved here, with" in " ".join(said)
        assert not marked({text for text, _ in texts(of_case(chart).figure)})
    assert marked({text for text, _ in texts(of_case("tornado", "downside").figure)}) == MOVED


def test_the_sheet_simulation_marks_them() -> None:
    said = words(sheet(SIMULATION, "downside"), LABEL)
    assert marked(said) == {"Adoption imitation", "Subscription attach"}  # which matter there
    assert any(text.startswith("! moved here, with a range") for text in said)
    assert not marked(words(sheet(SIMULATION), LABEL))


def test_the_sheet_sensitivity_marks_them_in_the_case_in_use() -> None:
    plan = plan_of(subject_of(THERMOSTAT))
    drivers = [(SENSITIVITY, FIRST + i, NAME) for i in range(len(plan.drivers))]
    live = Recalculation(cleaned(written(book_of(plan, date(2026, 1, 1)))))
    for case, expected in (
        ("base", set()),
        ("downside", MOVED),
        ("late launch", {"Adoption launch"}),
    ):
        live.set(place(plan.case_cell), case)
        assert marked({str(name) for name in live.read(drivers).values()}) == expected, case


def test_the_page_marks_them() -> None:
    page = report_page(THERMOSTAT, case="downside", trials=FEW)
    [drivers] = re.findall(r"<caption>What drives the spread.*?<h2", page.html, re.DOTALL)
    assert "Subscription attach !" in drivers
    assert "! moved here, with a range that was given for another value: " in drivers
