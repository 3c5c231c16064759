"""The rule on the cover judges as the engine does, and large letters never lose a minus."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bizcase.report.workbook.book import Formula
from bizcase.report.workbook.formulas import rule
from bizcase.report.workbook.look.roles import FORMATS
from bizcase.report.workbook.look.styles import number_format
from bizcase.report.workbook.proof.expected import expected
from bizcase.report.workbook.proof.recalculate import Result
from bizcase.study.run import Run
from bizcase.study.verdict import verdict
from tests.workbook.calculated import PUBLISHED, SHIPPED, Calculated
from tests.workbook.test_returns import flows_file

OUTCOMES = {True: "Passes", False: "Fails", None: "Cannot be judged"}


def outcome(book: Calculated) -> Result:
    """What the cover says of the case in use."""
    cells = book.sheet("Cover").cells
    texts = {
        at: cell.content.text for at, cell in cells.items() if isinstance(cell.content, Formula)
    }
    at = next(at for at, text in texts.items() if '"Passes"' in text)
    return book.engine.read([("Cover", *at)])["Cover", *at]


def judged(run: Run) -> str:
    return OUTCOMES[verdict(run).passes]


@pytest.mark.parametrize("path", [*SHIPPED, *PUBLISHED[::5]], ids=lambda p: p.stem)
def test_rule_judges_as_the_engine_in_every_case(path: Path) -> None:
    book = Calculated(path)
    for run in book.plan.subject.runs:
        book.choose(run.case)
        assert outcome(book) == judged(run), run.case


FLOWS = {
    "pays back": [-100.0, 60, 70],
    "pays back after long": [-100.0, 10, 10, 10, 90],
    "never pays back": [-100.0, 20, 30],
    "nothing to pay back": [0.0, 20, 30],
    "no rate of return": [10.0, 20, 30],
    "lost": [-100.0, 0, 1],
}
LIMITS = {
    "payback": ("3 years", "0.5 years"),
    "discounted_payback": ("2 years", "9 years"),
    "irr": ("12%", "-50%"),
    "npv": ("0", "-60"),
    "peak_funding": ("100", "0"),
    "profitability_index": ("1", "2.5"),
}
STATUS = {True: rule.MET, False: rule.NOT_MET, None: rule.UNCLEAR}


@pytest.mark.parametrize("name", FLOWS)
@pytest.mark.parametrize("symbol", ["<", ">="])
@pytest.mark.parametrize("which", [0, 1])
def test_each_condition_is_judged_as_the_engine_does(
    name: str, symbol: str, which: int, tmp_path: Path
) -> None:
    written = ", ".join(f'{key}: "{symbol} {limits[which]}"' for key, limits in LIMITS.items())
    path = flows_file(tmp_path, FLOWS[name], more=f"accept_if: {{{written}}}\n")
    book = Calculated(path)
    run = book.plan.run
    known = {key: value for key, value in expected(run).items() if value == run.measures[key]}
    for condition, status in zip(rule.conditions(book.plan), statuses(book), strict=True):
        if condition.measure in known:
            alone = {condition.measure: (condition.symbol, condition.limit)}
            other = Run(replace(run.model, accept_if=alone), run.arrays)
            assert status == STATUS[verdict(other).passes], condition
    if known == run.measures:
        assert outcome(book) == judged(run)


def statuses(book: Calculated) -> list[Result]:
    """What the cover says of each condition, from above."""
    cells = book.sheet("Cover").cells
    found = sorted(at for at, cell in cells.items() if cell.style == "status")
    return list(book.engine.read([("Cover", *at) for at in found]).values())


def test_all_conditions_must_be_met(tmp_path: Path) -> None:
    both = 'accept_if: {npv: "> 0", payback: "< 1 year"}\n'
    book = Calculated(flows_file(tmp_path, [-100, 60, 70], more=both))
    assert [condition.measure for condition in rule.conditions(book.plan)] == [
        "npv",
        "payback_years",
    ]
    assert outcome(book) == "Fails"


@pytest.mark.parametrize(
    ("rule_of_team", "look"),
    [
        ('payback: "< 1.86 years"', '0.00" years"'),
        ('payback: "< 1.858 years"', '0.000" years"'),
        ('payback: "< 22 months"', '0.000000" years"'),
        ('irr: "> 18.94%"', "0.00%_);(0.00%);0.00%_)"),
        ('irr: "> 19%"', "0.0%_);(0.0%);0.0%_)"),
        ('npv: "> 12.345"', "#,##0.000;-#,##0.000"),
        ('npv: "> 0"', "#,##0;-#,##0"),
        ('profitability_index: "> 1.125"', "#,##0.000_);(#,##0.000);0.000_)"),
    ],
)
def test_a_limit_has_all_its_digits_and_the_figure_beside_it_differs(
    rule_of_team: str, look: str, tmp_path: Path
) -> None:
    path = flows_file(tmp_path, [-100, 60, 70], more=f"accept_if: {{{rule_of_team}}}\n")
    book = Calculated(path)
    cells = book.sheet("Cover").cells
    (row,) = (row for (row, _), cell in cells.items() if cell.style == "status")
    looks = {number_format(cells[row, column].style) for column in (5, 6)}
    assert looks == {look}


def test_no_format_has_conditions() -> None:
    """Programs differ on whether such formats write the minus of a number."""
    assert [name for name, look in FORMATS.items() if "[" in look] == []


def test_large_letters_keep_the_minus(tmp_path: Path) -> None:
    """A loss of 53 thousand beside one of 5 million."""
    text = "cases: {less: {revenue.flows.opening: -1_900_000}}\n"
    path = flows_file(tmp_path, [-8_000_000.0, 1_000_000, 1_000_000], more=text)
    book = Calculated(path)
    cells = book.sheet("Cover").cells
    npv = book.plan.measure_cell("npv").text
    style = next(
        cell.style
        for cell in cells.values()
        if isinstance(cell.content, Formula)
        and cell.content.text == npv
        and cell.style.startswith("tile")
    )
    positive, negative = FORMATS[style.partition("/")[2]].split(";")
    assert negative == f"-{positive}"
