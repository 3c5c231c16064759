"""Options side by side in a workbook: live, tied out, and the same as `bizcase compare` says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from bizcase.problems import ProblemsFoundError
from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.comparison import exported as exported_module
from bizcase.report.workbook.comparison.differences import differences
from bizcase.report.workbook.comparison.exported import comparison_book, exported_comparison
from bizcase.report.workbook.comparison.increment_sheet import IncrementPart
from bizcase.report.workbook.comparison.side_by_side import (
    COMPARISON,
    FIRST,
    LINE,
    OTHER,
    SideBySide,
)
from bizcase.report.workbook.export import Export
from bizcase.report.workbook.proof.certificate import fingerprint_of
from bizcase.report.workbook.proof.recalculate import Recalculation, Result, Typed
from bizcase.report.workbook.returned.checksum import was_changed
from bizcase.report.workbook.returned.incoming.update import update_from
from bizcase.report.workbook.returned.overwrite import refuse_if_edited
from bizcase.report.workbook.returned.read import Page, Written, workbook_in
from bizcase.report.workbook.returned.verify import verified
from bizcase.study.comparison.rates import BEYOND, HIGHEST
from tests.workbook.contents import read
from tests.workbook.formula_rules import House
from tests.workbook.in_office import InOffice
from tests.workbook.libreoffice import LibreOffice
from tests.workbook.lint import lint
from tests.workbook.options import LITE, MIDS, UNLIKE, Options, files
from tests.workbook.tampered import Mutation, tampered
from tests.workbook.test_finished_files import FUNCTIONS, TYPED

PRICE = "products.lamp.price"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("options")


@pytest.fixture(scope="module")
def wanted(folder: Path) -> list[str]:
    """The lamp, a cheaper one, and one that begins later."""
    return files(folder / "first", lite=LITE, late=UNLIKE["late"])


@pytest.fixture(scope="module")
def options(wanted: list[str]) -> Options:
    return Options(wanted)


@pytest.fixture(scope="module")
def export(wanted: list[str]) -> Export:
    return exported_comparison(wanted)


@pytest.fixture(scope="module")
def workbook(export: Export, folder: Path) -> Path:
    path = folder / "options.xlsx"
    path.write_bytes(export.content)
    return path


def put(workbook: Recalculation, area: Area, value: Typed) -> None:
    workbook.set((area.sheet, area.row, area.column), value)


def price(place: SideBySide, number: int) -> Area:
    """The price of an option in its base case."""
    part = place.parts[number]
    row, column = part.plan.inputs[PRICE], part.plan.input_columns.first_case
    return part.area(Area("Inputs", row, column, row, column))


def test_workbook_is_tied_out_and_says_so(export: Export) -> None:
    rows = export.certificate.texts["rows"]
    assert rows.count("A: ") == rows.count("C: ") == 1
    assert rows.endswith(": all agree")
    assert "differences of 2 pairs" in export.certificate.texts["measures"]
    assert export.compared.cases == export.compared.sound == export.compared.npvs == 6


def test_the_same_options_give_the_same_workbook(export: Export, options: Options) -> None:
    files_of = {
        f"{part.letter}: {name}": text
        for part in options.place.parts
        for name, text in part.plan.subject.files.items()
    }
    again = fingerprint_of(comparison_book(options.place), files_of)
    assert export.certificate.fingerprint == again


def test_nothing_to_stumble_over(workbook: Path) -> None:
    house = House(frozenset(FUNCTIONS | {"LARGE"}), lambda _, number: number in TYPED)
    assert lint(workbook, house) == []
    titles = [sheet.title for sheet in read(workbook).sheets]
    assert titles[:5] == [COMPARISON, "B_less_A", "C_less_A", "A_Inputs", "A_Series"]
    assert "C_Aligned" in titles
    assert "A_Aligned" not in titles
    assert titles[-1] == "Log"


def test_values_are_there_without_calculating(workbook: Path, options: Options) -> None:
    cells = workbook_in(workbook.read_bytes()).pages[COMPARISON].cells
    npv = options.place.cell("npv", FIRST + 1)
    assert cells[npv.row, npv.column].value == pytest.approx(
        options.place.found.options[1].measures["npv"]
    )
    assert cells[1, 3].value == "All checks pass"


def test_what_rounding_leaves_of_a_difference_is_no_other_cash() -> None:
    shipped = Path(__file__).parents[2] / "scenarios"
    found = Options([str(shipped / f"{name}.yaml") for name in ("thermostat", "thermostat_lite")])
    other = found.place.cell(f"{LINE}{OTHER}", FIRST + 1)
    place = (other.sheet, other.row, other.column)
    with found.engine as workbook:
        assert workbook.read([place])[place] == 0.0


def test_a_changed_input_changes_the_comparison_as_the_engine_says(
    options: Options, folder: Path
) -> None:
    """The price of the cheaper lamp, in its own file and in its own cell."""
    dearer = LITE.replace("82", "88")
    changed = Options(files(folder / "changed", lite=dearer, late=UNLIKE["late"])).place
    with options.engine as workbook:
        assert differences(options.place, workbook) == []
        found = differences(changed, workbook)
        assert any(one.startswith("B less A, `incremental_irr`") for one in found)
        assert any(one.startswith("B less A, 2028, `B_less_A`") for one in found)
        assert any(one.startswith("B less A, `revenue`") for one in found)
        put(workbook, price(options.place, 1), 88.0)
        assert differences(changed, workbook) == []


def test_another_case_of_an_option_is_chosen_in_its_drop_down(
    options: Options, wanted: list[str]
) -> None:
    lamp, *others = wanted
    swapped = Options([f"{lamp}#downside", *others]).place
    with options.engine as workbook:
        part = options.place.parts[0]
        put(workbook, part.area(part.plan.case_cell), "downside")
        found = differences(swapped, workbook)
    assert [one for one in found if "the best by" not in one] == []


def test_a_figure_that_differs_is_named(options: Options) -> None:
    with options.engine as workbook:
        put(workbook, options.place.cell("crossover_1", FIRST + 1), 0.5)
        put(workbook, options.place.cell("npv", options.place.best), "Nobody")
        found = differences(options.place, workbook)
    assert found[0].startswith("B less A, `crossover_1`: 0.5 in the sheet, ")
    assert found[1].startswith("the best by `npv`: 'Nobody' in the sheet, 'Lamp")
    assert len(found) == 2


def test_a_workbook_that_differs_is_not_delivered(
    wanted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exported_module, "differences", lambda *_: ["something differs"])
    with pytest.raises(ProblemsFoundError, match="workbook-differs"):
        exported_comparison(wanted[:2])


@pytest.mark.parametrize("unlike", [*UNLIKE])
def test_what_differs_is_made_alike(unlike: str, tmp_path: Path) -> None:
    found = Options(files(tmp_path, **{unlike: UNLIKE[unlike]}))
    assert differences(found.place, found.engine) == []
    assert not found.place.found.options[1].view.is_own or unlike == "quarters"


def test_both_in_the_middle_of_unequal_periods(tmp_path: Path) -> None:
    _, *both = files(tmp_path, **MIDS)
    found = Options(both, "Do nothing")
    assert differences(found.place, found.engine) == []
    assert [one.title for one in found.place.increments] == ["A_less_nothing", "B_less_nothing"]


FLOWS = """\
bizcase: 1
name: {name}
currency: EUR
timeline: {{step: year, length: 2 years}}
discounting: 12%/year
tax: none
benefits: {{inflow: {{by_year: {coming}}}}}
costs: {{outflow: {{opening: 100, by_year: {going}}}}}
"""


def test_every_crossover_rate_is_found(tmp_path: Path) -> None:
    """100 to be paid, 230 to be got and 132 to be paid is worth nothing at 10% and at 20%."""
    for name, coming, going in (("two", [230, 0], [0, 132]), ("none", [300, 10], [0, 0])):
        text = FLOWS.format(name=name, coming=coming, going=going)
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    found = Options([str(tmp_path / "two.yaml"), str(tmp_path / "none.yaml")], "Do nothing")
    assert differences(found.place, found.engine) == []
    two, less = found.place.increments
    figures = ("crossovers", "incremental_irr", "crossover_1", "crossover_2", "crossover_3")

    def shown(part: IncrementPart) -> list[Result]:
        at = {name: part.result(name) for name in figures}
        cells = {name: (area.sheet, area.row, area.column) for name, area in at.items()}
        values = found.engine.read(cells.values())
        return [values[cell] for cell in cells.values()]

    assert shown(two) == [2.0, "n/a", pytest.approx(0.1), pytest.approx(0.2), "n/a"]
    assert shown(less) == [1.0, *[pytest.approx(2.03297)] * 2, "n/a", "n/a"]


def test_libreoffice_agrees(options: Options, workbook: Path, office: LibreOffice) -> None:
    in_office = InOffice(office, workbook)
    assert differences(options.place, in_office) == []
    cells = [(COMPARISON, 1, 3), ("A_Checks", 4, 3), ("C_Checks", 4, 3)]
    assert set(in_office.read(cells).values()) == {"All checks pass"}


def test_a_change_by_hand_is_noticed_whoever_saved_the_file(
    options: Options, workbook: Path, office: LibreOffice, tmp_path: Path
) -> None:
    assert not was_changed(workbook_in(workbook.read_bytes()))
    saved = office.rework(workbook, tmp_path / "saved.xlsx", [])
    assert not was_changed(workbook_in(saved.read_bytes()))
    found = workbook_in(saved.read_bytes())
    at = price(options.place, 1)
    page = found.pages[at.sheet]
    edited = Page(page.title, {**page.cells, (at.row, at.column): Written(83.0)})
    assert was_changed(replace(found, pages={**found.pages, at.sheet: edited}))


def test_verify_and_import_say_what_to_do_instead(workbook: Path) -> None:
    for refused in (verified, update_from):
        with pytest.raises(ProblemsFoundError) as raised:
            refused(workbook)
        (problem,) = raised.value.problems
        assert problem.message == (
            "the workbook sets options side by side (lamp.yaml, lite.yaml, late.yaml); nothing was "
            "changed in it since it was written"
        )
        assert problem.help
        assert "`bizcase export lamp.yaml`" in problem.help


def test_it_is_replaced_unless_somebody_changed_it(
    options: Options, export: Export, workbook: Path, tmp_path: Path
) -> None:
    scenario = Path(options.wanted[0])
    refuse_if_edited(workbook, scenario, b"another one")
    at, edited = price(options.place, 0), tmp_path / "edited.xlsx"
    change = Mutation(at.sheet, at.row, at.column, "", None, 101.0)
    edited.write_bytes(tampered(export.content, change))
    with pytest.raises(ProblemsFoundError, match="was edited, and would be replaced"):
        refuse_if_edited(edited, scenario, b"another one")


def test_a_rate_that_nobody_has_is_shown_in_words(tmp_path: Path) -> None:
    """The number stays in the cell: 60 less at first bring 1,152 more a year later."""
    lamp, other = files(
        tmp_path,
        other="capex: {mould: {amount: 100_060}}\nrevenue: {service: {payments: {year 1: 1_152}}}",
    )
    found = Options([lamp, other])
    [increment] = found.place.found.increments
    assert increment.irr is not None
    assert increment.irr > HIGHEST
    path = tmp_path / "far.xlsx"
    path.write_bytes(exported_comparison([lamp, other]).content)
    page = openpyxl.load_workbook(path)["Comparison"]
    shown = {
        str(area.sqref): (rule.formula, rule.dxf.numFmt.formatCode)
        for area in page.conditional_formatting
        for rule in area.rules
        if rule.dxf.numFmt and BEYOND in rule.dxf.numFmt.formatCode
    }
    for name in ("incremental_irr", "crossover_1"):
        row = found.place.rows[name]
        assert shown[f"C{row}:E{row}"] == ([f"AND(ISNUMBER(C{row}),C{row}>1)"], f'"{BEYOND}"_)')
