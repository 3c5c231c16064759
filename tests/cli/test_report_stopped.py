"""Ctrl-C in `bizcase report`: no page of some of the trials is written."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from bizcase.cli.progress import Bar
from tests.cli.conftest import LAMP, Program


def test_no_page_is_written(program: Program, lamp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def press(_bar: Bar, done: int, _of: int) -> None:
        if done == 3_000:
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(Bar, "__call__", press)
    unsure = LAMP.replace("price: 100", "price: {base: 100, low: 90, high: 112}")
    lamp.write_text(unsure, encoding="utf-8")
    page = lamp.with_suffix(".html")
    assert program("report", lamp, "-o", page, "--trials", 0).status == 0
    last_week = page.read_bytes()
    stopped = program("report", lamp, "-o", page, "--trials", 900_000)
    assert (stopped.status, stopped.out) == (130, "")
    assert stopped.err == "Stopped by Ctrl-C: nothing was written.\n"
    assert page.read_bytes() == last_week
