"""Runs the program inside the test: what it prints, what it says, and its exit status."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bizcase.cli import app
from tests.written import head


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str


Program = Callable[..., Outcome]


@pytest.fixture
def program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Program:
    """`program("run", "x.yaml")` in an empty folder, 80 characters wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("BIZCASE_DEBUG", raising=False)

    def run(*arguments: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["bizcase", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ending:
            app.main()
        printed = capsys.readouterr()
        code = ending.value.code
        return Outcome(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run


@pytest.fixture
def lamp(tmp_path: Path) -> Path:
    """A small scenario: 100 in the opening, then four years of profit."""
    path = tmp_path / "lamp.yaml"
    path.write_text(LAMP, encoding="utf-8")
    return path


LAMP = (
    head(discounting="{rate: 10%, timing: end, also: [5%]}")
    + """\
products:
  lamp: {units: {amount: 1_000/year, from: year 1}, price: 100, unit_cost: 60}
capex:
  mould: {amount: 100k, when: opening, depreciation: straight line, life: 4 years}
cases:
  downside: {products.lamp.price: 85, probability: 25%}
"""
)
