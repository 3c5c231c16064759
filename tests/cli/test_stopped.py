"""Ctrl-C in a command that writes files: one line says that none was written."""

from __future__ import annotations

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


def test_a_problem_is_still_a_problem(program: Program, lamp: Path) -> None:
    assert "error[unknown-case]" in program("export", lamp, "--case", "downsid").err
