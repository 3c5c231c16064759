"""The sheet Sensitivity: every end of every range, sorted by what it moves, live and static."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from bizcase.engine.model import Model
from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Sheet
from bizcase.report.workbook.export import exported
from bizcase.report.workbook.file.package import cleaned
from bizcase.report.workbook.file.write import written
from bizcase.report.workbook.layout.places import SENSITIVITY
from bizcase.report.workbook.layout.plan import Plan, plan_of
from bizcase.report.workbook.layout.subject import subject_of
from bizcase.report.workbook.proof.recalculate import Fault, Recalculation
from bizcase.report.workbook.sheets.assemble import book_of
from bizcase.report.workbook.sheets.sensitivity import (
    FIRST,
    HIGH,
    LOW,
    NAME,
    RANK,
    SHOWN,
    SORTED,
    SWING,
)
from bizcase.scenario.load import load_model
from bizcase.study.run import run
from bizcase.study.tornado import swings
from tests.workbook.calculated import SHIPPED, Calculated, place
from tests.workbook.libreoffice import LibreOffice
from tests.workbook.odd import ODD, odd_file
from tests.written import head

DAY = datetime.date(2026, 1, 1)
BY_NAME = {path.stem: path for path in SHIPPED}


def close(a: object, b: float | None, size: float) -> bool:
    return isinstance(a, float) and b is not None and abs(a - b) <= 1e-9 * size


def size_of(model: Model) -> float:
    """The sum of the discounted flows without their signs."""
    flows = run(model).flows
    both = abs(flows.discounted_cash()) + abs(flows.discounted_terminal_value())
    return float(both.sum())


def changed(model: Model, path: str, value: float) -> float | None:
    """The NPV of a run of its own with one other value."""
    inputs = {**model.inputs, path: replace(model.inputs[path], value=value)}
    return run(replace(model, inputs=inputs)).measures["npv"]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_batch_equals_single_runs(path: Path) -> None:
    for model in subject_of(path).models:
        size = size_of(model)
        for swing in swings(model):
            ends = model.inputs[swing.path].range
            assert ends
            for worth, value in ((swing.low, ends.low), (swing.high, ends.high)):
                assert close(changed(model, swing.path, value), worth, size), swing.path


def worths(model: Model) -> dict[str, tuple[float | None, float | None]]:
    """The NPV at both ends of each range, in one batch: `test_batch_equals_single_runs`."""
    return {swing.path: (swing.low, swing.high) for swing in swings(model)}


def test_ends_equal_runs_with_set() -> None:
    """The way in which somebody would try it by hand."""
    path, tried = BY_NAME["thermostat"], 0
    model = load_model(path)
    size = size_of(model)
    for swing in swings(model):
        places = model.inputs[swing.path].places
        for worth, span in ((swing.low, places.low), (swing.high, places.high)):
            if span is not None:
                other = load_model(path, settings={swing.path: span.text})
                assert close(run(other).measures["npv"], worth, size), swing.path
                tried += 1
    assert tried >= 20


def live(plan: Plan) -> Recalculation:
    """The workbook with the switches, without the data table."""
    return Recalculation(cleaned(written(book_of(plan, DAY))))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_switches_give_the_ends_in_every_case(path: Path) -> None:
    """What Excel does for the table: try out each driver at both ends."""
    plan = plan_of(subject_of(path), live_tornado=True)
    book, npv = live(plan), place(plan.measure_cell("npv"))
    for model in plan.subject.models:
        size, expected = size_of(model), worths(model)
        assert set(expected) == set(plan.drivers)
        book.set(place(plan.case_cell), model.case)
        for number, driver in enumerate(plan.drivers, 1):
            book.set(place(plan.tested_driver), float(number))
            for side, worth in zip((1.0, 2.0), expected[driver], strict=True):
                book.set(place(plan.tested_side), side)
                assert close(book.read([npv])[npv], worth, size), driver
        book.set(place(plan.tested_driver), 0.0)
        assert close(book.read([npv])[npv], run(model).measures["npv"], size)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_every_case_can_be_shown_first(path: Path) -> None:
    """The table holds the ends of the ranges in the case that is shown."""
    check_all_shown_first(path)


def test_case_outside_of_a_range_can_be_shown_first(tmp_path: Path) -> None:
    text = BY_NAME["thermostat"].read_text(encoding="utf-8")
    path = tmp_path / "outside.yaml"
    path.write_text(text.replace("thermostat.price: 152", "thermostat.price: 120"), "utf-8")
    assert subject_of(path).models[1].inputs["products.thermostat.price"].range is None
    check_all_shown_first(path)


def check_all_shown_first(path: Path) -> None:
    for case in subject_of(path).cases:
        plan = plan_of(replace(subject_of(path), shown=case))
        sheet = sheet_of(plan)
        model = plan.run.model
        size, known = size_of(model), worths(model)
        for i, driver in enumerate(plan.drivers):
            ends = plan.model.inputs[driver].range
            assert ends
            # A case may lie outside of a range: it has none then.
            expected = known.get(driver) or tuple(
                changed(model, driver, end) for end in (ends.low, ends.high)
            )
            for column, worth in zip((LOW, HIGH), expected, strict=True):
                assert close(sheet.cells[FIRST + i, column].content, worth, size), driver


def sheet_of(plan: Plan) -> Sheet:
    return next(s for s in book_of(plan, DAY).sheets if s.title == SENSITIVITY)


def sorted_table(book: Recalculation, drivers: int) -> list[tuple[object, ...]]:
    """Label and both changes of the largest drivers, as they stand there."""
    lines = range(FIRST, FIRST + min(SHOWN, drivers))
    columns = range(SORTED + 1, SORTED + 4)
    return [
        tuple(
            book.read([(SENSITIVITY, line, column)])[SENSITIVITY, line, column]
            for column in columns
        )
        for line in lines
    ]


def spread(line: tuple[object, ...]) -> float:
    low, high = (value if isinstance(value, float) else 0.0 for value in line[1:])
    return max(low, high, 0.0) - min(low, high, 0.0)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_sorted_table_is_sorted_in_every_case(path: Path) -> None:
    book = Calculated(path)
    drivers = len(book.plan.drivers)
    for case in book.plan.subject.cases:
        book.choose(case)
        found = sorted_table(book.engine, drivers)
        spreads = [spread(line) for line in found]
        assert spreads == sorted(spreads, reverse=True)
        assert len({line[0] for line in found}) == len(found)
        everything = [
            book.engine.read([(SENSITIVITY, FIRST + i, SWING)])[SENSITIVITY, FIRST + i, SWING]
            for i in range(drivers)
        ]
        assert spreads == pytest.approx(sorted(map(float, map(str, everything)))[::-1][:SHOWN])


def test_drivers_without_effect_have_ranks_of_their_own(tmp_path: Path) -> None:
    book = Calculated(odd_file(tmp_path, "drivers that change nothing"))
    places = [(SENSITIVITY, FIRST + i, RANK) for i in range(4)]
    assert list(book.engine.read(places).values()) == [1.0, 3.0, 4.0, 2.0]
    assert len(sorted_table(book.engine, 4)) == 4


def test_ranks_are_a_permutation_whatever_stands_there(tmp_path: Path) -> None:
    """Also for swings that are the same but for the last bit."""
    book = Calculated(odd_file(tmp_path, "drivers that change nothing"))
    base = 1000.1
    for bits in range(8):
        for i in range(4):
            end = base * (1 + 2.0**-52 * ((bits + i) % 3))
            book.engine.set((SENSITIVITY, FIRST + i, LOW), end)
            book.engine.set((SENSITIVITY, FIRST + i, HIGH), end)
        ranks = book.engine.read([(SENSITIVITY, FIRST + i, RANK) for i in range(4)]).values()
        assert sorted(map(str, ranks)) == ["1.0", "2.0", "3.0", "4.0"]


def test_an_end_without_a_value_is_no_error(tmp_path: Path) -> None:
    book = Calculated(odd_file(tmp_path, "drivers that change nothing"))
    book.engine.set((SENSITIVITY, FIRST, LOW), "n/a")
    found = book.engine.read(book.engine.formulas())
    wrong = {p: v for p, v in found.items() if p[0] == SENSITIVITY and isinstance(v, Fault)}
    assert wrong == {}


DIVIDED = (
    head("divided", timeline="{step: year, length: 2 years}", discounting="{rate: 10%/year}")
    + """\
