"""The sheets Outputs, ChartData and Cover say what the engine says, in every case."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizcase.report.workbook.addresses import Place, area_of, places
from bizcase.report.workbook.book import Chart, Formula
from bizcase.report.workbook.layout import waterfall
from bizcase.report.workbook.layout.places import OPENING
from bizcase.report.workbook.proof.expected import expected
from bizcase.report.workbook.proof.recalculate import Fault, Result
from bizcase.scenario.adjustments import ADJUSTABLE
from bizcase.study.measures.registry import MEASURES
from bizcase.study.run import Run
from tests.workbook.calculated import PUBLISHED, SHIPPED, Calculated
from tests.workbook.odd import ODD, odd_file
from tests.written import head

SHOWS = ("Cover", "Outputs", "ChartData", "Annual", "Sensitivity")


def size_of(run: Run) -> float:
    """The sum of all discounted flows without their signs."""
    both = abs(run.flows.discounted_cash()) + abs(run.flows.discounted_terminal_value())
    return float(both.sum())


def column(book: Calculated, at: int) -> list[float]:
    """A column of the waterfall."""
    area = waterfall.waterfall_area(book.plan, at)
    found = book.engine.read(places(area)).values()
    return [value for value in found if isinstance(value, float)]


def wrong_bars(book: Calculated) -> list[str]:
    """Bars that do not reach from where the last one ended to where they end themselves."""
    starts, ends, steps = (
        column(book, at) for at in (waterfall.START, waterfall.END, waterfall.VALUE)
    )
    drawn = [
        column(book, at)
        for at in (
            waterfall.UNDER, waterfall.BELOW, waterfall.UP, waterfall.UP_BELOW,
            waterfall.DOWN, waterfall.DOWN_BELOW, waterfall.WHOLE,
        )
    ]  # fmt: skip
    near, wrong = 1e-9 * sum(map(abs, steps)), []
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        # Programs stack what is positive above zero and what is negative below it.
        above, below, *bars = (part[i] for part in drawn)
        reaches = [above + sum(b for b in bars if b > 0), below + sum(b for b in bars if b < 0)]
        visible = sum(map(abs, bars))
        if abs(visible - abs(end - start)) > near or above < 0 or below > 0:
            wrong.append(f"bar {i}: {visible} long, not {abs(end - start)}")
        elif visible > near and not _is_there(reaches, max(start, end), min(start, end), near):
            wrong.append(f"bar {i}: {reaches}, not {start} to {end}")
    return wrong


def _is_there(reaches: list[float], high: float, low: float, near: float) -> bool:
    """Whether a bar ends at its outer ends on both sides of zero."""
    above = high <= 0 or abs(reaches[0] - high) <= near
    return above and (low >= 0 or abs(reaches[1] - low) <= near)


def closing(book: Calculated) -> tuple[float, float]:
    """Where the steps end, and the net present value."""
    ends = column(book, waterfall.END)
    return ends[-2], ends[-1]


@pytest.mark.parametrize("path", [*SHIPPED, *PUBLISHED[::4]], ids=lambda p: p.stem)
def test_waterfall_ends_on_the_npv_in_every_case(path: Path) -> None:
    book = Calculated(path)
    for run in book.plan.subject.runs:
        book.choose(run.case)
        last, npv = closing(book)
        assert npv == pytest.approx(run.measures["npv"], abs=1e-9 * size_of(run))
        assert last == pytest.approx(npv, abs=1e-9 * size_of(run)), run.case
        assert wrong_bars(book) == [], run.case


@pytest.mark.parametrize("name", ODD)
def test_waterfall_of_odd_scenarios(name: str, tmp_path: Path) -> None:
    book = Calculated(odd_file(tmp_path, name))
    last, npv = closing(book)
    assert last == pytest.approx(npv, abs=1e-9 * size_of(book.plan.run))
    assert wrong_bars(book) == []


@pytest.mark.parametrize("line", ADJUSTABLE)
def test_waterfall_with_something_adjusted_by_hand(line: str, tmp_path: Path) -> None:
    """Also in a line of which the case has nothing."""
    book = Calculated(odd_file(tmp_path, "one period"))
    row = book.plan.adjustments[f"adjustments.{line}"]
    book.engine.set(("Adjustments", row, OPENING + 1), -70.0)
    last, npv = closing(book)
    assert npv == book.result("npv")
    assert last == pytest.approx(npv, abs=1e-9)
    assert wrong_bars(book) == []


def shown_measures(book: Calculated) -> dict[str, Result]:
    """What stands on Outputs in the cells that are nothing but a measure, by its name."""
    sheet = book.sheet("Outputs")
    texts = {book.plan.measure_cell(name).text: name for name in MEASURES}
    found = {
        texts[cell.content.text]: ("Outputs", *at)
        for at, cell in sheet.cells.items()
        if isinstance(cell.content, Formula) and cell.content.text in texts
    }
    values = book.engine.read(found.values())
    return {name: values[at] for name, at in found.items()}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_every_measure_is_shown_in_every_case(path: Path) -> None:
    book = Calculated(path)
    for run in book.plan.subject.runs:
        book.choose(run.case)
        found = shown_measures(book)
        assert found.keys() == MEASURES.keys()
        for name, value in expected(run).items():
            near = max(1e-6, 1e-9 * size_of(run))
            assert found[name] == ("n/a" if value is None else pytest.approx(value, abs=near)), name


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_cases_stand_side_by_side(path: Path) -> None:
    """Their names and net present values, as numbers that do not follow edits."""
    book = Calculated(path)
    cells = book.sheet("Outputs").cells
    rows = {cell.content: row for (row, _), cell in cells.items() if isinstance(cell.content, str)}
    for run in book.plan.subject.runs:
        here = [c for (row, _), c in cells.items() if row == rows[run.case]]
        assert run.measures["npv"] in [c.content for c in here]
        assert {c.style.partition("/")[0] for c in here if isinstance(c.content, float)} == {
            "static"
        }


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("live", [True, False])
def test_no_sheet_that_people_look_at_has_an_error(name: str, live: bool, tmp_path: Path) -> None:
    del live
    book = Calculated(odd_file(tmp_path, name))
    found = book.engine.read([p for p in book.engine.formulas() if p[0] in SHOWS])
    assert {p: v for p, v in found.items() if isinstance(v, Fault)} == {}


def charts(book: Calculated) -> list[Chart]:
    return [chart for sheet in book.book.sheets for chart in sheet.charts]


def filled(book: Calculated) -> set[Place]:
    return {
        (sheet.title, *at)
        for sheet in book.book.sheets
        for at, cell in sheet.cells.items()
        if cell.content is not None
    }


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_charts_draw_cells_that_are_there(path: Path) -> None:
    book = Calculated(path)
    there = filled(book)
    assert len(charts(book)) >= 5
    for chart in charts(book):
        areas = [chart.categories, *(plotted.values for plotted in chart.series)]
        lengths = {len([*places(area)]) for area in areas}
        assert len(lengths) == 1, chart.title
        assert {p for area in areas for p in places(area)} <= there, chart.title


@pytest.mark.parametrize("name", ODD)
def test_charts_of_odd_scenarios(name: str, tmp_path: Path) -> None:
    book = Calculated(odd_file(tmp_path, name))
    there = filled(book)
    for chart in charts(book):
        for area in (chart.categories, *(plotted.values for plotted in chart.series)):
            assert set(places(area)) <= there, chart.title
        assert len(chart.series) <= 9, chart.title


@pytest.mark.parametrize(("length", "end"), [(57, "year"), (60, "year or of the case")])
def test_a_chart_of_who_is_there_names_the_moment(length: int, end: str, tmp_path: Path) -> None:
    """From April on 57 months end with a year, 60 within one."""
    path = tmp_path / "app.yaml"
    app = "{adoption: {model: bass, market: 9_000, innovation: 3%/year, imitation: 40%/year, "
    app += "launch: year 1}, subscription: {price: 9/month, churn: 2%/month}}"
    timeline = f"{{start: 2027-04, step: month, length: {length} months}}"
    path.write_text(head(timeline=timeline) + f"products: {{app: {app}}}\n", encoding="utf-8")
    titles = [chart.title for chart in charts(Calculated(path))]
    assert f"Subscribers at the end of the {end}" in titles


def test_charts_do_not_overlap() -> None:
    """Nor do they cover cells with something in them."""
    book = Calculated(SHIPPED[0])
    for title in ("Outputs", "Sensitivity"):
        sheet = book.sheet(title)
        for chart in sheet.charts:
            below = [
                at
                for at, cell in sheet.cells.items()
                if at[1] >= chart.column and at[0] >= chart.row and cell.content is not None
            ]
            assert below == [], f"{title}: {chart.title}"


def test_cover_leads_to_every_sheet() -> None:
    book = Calculated(SHIPPED[0])
    cover = book.sheet("Cover")
    linked = {area_of(link.target).sheet for link in cover.links}
    assert linked == {sheet.title for sheet in book.book.sheets} - {"Cover"}
    for link in cover.links:
        cell = cover.cells[link.row, link.column]
        assert cell.content == area_of(link.target).sheet


def test_texts_of_the_scenario_are_never_part_of_a_formula(tmp_path: Path) -> None:
    book = Calculated(odd_file(tmp_path, "live texts"))
    name = book.plan.model.name
    assert name.startswith("=HYPERLINK")
    shown = [c for s in book.book.sheets for c in s.cells.values() if c.content == name]
    assert shown
    texts = [
        c.content.text
        for s in book.book.sheets
        for c in s.cells.values()
        if isinstance(c.content, Formula)
    ]
    assert [text for text in texts if "HYPERLINK" in text or "@x" in text] == []


def test_cover_follows_the_case() -> None:
    """Tiles and rule are formulas; what is static says when it was true."""
    path = next(path for path in SHIPPED if path.stem == "thermostat")
    book = Calculated(path)
    cover = book.sheet("Cover")
    live = [("Cover", *at) for at, cell in cover.cells.items() if isinstance(cell.content, Formula)]
    before = book.engine.read(live)
    book.choose("downside")
    after = book.engine.read(live)
    assert {before[p] for p in live} != {after[p] for p in live}
    assert book.result("npv") in after.values()
