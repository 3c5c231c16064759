"""Whole scenarios in a sheet: the same numbers, in short formulas of well-known functions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bizcase.engine.evaluate import evaluate
from bizcase.engine.model import Model
from bizcase.formula.render.excel import ALLOWED
from bizcase.scenario.load import load_model
from tests.formula.sheet import calculated, formulas
from tests.formula.test_agreement import near
from tests.formula.walker import walked

TESTS = Path(__file__).parents[1]
FILES = [
    *sorted((TESTS / "cases").glob("*.yaml")),
    *sorted((TESTS.parent / "scenarios").glob("*.yaml")),
    TESTS / "yardstick" / "yardstick.yaml",
]
LONGEST = 250


@pytest.fixture(scope="module", params=FILES, ids=lambda file: file.stem)
def model(request: pytest.FixtureRequest) -> Model:
    return load_model(str(request.param))


def test_sheet_engine_and_oracle_agree(model: Model) -> None:
    engine, sheet, oracle = evaluate(model), calculated(model), walked(model)
    for name, row in engine.items():
        assert near(row, oracle[name]), name
        assert near(sheet[name], oracle[name]), name


def test_formulas_are_short_and_plain(model: Model) -> None:
    for (name, column), text in formulas(model).items():
        assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", text)) <= ALLOWED, (name, text)
        assert len(text) <= LONGEST or _is_line(model, name), (name, column, text)


def _is_line(model: Model, name: str) -> bool:
    """A line adds up as many rows as the scenario has."""
    return any(name.rsplit(".", 1)[-1] in row.line for row in model.rows.values())
