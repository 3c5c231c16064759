"""Values of any size: no figure of hundreds of digits, no warning of a library."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bizcase.study.simulation.moments import Moments
from tests.cli.test_check import SOUND

PRICE = "base: 100, low: 90, high: 110"
COMMANDS = (
    ("run",), ("check",), ("sensitivity",), ("simulate", "--trials", "2000"),
    ("goal-seek", "--vary", "lamp.price"), ("chart", "waterfall", "tornado", "distribution"),
)  # fmt: skip


@pytest.mark.parametrize("power", ["e100", "e300", "e308"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_huge_values_are_said_in_short(
    command: tuple[str, ...], power: str, tmp_path: Path
) -> None:
    assert PRICE in SOUND
    text = SOUND.replace(PRICE, f"base: 1.0{power}, low: 0.9{power}, high: 1.7{power}")
    (tmp_path / "lamp.yaml").write_text(text, encoding="utf-8")
    name, *rest = command
    done = subprocess.run(  # warnings go to a standard error of its own
        [sys.executable, "-m", "bizcase", name, "lamp.yaml", *rest],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False,
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert not re.search("Warning|Traceback|bug in bizcase", said), said
    assert not re.search(r"[\d,.]{30}", said), said
    assert "inf" not in re.findall(r"\w+", said)


def test_the_spread_of_huge_values_is_known() -> None:
    values = np.array([1.0, 2.0, 4.0, 9.0])
    small, huge = Moments(), Moments()
    for block in (values, values * 1.5):
        small.add(block)
        huge.add(block * 2.0**1000)
    for of in ("mean", "deviation", "standard_error"):
        assert getattr(huge, of) == getattr(small, of) * 2.0**1000, of
