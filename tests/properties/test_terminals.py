"""Strange surroundings: closed streams, tiny terminals, names that a shell would take apart."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from bizcase.cli import app
from tests.cli.conftest import Program, lamp, program

__all__ = ["lamp", "program"]


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_stream_that_was_closed(lamp: Path, monkeypatch: pytest.MonkeyPatch, stream: str) -> None:
    monkeypatch.setattr(sys, "argv", ["bizcase", "run", str(lamp)])
    monkeypatch.setattr(sys, stream, None)
    with pytest.raises(SystemExit) as ending:
        app.main()
    assert ending.value.code == 0


@pytest.mark.parametrize("columns", ["0", "1", "20"])
def test_a_tiny_terminal_breaks_the_lines_itself(
    program: Program, lamp: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    shown = program("run", lamp).out
    assert "Net present value" in shown
    assert "Free cash flow" in shown


def test_the_next_commands_can_be_pasted(program: Program) -> None:
    shown = program("new", "it's").err
    commands = [shlex.split(line) for line in shown.splitlines() if line.startswith("  bizcase")]
    assert [words[2] for words in commands] == ["it's.yaml"] * 3
