"""An n/a on Cover and Outputs has its reason beside it, that of the case in use."""

from __future__ import annotations

from pathlib import Path

from bizcase.report.workbook.export import exported
from bizcase.report.workbook.layout.places import SENSITIVITY
from bizcase.report.workbook.layout.subject import subject_of
from bizcase.report.workbook.sheets.reasons import REASONS, reason
from bizcase.report.workbook.sheets.sensitivity import sensitivity_sheet
from bizcase.report.workbook.sheets.tiles import HEADLINES
from tests.workbook.calculated import ROOT, Calculated
from tests.written import head

CUP = (
    head("Cup", discounting="{rate: 10%/year}")
    + """\
products:
  cup: {units: 1_000/year, price: 12, unit_cost: {base: 5, low: 4, high: 6}}
capex: {mould: {amount: 9_000, when: opening, depreciation: none}}
"""
)
CASES = "cases: {loss: {cup.unit_cost: 14}, late: {mould.amount: 90_000}}\n"
NONE = "none of the headline figures"
LINES = (("Cover", 8, 1), ("Outputs", 6, 1))


def cup(folder: Path, text: str) -> Path:
    (folder / "cup.yaml").write_text(text, encoding="utf-8")
    return folder / "cup.yaml"


def said(book: Calculated) -> set[object]:
    return set(book.engine.read(LINES).values())


def test_reason_is_that_of_the_case_in_use(tmp_path: Path) -> None:
    book = Calculated(cup(tmp_path, CUP + CASES))
    assert said(book) == {""}
    for run in book.plan.subject.runs[1:]:
        book.choose(run.case)
        assert said(book) == {f"n/a when written: {reason(run)}"}
        assert reason(run).split(": ")[-1] == run.why_null["payback_years"]
    cells = book.sheet("Outputs").cells
    rows = range(REASONS, REASONS + 11)
    told = [cells[row, 2].content for row in rows if (row, 2) in cells]
    assert [text for text in told if text] == [
        "When written",
        "none of the headline figures",
        "Internal rate of return: all cash flows are negative; Payback: never pays back within the "
        "horizon",
        "Payback: never pays back within the horizon",
        "Terminal value's share: no terminal value",
        "Modified internal rate of return: no money comes in (loss)",
        "Discounted payback: never pays back within the horizon (loss, late)",
    ]


def test_na_after_an_edit_does_not_borrow_a_reason(tmp_path: Path) -> None:
    unknown = "n/a: does not exist for the values in use"
    for text, words in ((CUP, unknown), (CUP + CASES, f"n/a when written: {NONE}")):
        book = Calculated(cup(tmp_path, text))
        columns = book.plan.input_columns
        row = book.plan.inputs["products.cup.unit_cost"]
        book.engine.set(("Inputs", row, columns.first_case), 14.0)
        assert said(book) == {words}


def test_one_reason_for_all_is_said_once(tmp_path: Path) -> None:
    odd = "rows: {odd: {formula: 1 EUR / (n - 2), in: revenue}}\n"
    path = cup(tmp_path, CUP + odd)
    (run,) = subject_of(path).runs
    assert reason(run) == f"{', '.join(HEADLINES.values())}: a cash flow is missing"
    assert exported(path).content


def test_live_tornado_tells_readers_with_libreoffice_what_to_do(tmp_path: Path) -> None:
    plan = Calculated(cup(tmp_path, CUP)).plan
    static = str(sensitivity_sheet(plan).cells[2, 1].content)
    plan.live_tornado = True
    live = str(sensitivity_sheet(plan).cells[2, 1].content)
    assert "Ctrl+Shift+F9" in live
    assert "--tornado static" in live
    assert "LibreOffice" not in static
    assert sensitivity_sheet(plan).title == SENSITIVITY


def test_figures_of_a_case_with_stages_say_on_what_they_rest() -> None:
    said = {
        name: str(Calculated(ROOT / f"scenarios/{name}.yaml").sheet("Outputs").cells[2, 1].content)
        for name in ("heart_monitor", "thermostat")
    }
    assert said["heart_monitor"].endswith("All figures hold if every stage goes as written.")
    assert "hold" not in said["thermostat"]
