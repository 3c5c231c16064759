"""Which dates of a table by date an override leaves as they were, and when that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizcase.scenario.load import load_model
from bizcase.study.check import check
from bizcase.study.scenario import load
from tests.cli.conftest import LAMP, Program, program

__all__ = ["program"]  # a fixture

CODE = "dates-stay"
BASE = LAMP.replace("price: 100", "price: {2027-01: 100, 2028-01: 95, 2030-01: 90}").replace(
    "{products.lamp.price: 85, probability: 25%}", "{probability: 25%}"
)
PEOPLE = "{base: {2027-01: 1, 2029-01: 2}, low: -10%, high: 20%}"
STEPS = f"costs: {{team: {{people: {PEOPLE}, salary: 1_000/year}}}}\n"
CASES = """\
cases:
  few: {costs.team.people: {2027-01: 0.5}}
  many: {costs.team.people.base: {2029-01: 3}}
"""


def said(path: Path, case: str | None = None, **settings: object) -> list[str]:
    found = load_model(path, case, {k.replace("__", "."): v for k, v in settings.items()} or None)
    return [problem.message for problem in found.problems if problem.code == CODE]


@pytest.mark.parametrize(
    ("value", "keeps"),
    [
        ("{2027-01: 90}", "2028-01, 2030-01"),
        ("{2028-01: 90, 2030-01: 80}", ""),
        ("{2028-01: 90}", "2030-01"),
        ("{2027-01: 90, 2028-01: 85, 2030-01: 80}", ""),
        ("{2027-01: 90, 2028-01: null, 2030-01: 80}", ""),
        ("{replace: {2027-01: 90}}", ""),
        ("90", ""),
        ("{grows: 2%/year}", ""),
        ("{source: Ann}", ""),
    ],
)
def test_what_an_override_leaves(tmp_path: Path, value: str, keeps: str) -> None:
    path, option = tmp_path / "lamp.yaml", tmp_path / "option.yaml"
    path.write_text(BASE + f"  low: {{products.lamp.price: {value}}}\n", encoding="utf-8")
    extends = f"bizcase: 1\nextends: lamp.yaml\nproducts: {{lamp: {{price: {value}}}}}\n"
    option.write_text(extends, encoding="utf-8")
    expected = (
        [f"`price` keeps {keeps} of the table by date that this is put over"] if keeps else []
    )
    assert said(path) == []
    assert said(path, "low") == said(option) == said(path, products__lamp__price=value) == expected


def test_steps_below_a_range_are_a_table_as_well(tmp_path: Path) -> None:
    path = tmp_path / "lamp.yaml"
    text = BASE.partition("cases:")[0] + STEPS
    path.write_text(text + CASES, encoding="utf-8")
    assert said(path, "few") == [
        "`people` keeps 2029-01 of the table by date that this is put over"
    ]
    assert said(path, "many") == []  # what was before still is


def test_a_case_over_an_option_is_told_what_it_leaves_itself(tmp_path: Path) -> None:
    """What the option left, the case may write; what the case adds, it does not leave."""
    path, option = tmp_path / "lamp.yaml", tmp_path / "option.yaml"
    path.write_text(BASE, encoding="utf-8")
    option.write_text(
        "bizcase: 1\nextends: lamp.yaml\nproducts: {lamp: {price: {2027-01: 99}}}\ncases:\n"
        "  rest: {products.lamp.price: {2027-01: 98, 2028-01: 93, 2030-01: 88}}\n"
        "  other: {products.lamp.unit_cost: 50}\n",
        encoding="utf-8",
    )
    assert said(option, "rest") == []
    assert said(option, "other") == said(option)
    assert len(said(option)) == 1


def test_what_is_no_table_by_date_is_merged_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "lamp.yaml"
    tables = "growth: {base_is: first year}\ninflation: {wages: 2%/year, price: 1%/year}\n"
    years = "revenue: {guano: {by_year: {2027: 1, 2028: 2, 2029: 3, 2030: 4}}}\n"
    text = BASE.replace("price: {2027-01: 100, 2028-01: 95, 2030-01: 90}", "price: 100")
    by_hand = "adjustments: {revenue: {2028: 7}}\n"
    path.write_text(tables + years + by_hand + text, encoding="utf-8")
    option = tmp_path / "option.yaml"
    option.write_text(
        "bizcase: 1\nextends: lamp.yaml\ninflation: {wages: 3%/year}\n"
        "revenue: {guano: {by_year: {2028: 5}}}\nproducts: {lamp: {unit_cost: 50}}\n"
        "adjustments: {revenue: {2027: 5}}\n",
        encoding="utf-8",
    )
    assert said(option) == []


def test_check_and_run_show_it(tmp_path: Path, program: Program) -> None:
    path = tmp_path / "lamp.yaml"
    path.write_text(BASE + "  low: {products.lamp.price: {2027-01: 90}}\n", encoding="utf-8")
    assert [p.code for p in check(path).problems].count(CODE) == 1
    assert f"warning[{CODE}]" in program("run", path, "--case", "low").err
    assert f"warning[{CODE}]" in program("compare", path, f"{path}#low", "--trials", "0").err
    assert CODE not in program("run", path).err
    assert load(path).model_of("low").problems[0].severity == "warning"
