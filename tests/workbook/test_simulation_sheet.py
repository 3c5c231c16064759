"""The sheet Simulation: the engine's figures, and a flag that turns STALE with any edit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bizcase.problems import ProblemsFoundError
from bizcase.report.workbook.addresses import Area, Place, letters
from bizcase.report.workbook.export import Export, exported
from bizcase.report.workbook.file.package import without_tables
from bizcase.report.workbook.layout.dates import as_of
from bizcase.report.workbook.layout.places import INPUTS, OPENING, SIMULATION
from bizcase.report.workbook.layout.plan import Plan, plan_of
from bizcase.report.workbook.layout.simulated import simulated
from bizcase.report.workbook.layout.subject import subject_of
from bizcase.report.workbook.proof.certificate import fingerprint_of
from bizcase.report.workbook.proof.recalculate import Recalculation, Typed
from bizcase.report.workbook.returned.edited import edited
from bizcase.report.workbook.returned.read import ReadWorkbook, workbook_in
from bizcase.report.workbook.returned.verify import verified
from bizcase.report.workbook.sheets.assemble import book_of
from bizcase.scenario.load import load_model
from bizcase.study.simulate import simulate
from tests.cli.conftest import LAMP as SHORT
from tests.workbook.contents import read
from tests.workbook.formula_rules import House
from tests.workbook.lamp import COST, LAMP, PRICE
from tests.workbook.libreoffice import LibreOffice
from tests.workbook.lint import lint
from tests.workbook.tampered import Mutation, tampered
from tests.workbook.test_finished_files import FUNCTIONS, TYPED

TRIALS, SEED = 500, 7
FLAG: Place = (SIMULATION, 6, 1)
MASTER: Place = ("Checks", 4, 3)
Edit = Callable[[Plan], tuple[Area, Typed]]


@pytest.fixture(scope="module")
def lamp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("simulated") / "lamp.yaml"
    path.write_text(LAMP, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def export(lamp: Path) -> Export:
    return exported(lamp, trials=TRIALS, seed=SEED)


@pytest.fixture(scope="module")
def workbook(export: Export, lamp: Path) -> Path:
    path = lamp.with_suffix(".xlsx")
    path.write_bytes(export.content)
    return path


@pytest.fixture(scope="module")
def plan(lamp: Path) -> Plan:
    subject = subject_of(lamp)
    return plan_of(subject, simulation=simulated(subject, TRIALS, SEED))


@pytest.fixture(scope="module")
def engine(export: Export) -> Recalculation:
    return Recalculation(without_tables(export.content))


@pytest.fixture(scope="module")
def found(export: Export) -> ReadWorkbook:
    return workbook_in(export.content)


def test_figures_are_those_of_the_engine(found: ReadWorkbook, lamp: Path) -> None:
    result = simulate(load_model(lamp), TRIALS, SEED)
    cells = found.pages[SIMULATION].cells
    shown = {
        cell.value: cells.get((row, 3)) for (row, column), cell in cells.items() if column == 1
    }
    npv = result.measures["npv"]
    for label, value in (
        ("Mean NPV", npv.mean.value),
        ("P90 NPV", npv.percentiles[0.9]),
        ("P(NPV > 0)", result.gain_chance.value),
        ("Expected loss", result.expected_loss.value),
        ("Worst 5%", result.tail_mean),
        ("Perfect information", result.value_of_information),
    ):
        cell = shown[label]
        assert cell is not None
        assert cell.value == value, label
        assert cell.formula is None
    said = cells[2, 1].value
    assert isinstance(said, str)
    assert said.startswith("Static values, made by bizcase from 500 trials: 1 uncertain value; ")
    assert said.endswith("seed 7; the case was base.")


def test_percentiles_of_some_trials_say_of_how_many(tmp_path: Path) -> None:
    path = tmp_path / "lamp.yaml"
    unsure = SHORT.replace("price: 100", "price: {base: 88, low: 75, high: 100}")
    path.write_text(unsure, encoding="utf-8")
    subject = subject_of(path)
    plan = plan_of(subject, simulation=simulated(subject, 1_000, 1))
    book = book_of(plan, as_of(plan.model))
    sheet = next(sheet for sheet in book.sheets if sheet.title == SIMULATION)
    texts = [cell.content for cell in sheet.cells.values()]
    why = "none in 39.9% of the trials: never pays back within the horizon"
    assert f"Payback: {why}." in texts


def test_the_same_trials_give_the_same_workbook(export: Export, plan: Plan) -> None:
    book = book_of(plan, as_of(plan.model))
    assert fingerprint_of(book, plan.subject.files) == export.certificate.fingerprint
    other = replace(plan, simulation=simulated(plan.subject, TRIALS, SEED + 1))
    book = book_of(other, as_of(plan.model))
    assert fingerprint_of(book, plan.subject.files) != export.certificate.fingerprint


def test_without_trials_there_is_no_sheet(lamp_book: bytes) -> None:
    pages = workbook_in(lamp_book).pages
    assert SIMULATION not in pages
    assert "STALE" not in {cell.value for cell in pages["Checks"].cells.values()}


def test_nothing_to_stumble_over(workbook: Path) -> None:
    house = House(frozenset(FUNCTIONS), lambda _, number: number in TYPED)
    findings = lint(workbook, house)
    assert [one for one in findings if SIMULATION in one or "Checks" in one] == []
    titles = [sheet.title for sheet in read(workbook).sheets]
    assert titles[titles.index("Sensitivity") + 1] == SIMULATION


def value(path: str, column: str = "first_case") -> Callable[[Plan], Area]:
    def area(plan: Plan) -> Area:
        at = getattr(plan.input_columns, column)
        return Area(INPUTS, plan.inputs[path], at, plan.inputs[path], at)

    return area


def series(plan: Plan) -> Area:
    row = plan.series["products.lamp.units.amount"].values + 1
    return Area("Series", row, OPENING + 1, row, OPENING + 1)


def by_hand(plan: Plan) -> Area:
    row = plan.adjustments["adjustments.operating_costs"]
    return Area("Adjustments", row, OPENING + 2, row, OPENING + 2)


def calculated(plan: Plan) -> Area:
    row = plan.rows["revenue"]
    return Area("Calc", row, OPENING + 4, row, OPENING + 4)


EDITS: dict[str, tuple[Callable[[Plan], Area], Typed, str]] = {
    "value": (value(PRICE), 170.0, "STALE: 1 input differs"),
    "low": (value(PRICE, "low"), 151.0, "STALE: 1 input differs"),
    "new range": (value(COST, "high"), 70.0, "STALE: 1 input differs"),
    "text": (value(COST), "dear", "STALE: 1 input differs"),
    "blank": (value(COST), None, "STALE: 1 input differs"),
    "series": (series, 1_201.0, "STALE: 1 input differs"),
    "by hand": (by_hand, 10.0, "STALE: 1 input differs"),
    "over a formula": (calculated, 1.0, "STALE: the calculation differs"),
    "case": (lambda plan: plan.case_cell, "downside", "STALE: another case is in use"),
    "equal case": (lambda plan: plan.case_cell, "same", "STALE: another case is in use"),
}


def test_it_is_in_step_when_it_is_written(engine: Recalculation, found: ReadWorkbook) -> None:
    assert engine.read([FLAG, MASTER]) == {
        FLAG: "in step",
        MASTER: "All checks pass; 1 remark; adjusted by 500",
    }
    assert found.pages[SIMULATION].cells[6, 1].value == "in step"


@pytest.mark.parametrize("edit", EDITS)
def test_any_edit_makes_it_stale(edit: str, engine: Recalculation, plan: Plan) -> None:
    where, typed, said = EDITS[edit]
    area = where(plan)
    with engine as workbook:
        workbook.set((area.sheet, area.row, area.column), typed)
        assert workbook.read([FLAG])[FLAG] == said
    assert engine.read([FLAG])[FLAG] == "in step"


def test_the_remark_stands_on_every_sheet(engine: Recalculation, plan: Plan) -> None:
    area = value(PRICE)(plan)
    with engine as workbook:
        workbook.set((area.sheet, area.row, area.column), 170.0)
        said = workbook.read([MASTER])[MASTER]
    assert said == "All checks pass; 2 remarks; adjusted by 500"


def test_libreoffice_says_the_same(plan: Plan, workbook: Path, office: LibreOffice) -> None:
    edits = []
    for where, typed, _ in EDITS.values():
        area = where(plan)
        edits.append([(area.sheet, f"{letters(area.column)}{area.row}", typed)])
    answers = office.scenarios(workbook, [[], *edits], [SIMULATION])
    said = [answer[SIMULATION]["A6"] for answer in answers]
    assert said == ["in step", *(told for _, _, told in EDITS.values())]


def test_verify_makes_it_anew_and_sees_a_figure_that_was_altered(
    export: Export, workbook: Path, tmp_path: Path
) -> None:
    assert verified(workbook).sound
    path = tmp_path / "altered.xlsx"
    path.write_bytes(tampered(export.content, Mutation(SIMULATION, 9, 3, "", None, 1e9)))
    (finding,) = verified(path).findings
    assert finding.place == f"{SIMULATION}!C9"


def test_nothing_uncertain_is_said(tmp_path: Path) -> None:
    path = tmp_path / "sure.yaml"
    sure = LAMP.replace("{base: 165, low: 150, high: 178, owner: Marketing}", "165")
    path.write_text(sure, encoding="utf-8")
    with pytest.raises(ProblemsFoundError, match="no-range"):
        exported(path, trials=10)


def test_a_workbook_that_asks_for_too_much_is_refused(export: Export, tmp_path: Path) -> None:
    path = tmp_path / "greedy.xlsx"
    at = workbook_in(export.content).names["tm_simulation"]
    said = "999,999,999 trials, seed 1"
    path.write_bytes(
        tampered(export.content, Mutation(at.sheet, at.row, at.column, "", None, said))
    )
    with pytest.raises(ProblemsFoundError, match="far too many trials"):
        edited(path)
