"""Odd but sound input: names like rows, zeros with units, what once gave a wrong number."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizcase.problems import ProblemsFoundError
from bizcase.scenario.load import load_model
from bizcase.study.run import run
from tests.library.run_text import SKELETON, rows_of

LAMP = "products: {lamp: {units: [100, ...], price: 10}}\n"


def test_a_cost_named_like_a_line_does_not_stand_for_it() -> None:
    rows = rows_of(LAMP + "costs: {revenue: 40/year, fee: {share: 5%, of: revenue}}")
    assert rows["costs.fee"].tolist() == [0, 50, 50, 50, 50]


@pytest.mark.parametrize("nothing", ["0 days", "0", "{days: 0, of: revenue}"])
def test_no_receivables(nothing: str) -> None:
    rows = rows_of(LAMP + f"working_capital: {{receivables: {nothing}}}")
    assert not rows["net_working_capital"].any()


@pytest.mark.parametrize("name", ["lämp", "my lamp", "my-lamp", "min", "if", "end", "日本"])
def test_names_of_products(name: str) -> None:
    rows = rows_of(LAMP.replace("lamp", name))
    assert rows["revenue"].tolist() == [0, 1000, 1000, 1000, 1000]


@pytest.mark.parametrize("forwards", [True, False])
def test_a_long_chain_of_rows(forwards: bool) -> None:
    chain = [f"r{i}: {{formula: r{i - 1} + 1}}" for i in range(1, 400)]
    rows = rows_of("rows: {r0: 1, " + ", ".join(chain if forwards else chain[::-1]) + "}")
    assert rows["r399"].tolist() == [0, 400, 400, 400, 400]


def test_a_circle_of_very_many_rows_is_a_problem() -> None:
    circle = (f"r{i}: {{formula: previous(r{(i + 1) % 400}) + 1}}" for i in range(400))
    with pytest.raises(ProblemsFoundError) as found:
        rows_of("rows: {" + ", ".join(circle) + "}")
    assert [problem.code for problem in found.value.problems] == ["nested-too-deeply"]


def test_many_files_that_extend_one_another(tmp_path: Path) -> None:
    for i in range(200):
        (tmp_path / f"f{i}.yaml").write_text(f"bizcase: 1\nextends: f{i + 1}.yaml\n")
    (tmp_path / "f200.yaml").write_text("bizcase: 1\n")
    with pytest.raises(ProblemsFoundError) as found:
        load_model(tmp_path / "f0.yaml")
    assert found.value.problems[0].code == "nested-too-deeply"


def test_five_hundred_products() -> None:
    products = ", ".join(f"p{i}: {{units: [1, ...], price: 10}}" for i in range(500))
    assert rows_of(f"products: {{{products}}}")["revenue"][1] == 5000


@pytest.mark.filterwarnings("error")
def test_numbers_that_overflow_are_missing_without_a_word(tmp_path: Path) -> None:
    file = tmp_path / "huge.yaml"
    costs = "costs: {a: 1e308/year, b: 1e308/year}\nworking_capital: {balance: -1e308}\n"
    file.write_text(SKELETON + LAMP + costs, encoding="utf-8")
    result = run(load_model(file))
    assert result.measures["npv"] is None
    assert result.why_null["npv"] == "a cash flow is missing"
