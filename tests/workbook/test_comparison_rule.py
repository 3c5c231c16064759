"""The sheet Comparison says, live, whether each option passes its own rule."""

from __future__ import annotations

from pathlib import Path

from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.comparison.differences import differences
from bizcase.report.workbook.comparison.side_by_side import FIRST, RULE
from bizcase.report.workbook.formulas.rule import OUTCOMES
from bizcase.report.workbook.proof.recalculate import Recalculation, Result
from bizcase.study.verdict import passes_as_written
from tests.workbook.options import LITE, UNLIKE, Options, files

RULE_OF_LITE = "accept_if: {payback: < 1 year, irr: '> 20%'}\n"
LATE = f"{UNLIKE['late']}\naccept_if: {{payback: < 3 years}}"  # of its own start


def outcomes(options: Options, workbook: Recalculation) -> list[Result]:
    place = options.place
    cells = [place.cell(RULE, place.column(part.letter)) for part in place.parts]
    return [workbook.read([at])[at] for at in [(c.sheet, c.row, c.column) for c in cells]]


def test_each_option_by_its_own_rule(tmp_path: Path) -> None:
    options = Options(files(tmp_path, lite=LITE + RULE_OF_LITE, late=LATE))
    with options.engine as workbook:
        assert differences(options.place, workbook) == []
        found = outcomes(options, workbook)
    runs = [one.run for one in options.place.found.options]
    assert found == [OUTCOMES[passes_as_written(run)] for run in runs if run]
    assert found == ["Passes", "Fails", "Passes"]


def test_it_follows_the_assumptions(tmp_path: Path) -> None:
    options = Options(files(tmp_path, lite=LITE + RULE_OF_LITE))
    part = options.place.parts[1]
    row = part.plan.inputs["products.lamp.price"]
    column = part.plan.input_columns.first_case
    cell = part.area(Area("Inputs", row, column, row, column))
    with options.engine as workbook:
        workbook.set((cell.sheet, cell.row, cell.column), 99.0)
        assert outcomes(options, workbook) == ["Passes", "Passes"]
        # The limit is a number beside the words, which a reader may change as well.
        place = options.place
        limit = place.rows["condition_1"]
        assert place.conditions[1].measure == "payback_years"
        workbook.set(("Comparison", limit, FIRST - 1), 0.5)
        assert outcomes(options, workbook) == ["Passes", "Fails"]


def test_without_a_rule_there_is_no_line(tmp_path: Path) -> None:
    options = Options(files(tmp_path, lite=LITE))
    assert RULE not in options.place.rows


def test_a_sheet_that_says_otherwise_is_not_handed_out(tmp_path: Path) -> None:
    options = Options(files(tmp_path, lite=LITE + RULE_OF_LITE))
    place = options.place
    at = place.cell(RULE, place.column("B"))
    with options.engine as workbook:
        workbook.set((at.sheet, at.row, at.column), "Passes")
        found = differences(place, workbook)
    assert found == ["Lamp \"Lite\", rule: 'Passes' in the sheet, 'Fails' in the engine"]
