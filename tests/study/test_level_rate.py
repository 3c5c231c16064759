"""Rates that change by year, real rates without an index, and years in which only tax is paid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import bizcase
from bizcase.report.records.run import run_record
from bizcase.report.tables.conventions import rate_and_timing
from bizcase.report.whatif.program import program
from bizcase.study.measures.equivalent_annual_annuity import annuity
from bizcase.study.run import Run
from tests.node import Node
from tests.written import head

LAMP = (
    head(discounting="{rate: 8%, timing: end}", tax="{rate: 25%, losses: carry forward}")
    + """\
products:
  lamp: {units: 1_000/year, price: 1_250, unit_cost: 900}
capex:
  mould: {amount: 550_000, when: opening, depreciation: straight line, life: 4 years}
"""
)
WHY = "the discount rate is not the same in all years"


def lamp(tmp_path: Path, *changes: tuple[str, str]) -> Run:
    text = LAMP
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "lamp.yaml"
    path.write_text(text, encoding="utf-8")
    return bizcase.load(path).run()


def test_a_rate_by_year_is_said_and_makes_no_annuity(tmp_path: Path) -> None:
    run = lamp(tmp_path, ("rate: 8%,", "rate: [8%, 9%, 10%, 11%],"))
    assert rate_and_timing(run) == "yearly rates from 8% to 11% nominal, flows at period end"
    for name in ("equivalent_annual_annuity", "mirr"):
        assert run.measures[name] is None
        assert run.why_null[name] == WHY
    assert run.measures["npv"] is not None


def test_a_list_of_the_same_rates_is_that_rate(tmp_path: Path) -> None:
    """Also in the year in which only tax is paid: there it was 0 %."""
    late = ("forward}", "forward, paid: 1 year later}")
    one = lamp(tmp_path, late)
    same = lamp(tmp_path, late, ("rate: 8%,", "rate: [8%, 8%, 8%, 8%],"))
    assert same.rate == pytest.approx(one.rate, rel=1e-12)
    for name in ("npv", "mirr", "equivalent_annual_annuity"):
        assert same.measures[name] == pytest.approx(one.measures[name], rel=1e-12)


def test_a_page_says_the_same(tmp_path: Path, node: Node) -> None:
    names = ("equivalent_annual_annuity", "mirr")
    for rates, there in (("[8%, 9%, 10%, 11%]", False), ("[8%, 8%, 8%, 8%]", True)):
        late = ("forward}", "forward, paid: 1 year later}")
        run = lamp(tmp_path, ("rate: 8%,", f"rate: {rates},"), late)
        found = node.run(program([run.model], [], (), names)).results[0]["measures"]
        for name in names:
            assert (found[name] is not None) == there == (run.measures[name] is not None)
            if there:
                assert found[name] == pytest.approx(run.measures[name], rel=1e-9)


def test_years_in_which_only_tax_is_paid_are_no_years_of_life(tmp_path: Path) -> None:
    run = lamp(tmp_path, ("forward}", "forward, paid: 1 year later}"))
    assert len(run.periods) == 6
    npv = run.measures["npv"]
    assert npv is not None
    expected = float(annuity(np.array([npv]), np.array([0.08]), 4.0)[0])
    assert run.measures["equivalent_annual_annuity"] == pytest.approx(expected, rel=1e-12)


def test_a_real_rate_without_an_index_is_not_called_nominal(tmp_path: Path) -> None:
    bare = lamp(tmp_path, ("rate: 8%,", "rate: 8%, kind: real,"))
    said = "8%/year real without general inflation, flows at period end"
    assert rate_and_timing(bare) == said
    lifted = lamp(
        tmp_path,
        ("rate: 8%,", "rate: 8%, kind: real,"),
        ("tax:", "inflation: {general: 2%/year}\ntax:"),
    )
    assert rate_and_timing(lifted).startswith("8%/year real (10.16% effective, nominal)")


def test_the_record_has_no_single_rate(tmp_path: Path) -> None:
    record = run_record(lamp(tmp_path, ("rate: 8%,", "rate: [8%, 9%, 10%, 11%],")))
    assert record["rate"] is None
    reasons = record["why_null"]
    assert isinstance(reasons, dict)
    assert reasons["rate"] == WHY
    assert run_record(lamp(tmp_path))["rate"] == 0.08
