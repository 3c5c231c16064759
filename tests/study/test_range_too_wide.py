"""A distribution beyond its bounds is shown at the value that was put over its range."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizcase.problems import Problem, ProblemsFoundError
from bizcase.study.scenario import load
from tests.written import head

PATH = "products.boat.price"
BOAT = (
    head("Boat")
    + """\
products:
  boat: {units: 40/year, price: {base: 30_000, low: 10_000, high: 60_000}}
cases:
  downside: {products.boat.price: 59_000}
  free: {products.boat.price: {base: 1, low: 0, high: 2, distribution: lognormal}}
"""
)


@pytest.fixture
def boat(tmp_path: Path) -> Path:
    path = tmp_path / "boat.yaml"
    path.write_text(BOAT, encoding="utf-8")
    return path


def refused(path: Path, case: str = "base", price: str | None = None) -> Problem:
    """Why a case cannot be simulated."""
    with pytest.raises(ProblemsFoundError) as found:
        load(path).simulate(100, case=case, set={PATH: price} if price else None)
    (problem,) = found.value.problems
    return problem


def test_a_case_is_named_and_its_value_shown(boat: Path) -> None:
    problem = refused(boat, "downside")
    assert problem.message == (
        f"low and high of `{PATH}` are P10 and P90: its distribution would reach to EUR -69k "
        "in the case `downside`, below EUR 0"
    )
    assert problem.span is not None
    assert (problem.span.text, problem.span.line) == ("59_000", 10)
    assert problem.help is not None
    assert problem.help.startswith("set its range there as well")


def test_what_is_set_from_outside_is_shown_there(boat: Path) -> None:
    problem = refused(boat, price="59_000")
    assert "in the case" not in problem.message
    assert problem.span is not None
    assert problem.span.source.name == "--set"


def test_no_law_is_said_of_the_case(boat: Path) -> None:
    problem = refused(boat, "free")
    assert (problem.code, problem.severity) == ("no-distribution", "error")
    assert f"`{PATH}` in the case `free`: a lognormal law" in problem.message
    assert problem.span is not None
    assert problem.span.line == 11
