"""What a block requires holds in every trial, or the trial has no measures, and it is said why."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import bizcase
from bizcase.study.requirements import requirements_of
from tests.cli.conftest import Program, program
from tests.written import head

__all__ = ["program"]

TEXT = (
    head("Grow", timeline="{step: year, length: 4 years}", discounting="{rate: 10%, timing: end}")
    + """\
revenue: {sales: {amount: 90/year, from: year 2}}
costs: {start: {amount: 100, when: opening}}
terminal_value:
  method: perpetuity
  growth: {base: 4%/year, min: 0%/year, max: 20%/year, distribution: uniform}
accept_if: {npv: "> 0"}
"""
)


@pytest.fixture
def grow(tmp_path: Path) -> Path:
    """Half of all growth rates lie above the discount rate, where a perpetuity is worth nothing."""
    path = tmp_path / "grow.yaml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_trial_that_breaks_a_requirement_has_no_measures(grow: Path) -> None:
    found = bizcase.load(grow).simulate(4_000, measures=["peak_funding"])
    for name in ("npv", "irr", "peak_funding"):
        spread = found.measures[name]
        assert spread.missing == pytest.approx(0.5, abs=0.002)
        assert spread.why == {
            "a perpetuity cannot grow as fast as it is discounted": spread.missing
        }
    npv = found.measures["npv"]
    # Without growth the sales are worth 90 / 10 % a year later; those that grow, more.
    assert min(npv.percentiles.values()) > 900 / 1.1 - 100
    assert found.rule is not None
    assert found.rule.passes.value == pytest.approx(0.5, abs=0.002)
    assert found.rule.unclear == pytest.approx(0.5, abs=0.002)


def test_the_page_and_the_record_say_why(program: Program, grow: Path) -> None:
    shown = program("simulate", grow, "--trials", 2_000)
    said = " ".join(shown.out.split())
    assert "NPV: none in 50.0% of the trials: a perpetuity cannot grow as fast as it is" in said
    record = json.loads(program("simulate", grow, "--trials", 2_000, "--json").out)
    assert record["measures"]["npv"]["missing"] == pytest.approx(0.5, abs=0.002)


def test_indices_leave_such_points_out(grow: Path) -> None:
    text = TEXT.replace("amount: 90/year", "amount: {base: 90/year, low: 80/year, high: 99/year}")
    grow.write_text(text.replace("max: 20%", "max: 10.5%"), encoding="utf-8")
    found = bizcase.load(grow).indices(1_024)
    assert 900 < found.points < 1_000  # 95 % of 1,024


def test_options_leave_such_trials_out(grow: Path) -> None:
    other = grow.with_name("other.yaml")
    other.write_text("bizcase: 1\nextends: grow.yaml\nname: Other\nrevenue: {sales: 95/year}\n")
    found = bizcase.compare([grow, other], trials=2_000)
    assert found.chances is not None
    assert found.chances.left_out == pytest.approx(0.5, abs=0.002)


def test_only_what_varies_is_looked_at(grow: Path) -> None:
    model = bizcase.load(grow).model
    assert len(requirements_of(model).said) == 1
    path = "terminal_value.growth"
    assert requirements_of(model, [path]).said == requirements_of(model).said
    assert not requirements_of(model, ["revenue.sales.amount"]).said
    assert requirements_of(model, []).broken({}, 3).shape == (0, 3)
    assert np.array_equal(requirements_of(model, []).broken({}, 3).any(axis=0), [False] * 3)


@pytest.mark.parametrize("trials", [1_000, 3_000, 1_024])
def test_sobol_points_fill_space_at_powers_of_two(
    program: Program, grow: Path, trials: int
) -> None:
    shown = program("simulate", grow, "--sampler", "sobol", "--trials", trials)
    assert ("warning[sobol-count]" in shown.err) == (trials != 1_024)
    if trials == 3_000:
        assert "ask for 2,048 or 4,096 trials" in shown.err
