"""The workbook beside the engine: every shipped case agrees; what differs is not delivered."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bizcase.engine.model import Model, Series
from bizcase.problems import ProblemsFoundError
from bizcase.problems.show import as_text
from bizcase.report.workbook import export as export_module
from bizcase.report.workbook.book import Book, Formula
from bizcase.report.workbook.export import exported
from bizcase.report.workbook.file.package import cleaned
from bizcase.report.workbook.file.write import written
from bizcase.report.workbook.layout.dates import as_of
from bizcase.report.workbook.layout.plan import Plan, plan_of
from bizcase.report.workbook.layout.subject import subject_of
from bizcase.report.workbook.proof.oracle import oracle_npv
from bizcase.report.workbook.proof.recalculate import Fault, Recalculation, recalculated
from bizcase.report.workbook.proof.tie_out import compared
from bizcase.report.workbook.returned.read import workbook_in
from bizcase.report.workbook.returned.spots import Spot, spots
from bizcase.report.workbook.sheets.assemble import book_of
from bizcase.study.run import run
from tests.workbook.tampered import Mutation, tampered
from tests.written import head

ROOT = Path(__file__).parent.parent.parent
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
CASES = sorted((ROOT / "tests" / "cases").glob("*.yaml"))
THERMOSTAT = ROOT / "scenarios" / "thermostat.yaml"


@pytest.mark.parametrize("path", [*SCENARIOS, *CASES], ids=lambda path: path.stem)
def test_every_case_agrees_with_the_engine(path: Path) -> None:
    found = exported(path).compared
    assert found.differences == []
    assert found.rows > 30
    assert found.worst <= 1e-12
    assert found.npvs == found.sound == found.cases
    assert found.worst_npv <= 1e-12


def test_more_payments_and_dates_in_another_case(tmp_path: Path) -> None:
    path = tmp_path / "licences.yaml"
    path.write_text(PAYMENTS, encoding="utf-8")
    assert exported(path).compared.differences == []


def test_values_that_do_not_exist_are_errors_or_na(tmp_path: Path) -> None:
    path = tmp_path / "missing.yaml"
    path.write_text(MISSING, encoding="utf-8")
    found = exported(path).compared
    assert found.missing > 0
    assert found.differences == []
    certificate = exported(path).certificate
    assert certificate.texts["missing"].startswith(f"{found.missing} values of rows")


def draft(path: Path) -> tuple[Plan, Book, bytes]:
    """A workbook before it is compared."""
    plan = plan_of(subject_of(path))
    book = book_of(plan, as_of(plan.model))
    return plan, book, cleaned(written(book))


def test_a_wrong_formula_is_named_with_both_values() -> None:
    plan, _, raw = draft(THERMOSTAT)
    place = plan.row("tax")
    cell = Mutation("Calc", place.row, place.column + 6, "", "1+1", 2.0)
    found = compared(plan, plan.subject.runs, Recalculation(tampered(raw, cell)))
    label = plan.model.timeline.labels[6]
    first = found.differences[0]
    assert first.startswith(f"Calc row `tax`, {label}, case base: 2 in the sheet, ")
    assert first.endswith(" in the engine")
    assert {"tax", "free_cash_flow"} <= set(found.differing)
    assert next(iter(found.differing)) == "tax"


def test_an_error_in_any_cell_is_a_difference() -> None:
    plan, _, raw = draft(THERMOSTAT)
    raw = tampered(raw, Mutation("Log", 3, 1, "", "1/0", 0.0))
    found = compared(plan, plan.subject.runs, Recalculation(raw))
    assert found.differences == [f"Log!A3, case {c}: #DIV/0!" for c in plan.subject.cases]


def test_a_wrong_measure_is_a_difference() -> None:
    plan, _, raw = draft(THERMOSTAT)
    cell = plan.measure_cell("payback_years")
    raw = tampered(raw, Mutation(cell.sheet, cell.row, cell.column, "", '"n/a"', "n/a"))
    found = compared(plan, plan.subject.runs, Recalculation(raw))
    assert any("measure `payback_years`, case base: 'n/a' in" in d for d in found.differences)


def test_a_workbook_that_differs_is_not_delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(plan: Plan, _as_of: object) -> Book:
        book = book_of(plan, as_of(plan.model))
        calc = next(sheet for sheet in book.sheets if sheet.title == "Calc")
        row = plan.rows["ebitda"]
        calc.put(row, 12, Formula("1+1", 2.0), "formula")
        return book

    monkeypatch.setattr(export_module, "book_of", wrong)
    with pytest.raises(ProblemsFoundError) as raised:
        exported(THERMOSTAT)
    said = as_text(raised.value.problems[0])
    assert said.startswith("error[workbook-differs]: the workbook would not say what the engine")
    assert "please report it with the scenario" in said
    assert re.search(
        r"report it .*:\n +Calc row `ebitda`, 2028-Q2, case base: 2 in the sheet,", said
    )
    assert len(said.splitlines()) < 20


def test_a_stated_value_that_is_not_the_calculated_one_is_not_delivered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def wrong(plan: Plan, _as_of: object) -> Book:
        book = book_of(plan, as_of(plan.model))
        calc = next(sheet for sheet in book.sheets if sheet.title == "Calc")
        cell = calc.cells[plan.rows["ebitda"], 4]
        assert isinstance(cell.content, Formula)
        calc.put(plan.rows["ebitda"], 4, replace(cell.content, value=1.0), cell.style)
        return book

    monkeypatch.setattr(export_module, "book_of", wrong)
    with pytest.raises(ProblemsFoundError, match="workbook-differs"):
        exported(THERMOSTAT)


def test_cached_values_play_no_part() -> None:
    export = exported(THERMOSTAT)
    raw = export.content
    cells = [
        (page.title, place, cell)
        for page in workbook_in(raw).pages.values()
        if page.title == "Calc"
        for place, cell in page.cells.items()
        if cell.formula
    ]
    poison = [Mutation(sheet, *place, "", cell.formula, 123.0) for sheet, place, cell in cells]
    _, _, clean = draft(THERMOSTAT)
    poisoned = tampered(clean, *poison[::40])
    assert recalculated(poisoned) == recalculated(clean)
    assert workbook_in(poisoned).pages["Calc"].cells[poison[0].row, poison[0].column].value == 123


def test_edits_are_taken_back() -> None:
    plan, _, raw = draft(THERMOSTAT)
    place = ("Inputs", plan.inputs["products.thermostat.price"], plan.input_columns.first_case)
    formula = ("Calc", plan.rows["revenue"], plan.last_operating)
    plain, edited, again = recalculated(raw, [{}, {place: 1.0, formula: None}, {}])
    assert edited != plain
    assert again == plain


def test_errors_are_told_from_texts_that_look_like_them() -> None:
    _, _, raw = draft(THERMOSTAT)
    log = [("Log", 1, 3), ("Log", 3, 1)]
    edits = [Mutation("Log", 1, 3, "", '"#N/A"', ""), Mutation("Log", 3, 1, "", "NA()", "")]
    found = Recalculation(tampered(raw, *edits)).read(log)
    assert found == {log[0]: "#N/A", log[1]: Fault("#N/A")}


def test_a_hundred_perturbations_of_all_inputs_agree(capsys: pytest.CaptureFixture[str]) -> None:
    plan, _, raw = draft(ROOT / "scenarios" / "inhaler.yaml")
    workbook, chance = Recalculation(raw), random.Random(3)
    where = {spot: place for spot, place in spots(plan).items() if _moves(spot)}
    formulas, begun = workbook.formulas(), time.perf_counter()
    for _ in range(100):
        model, numbers = _perturbed(plan.model, chance)
        for spot, value in numbers.items():
            workbook.set(where[spot], value)
        sheet, engine = workbook.read(formulas), run(model)
        for name, values in engine.rows.items():
            row, scale = plan.rows[name], max(abs(v or 0.0) for v in values)
            for column, value in enumerate(values):
                shown = sheet.get(("Calc", row, 6 + column), 0.0)
                assert isinstance(shown, float)
                assert value is not None
                assert abs(shown - value) <= 1e-9 * scale + 1e-6, (name, column)
        npv = plan.measure_cell("npv")
        shown = sheet[npv.sheet, npv.row, npv.column]
        assert shown == pytest.approx(engine.measures["npv"], rel=1e-9, abs=1e-3)
    with capsys.disabled():
        print(f" {len(formulas)} formulas x 100: {time.perf_counter() - begun:.1f} s", end="")


def _moves(spot: Spot) -> bool:
    return spot.part == "value" and spot.case in ("", "base")


def _perturbed(model: Model, chance: random.Random) -> tuple[Model, dict[Spot, float]]:
    """The model with all numbers moved by up to 15 %, and what that is in cells."""
    numbers: dict[Spot, float] = {}
    inputs = dict(model.inputs)
    for path, given in inputs.items():
        if path.startswith("adjustments."):
            continue
        if isinstance(given.value, Series):
            if given.value.grain == "table":
                continue
            values = tuple(v * chance.uniform(0.85, 1.15) for v in given.value.values)
            inputs[path] = replace(given, value=replace(given.value, values=values))
            numbers |= {Spot(path, "value", "base", i): v for i, v in enumerate(values)}
        elif given.kind == "number":
            value = given.value * chance.uniform(0.85, 1.15)
            inputs[path] = replace(given, value=value)
            numbers[Spot(path, "value", "base")] = value
    return replace(model, inputs=inputs), numbers


def flows(cash: list[float], times: list[float]) -> Iterator[tuple[str, list[float]]]:
    yield "free_cash_flow", cash
    yield "terminal_value", [0.0] * len(cash)
    yield "discount_time", times
    yield "terminal_time", times
    yield "discount_rate", [0.1] * len(cash)


def test_numpy_financial_values_flows_in_the_middle_of_periods() -> None:
    found = oracle_npv(dict(flows([-100.0, 110.0], [0.0, 0.5])), 1)
    assert found == pytest.approx(-100 + 110 / 1.1**0.5, rel=1e-14)


def test_numpy_financial_is_not_asked_where_a_flow_is_missing() -> None:
    assert oracle_npv({**dict(flows([1.0], [0.0])), "free_cash_flow": None}, 1) is None


PAYMENTS = (
    head("Licences", discounting="{rate: 10%, timing: end}")
    + """\
products:
  lamp: {units: {2027-01: 1_000/year, 2028-06: 2_000/year}, price: 100, unit_cost: 60}
capex:
  mould: {payments: {opening: 50k, 2028: 20k}, depreciation: straight line, life: 4 years}
costs:
  licences: {payments: {opening: 5k, 2027-02: 20k}}
cases:
  more:
    capex.mould.payments: {opening: 50k, 2028: 20k, 2029: 30k}
    products.lamp.units: {2027-01: 1_000/year, 2028-06: 2_000/year, 2029-01: 500/year}
    costs.licences.payments: {2027-02: 20k, 2027-08: 5k, 2028-01: 7k, 2028-09: 7k}
"""
)
MISSING = (
    head(
        "Missing",
        timeline="{start: 2027-01, step: year, length: 3 years}",
        discounting="{rate: 10%, timing: end}",
    )
    + """\
products:
  lamp: {units: [0, 100, 200], price: 100, unit_cost: 60}
rows:
  average: {formula: revenue / (lamp.units - lamp.units)}
"""
)
