"""Every failure is a plain message with its exit status; nobody sees a stack trace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import bizcase
from tests.cli.conftest import LAMP, Program


def test_a_missing_file(program: Program) -> None:
    shown = program("run", "nowhere.yaml")
    assert shown.status == 1
    assert shown.out == ""
    assert shown.err.startswith("error[file-not-found]: there is no file `nowhere.yaml`")


def test_a_case_behind_a_file_that_is_named_otherwise(program: Program, lamp: Path) -> None:
    for command in ("run", "check", "simulate", "sensitivity"):
        shown = program(command, f"{lamp.name}#late launch")
        assert shown.status == 1
        assert '= help: write `lamp.yaml --case "late launch"`' in shown.err
    assert "bizcase new" in program("run", "nowhere.yaml#downside").err


def test_problems_as_json_when_json_is_asked_for(program: Program) -> None:
    shown = program("run", "nowhere.yaml", "--json")
    assert shown.status == 1
    assert json.loads(shown.out)["problems"][0]["code"] == "file-not-found"


def test_an_unknown_case_and_path(program: Program, lamp: Path) -> None:
    assert "did you mean `downside`?" in program("run", lamp, "--case", "downsid").err
    assert "nothing stands at `lamp.prize`" in program("run", lamp, "--set", "lamp.prize=3").err


@pytest.mark.parametrize(
    "arguments",
    [["rnu"], ["run"], ["run", "x", "--sett", "a=b"], ["run", "LAMP", "--set", "price"],
     ["run", "LAMP", "--json", "--csv"], ["run", "LAMP", "--measures", "some"], ["check"],
     ["--nothing"]],
    ids=" ".join,
)  # fmt: skip
def test_wrong_use_is_status_2(program: Program, lamp: Path, arguments: list[str]) -> None:
    shown = program(*(str(lamp) if word == "LAMP" else word for word in arguments))
    assert (shown.status, shown.out) == (2, "")
    assert "Traceback" not in shown.err


def test_a_bug_is_one_line(program: Program, lamp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("inside\nout")

    monkeypatch.setattr("bizcase.study.scenario.load", broken)
    shown = program("run", lamp)
    assert shown.status == 1
    assert shown.err.count("\n") == 1
    assert "this is a bug in bizcase (KeyError" in shown.err
    monkeypatch.setenv("BIZCASE_DEBUG", "1")
    with pytest.raises(KeyError):
        program("run", lamp)


def interrupted() -> None:
    raise KeyboardInterrupt


def wrapped() -> None:
    try:
        interrupted()
    except KeyboardInterrupt as error:
        raise RuntimeError("Error calling __set_name__ on an instance") from error


@pytest.mark.parametrize("way", [interrupted, wrapped])
@pytest.mark.parametrize("place", ["bizcase.study.scenario.load", "bizcase.cli.app.application"])
def test_ctrl_c_ends_without_a_bug(
    program: Program, lamp: Path, monkeypatch: pytest.MonkeyPatch, place: str,
    way: Callable[[], None],
) -> None:  # fmt: skip
    monkeypatch.setattr(place, lambda *_: way())
    shown = program("run", lamp)
    assert shown.status == 130
    assert shown.err == "Stopped by Ctrl-C.\n"


def test_a_folder_that_cannot_be_written(program: Program, tmp_path: Path) -> None:
    shown = program("schema", "-o", tmp_path / "no" / "schema.json")
    assert shown.status == 1
    assert "schema.json: No such file or directory" in shown.err


def test_version_and_help(program: Program) -> None:
    assert program("--version").out == f"bizcase {bizcase.__version__}\n"
    shown = program("--help").out
    assert all(word in shown for word in ("new", "check", "run", "schema"))
    for command in ("new", "check", "run", "schema"):
        assert "Usage:" in program(command, "--help").out


@pytest.mark.skipif(os.name == "nt", reason="pipes break otherwise there")
def test_a_reader_who_leaves_is_no_failure_to_speak_of(tmp_path: Path) -> None:
    path = tmp_path / "lamp.yaml"
    path.write_text(LAMP, encoding="utf-8")
    command = f"{sys.executable} -m bizcase run {path} --csv | true"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""
