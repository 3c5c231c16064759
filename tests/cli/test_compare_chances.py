"""`bizcase compare` where values are uncertain: what is drawn, Ctrl-C, a single trial."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from bizcase.cli.progress import Bar
from tests.cli.conftest import LAMP, Program

UNSURE = LAMP.replace("price: 100", "price: {base: 100, low: 90, high: 112}")


def test_a_value_that_a_case_moves_within_its_range_is_said(program: Program, lamp: Path) -> None:
    """Its range was given for another value: what the case draws goes beyond what it says."""
    lamp.write_text(UNSURE.replace("price: 85", "price: 91"), encoding="utf-8")
    page = " ".join(program("compare", lamp, f"{lamp}#downside").out.split())
    assert "Lamp, downside: drawn from ranges given for other values" in page
    assert "price is EUR 91, not EUR 100, near the low end of EUR 90 to 112." in page
    assert "drawn from ranges" not in program("compare", lamp).out


def test_ctrl_c_shows_what_was_done(
    program: Program, lamp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def press(_bar: Bar, done: int, _of: int) -> None:
        if done == 3_000:
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(Bar, "__call__", press)
    lamp.write_text(UNSURE, encoding="utf-8")
    shown = program("compare", lamp, f"{lamp}#downside", "--trials", 900_000)
    assert shown.status == 130
    assert "3,000 of 900,000 trials, seed 1" in shown.out
    assert "Ended" not in shown.out
    assert "Stopped by Ctrl-C: 3,000 of 900,000 trials are done" in shown.err


def test_one_trial_has_no_standard_error(program: Program, lamp: Path) -> None:
    lamp.write_text(UNSURE, encoding="utf-8")
    other = lamp.with_name("other.yaml")
    other.write_text(
        "bizcase: 1\nextends: lamp.yaml\nname: Other\nproducts: {lamp: {unit_cost: 62}}\n"
    )
    page = program("compare", lamp, other, "--trials", "1").out
    assert "Chance" in page
    assert "nan" not in page
