"""The program inside the test, and scenarios with stages as texts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bizcase.scenario.load import load_model
from bizcase.study.run import Run, run
from tests.cli.conftest import program
from tests.written import head

__all__ = ["program"]

HEAD = (
    head("Game", timeline="{step: year, length: 4 years}")
    + """\
revenue: {sales: {amount: 2_600/year, from: year 3}}
"""
)
Written = Callable[[str], Run]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Runs a text below the usual lines."""

    def of(text: str, head: str = HEAD) -> Run:
        path = tmp_path / "game.yaml"
        path.write_text(head + text, encoding="utf-8")
        return run(load_model(path))

    return of
