"""Values of any size: no figure of hundreds of digits, no warning of a library."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bizcase.study.simulation.moments import Moments

HUGE = """\
bizcase: 1
name: Lamp
currency: EUR
timeline: {start: 2027-01, step: year, length: 4 years}
discounting: {rate: 10%, timing: end}
tax: none
products:
  lamp:
    units: {base: 1_000/year, low: 800/year, high: 1_300/year, source: survey}
    price: {base: PRICE, low: 0.9PRICE, high: 1.7PRICE, source: survey}
    unit_cost: {base: 60, source: offer}
"""
COMMANDS = (
    ("run",), ("check",), ("sensitivity",), ("simulate", "--trials", "2000"),
    ("goal-seek", "--vary", "lamp.price"), ("chart", "waterfall", "tornado", "distribution"),
)  # fmt: skip


@pytest.mark.parametrize("power", ["e100", "e300", "e308"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_huge_values_are_said_in_short(
    command: tuple[str, ...], power: str, tmp_path: Path
) -> None:
    text = re.sub(r"([\d.]*)PRICE", lambda found: (found[1] or "1.0") + power, HUGE)
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
