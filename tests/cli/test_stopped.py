"""Ctrl-C in a command that writes files: one line says that none was written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Program

# By command: a part of its work in which Ctrl-C is pressed.
PARTS = {
    "report": "bizcase.report.page.page.report_page",
    "chart": "bizcase.report.charts.files.draw_files",
    "export": "bizcase.report.workbook.export.exported",
}


def press(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def press_in_a_class(*_: object, **__: object) -> None:
    try:
        press()
    except KeyboardInterrupt as error:
        raise RuntimeError("Error calling __set_name__ on an instance") from error


@pytest.mark.parametrize("pressed", [press, press_in_a_class])
@pytest.mark.parametrize("command", PARTS)
def test_nothing_is_written(
    program: Program, lamp: Path, monkeypatch: pytest.MonkeyPatch, command: str, pressed: object
) -> None:
    monkeypatch.setattr(PARTS[command], pressed)
    shown = program(command, lamp)
    assert (shown.status, shown.out) == (130, "")
    assert shown.err == "Stopped by Ctrl-C: nothing was written.\n"
    assert list(lamp.parent.iterdir()) == [lamp]


def test_several_options_in_a_workbook(
    program: Program, lamp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bizcase.report.workbook.comparison.exported.exported_comparison", press)
    shown = program("export", lamp, f"{lamp}#downside")
    assert (shown.status, shown.err) == (130, "Stopped by Ctrl-C: nothing was written.\n")


@pytest.mark.parametrize("pressed", [press, press_in_a_class])
@pytest.mark.parametrize(
    ("command", "place"),
    [
        ("simulate", "bizcase.study.scenario.load"),
        ("simulate", "bizcase.study.simulate.simulate"),
        ("compare", "bizcase.study.compare.compare"),
    ],
)
def test_there_are_no_figures(
    program: Program, lamp: Path, monkeypatch: pytest.MonkeyPatch, command: str, place: str,
    pressed: object,
) -> None:  # fmt: skip
    monkeypatch.setattr(place, pressed)
    shown = program(command, lamp, *([f"{lamp}#downside"] if command == "compare" else []))
    assert (shown.status, shown.out) == (130, "")
    assert shown.err == "Stopped by Ctrl-C: there are no figures yet.\n"


def test_processes_that_are_still_starting(lamp: Path) -> None:
    """The real program with workers, stopped by a real Ctrl-C before the first block."""
    text = lamp.read_text(encoding="utf-8")
    lamp.write_text(text.replace("price: 100", "price: {base: 100, low: 90, high: 112}"), "utf-8")
    code = (
        "import os, signal, sys; from bizcase.study.simulation import processes\n"
        "from bizcase.cli import app\n"
        "def press(*_): os.kill(os.getpid(), signal.SIGINT)\n"
        "processes.Thread.start = press\n"
        "app.main()"
    )
    command = [sys.executable, "-c", code, "simulate", str(lamp), "--workers", "2"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (ended.returncode, ended.stdout) == (130, "")
    assert ended.stderr == "Stopped by Ctrl-C: there are no figures yet.\n"


def test_a_problem_is_still_a_problem(program: Program, lamp: Path) -> None:
    assert "error[unknown-case]" in program("export", lamp, "--case", "downsid").err
