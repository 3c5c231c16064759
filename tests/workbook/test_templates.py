"""The little language of the templates of measures."""

from __future__ import annotations

from collections import Counter

import pytest

from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.formulas.references import across
from bizcase.report.workbook.formulas.templates import Templates
from bizcase.report.workbook.layout.places import OPENING, TOTAL
from bizcase.report.workbook.layout.plan import Plan, plan_of
from bizcase.report.workbook.layout.subject import subject_of
from bizcase.study.measures.registry import MEASURES
from tests.workbook.calculated import ROOT


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(subject_of(ROOT / "scenarios" / "thermostat.yaml"))


WAYS = {
    "{cash}": "H{cash}",
    "{cash:previous}": "G{cash}",
    "{cash:next}": "I{cash}",
    "{cash:so_far}": "$F{cash}:H{cash}",
    "{cash:all}": "$F${cash}:${last}${cash}",
    "{cash:later}": "$G${cash}:${last}${cash}",
    "{cash:first}": "$F${cash}",
    "{cash:last}": "${last}${cash}",
    "{npv}-1": "$D${npv}-1",
    "{largest_cash}": "$D${largest_cash}",
    "{revenue:previous}": "Calc!G{revenue}",
    "{revenue:all}": "Calc!$F${revenue}:${last}${revenue}",
    "{t}": "Calc!H{t}",
    "{point:above}+1": "F{before}+1",
    "{force}": "G{line}",
    "{force:last}": "$G${force_last}",
    "{mine}*{0}": "$Z$1*0",
}


@pytest.mark.parametrize("template", WAYS)
def test_names_become_cells(plan: Plan, template: str) -> None:
    line = 100
    places = {
        "last": letters(plan.last),
        "cash": plan.returns.rows["cash"],
        "npv": plan.measure_cell("npv").row,
        "largest_cash": plan.returns.cells["largest_cash"],
        "revenue": plan.rows["revenue"],
        "t": plan.time["t"],
        "line": line,
        "before": line - 1,
        "force_last": plan.returns.columns["force"].last,
    }
    filled = Templates(plan, own={"mine": "$Z$1"}).filled(template, line)
    wanted = WAYS[template].format(**places)
    assert across(filled, range(OPENING + 2, OPENING + 3)) == [wanted]


def test_other_sheets_name_the_sheet(plan: Plan) -> None:
    templates = Templates(plan, "Checks")
    row = plan.measure_cell("npv").row
    assert templates.filled("{npv}") == f"Returns!${letters(TOTAL)}${row}"
    column = plan.returns.columns["amount"]
    assert templates.filled("{amount:first}").endswith(f"${column.first}")


def test_numbers_get_a_cell(plan: Plan) -> None:
    text = Templates(plan).filled("{1e-9}*{1e-9}")
    assert text == f"{plan.number(1e-9)}*{plan.number(1e-9)}"
    assert text.startswith("Inputs!$C$")


def test_unknown_name_is_an_error(plan: Plan) -> None:
    with pytest.raises(KeyError, match="nothing_like_it"):
        Templates(plan).filled("{nothing_like_it}")


def test_missing_cells_make_it_not_applicable(plan: Plan) -> None:
    row = plan.measure_cell("npv").row
    text = Templates(plan).measured("{npv}+1", ("npv", "npv"))
    assert text == f'IF(AND(ISNUMBER($D${row}),ISNUMBER($D${row})),$D${row}+1,"n/a")'


def test_parts_that_share_a_name_share_what_it_stands_for() -> None:
    """The same name never stands for two different things, in whatever measure it is used."""
    kinds = ("rows", "cells", "tables", "further")
    parts = {part for m in MEASURES.values() for kind in kinds for part in getattr(m.sheet, kind)}
    columns = [column for part in parts for column in getattr(part, "columns", ())]
    named = [part for part in parts if hasattr(part, "name")]
    count = Counter([*MEASURES, *(part.name for part in [*named, *columns])])
    assert [name for name, often in count.items() if often > 1] == []