costs: {kettles: {amount: {base: 3/year, low: 0/year, high: 9/year}}}
rows: {more: {formula: "100 EUR * costs.kettles / costs.kettles", in: revenue}}
"""
)


@pytest.mark.parametrize("live_tornado", [True, False])
def test_an_end_at_which_nothing_can_be_said(live_tornado: bool, tmp_path: Path) -> None:
    """At the low value a division by zero leaves no net present value."""
    path = tmp_path / "divided.yaml"
    path.write_text(DIVIDED, encoding="utf-8")
    swing = swings(subject_of(path).base)[0]
    assert swing.low is None
    assert swing.high is not None
    assert exported(path, live_tornado).content


@pytest.mark.parametrize("name", ODD)
def test_no_scenario_has_an_error_on_the_sheet(name: str, tmp_path: Path) -> None:
    plan = plan_of(subject_of(odd_file(tmp_path, name)), live_tornado=True)
    book = live(plan)
    found = book.read([p for p in book.formulas() if p[0] == SENSITIVITY])
    assert [p for p, value in found.items() if isinstance(value, Fault)] == []


def test_libreoffice_fills_the_table_anew(office: LibreOffice, tmp_path: Path) -> None:
    """In the file there are values of the base case; another case has others."""
    file = tmp_path / "book.xlsx"
    path = BY_NAME["thermostat"]
    file.write_bytes(exported(path).content)
    plan = plan_of(subject_of(path))
    cell = plan.case_cell
    edits = [[(cell.sheet, f"{letters(cell.column)}{cell.row}", c)] for c in plan.subject.cases]
    for model, answer in zip(
        plan.subject.models, office.scenarios(file, edits, [SENSITIVITY]), strict=True
    ):
        found, size = answer[SENSITIVITY], size_of(model)
        for i, driver in enumerate(plan.drivers):
            ends = plan.model.inputs[driver].range
            assert ends
            for column, value in ((LOW, ends.low), (HIGH, ends.high)):
                worth = found[f"{letters(column)}{FIRST + i}"]
                assert close(worth, changed(model, driver, value), size), (driver, model.case)
        names = [found[f"{letters(SORTED + 1)}{FIRST + i}"] for i in range(len(plan.drivers))]
        assert len(set(names)) == len(plan.drivers)


def test_static_table_says_whose_numbers_they_are(tmp_path: Path) -> None:
    plan = plan_of(subject_of(odd_file(tmp_path, "one period")), live_tornado=False)
    sheet = sheet_of(plan)
    assert not sheet.tables
    assert sheet.cells[FIRST, LOW].style.startswith("static")
    assert any("case `base`" in str(cell.content) for cell in sheet.cells.values())
    assert isinstance(sheet.cells[FIRST, NAME].content, str)
