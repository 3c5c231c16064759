"""`bizcase new`: templates that run as they are, and files that are never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

import bizcase
from bizcase.cli.new import Template
from bizcase.study.check import check
from bizcase.study.verdict import verdict
from tests.cli.conftest import Program


@pytest.mark.parametrize("template", list(Template))
def test_every_template_runs_as_it_is(program: Program, template: Template, tmp_path: Path) -> None:
    shown = program("new", "my_product", "--template", template, "--currency", "CHF")
    assert (shown.status, shown.out) == (0, "")
    assert "bizcase run my_product.yaml" in shown.err
    path = tmp_path / "my_product.yaml"
    scenario = bizcase.load(path)
    assert scenario.model.name == "My product"
    assert scenario.model.currency == "CHF"
    assert verdict(scenario.run()).passes
    assert all(scenario.run(case).measures["npv"] is not None for case in scenario.cases)
    [placeholders] = check(path).problems  # of all values, until somebody knows better
    assert "whose source is only `illustrative`" in placeholders.message
    assert 40 <= len(path.read_text(encoding="utf-8").splitlines()) <= 75


def test_a_file_is_only_replaced_by_force(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("precious", encoding="utf-8")
    refused = program("new", "mine", "--template", "saas")
    assert refused.status == 1
    assert "mine.yaml exists already" in refused.err
    assert path.read_text(encoding="utf-8") == "precious"
    assert program("new", "mine", "--template", "saas", "--force").status == 0
    assert path.read_text(encoding="utf-8").startswith("# Software")
    assert [p.name for p in tmp_path.iterdir()] == ["mine.yaml"]


def test_it_asks_nothing_where_no_terminal_listens(program: Program, tmp_path: Path) -> None:
    assert program("new", "lamp.yaml").status == 0
    assert (tmp_path / "lamp.yaml").read_text(encoding="utf-8").startswith("# A device")


def test_a_strange_name_still_gives_a_file_that_loads(program: Program, tmp_path: Path) -> None:
    assert program("new", "no: [way] #1 \\d").status == 0
    path = next(tmp_path.glob("*.yaml"))
    assert bizcase.load(path).model.name == r"No: [way] #1 \d"


@pytest.mark.parametrize(
    "arguments",
    [["new"], ["new", "x", "--template", "boat"], ["new", "x", "--currency", "EURO"],
     ["new", "nowhere/x"], ["new", " "]],
)  # fmt: skip
def test_wrong_use(program: Program, arguments: list[str], tmp_path: Path) -> None:
    assert program(*arguments).status == 2
    assert list(tmp_path.iterdir()) == []
