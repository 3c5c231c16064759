"""No command replaces a file that bizcase did not write, unless it is told to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import LAMP, Program

THEIRS = "the picture that somebody drew"
# By the kind of file: the command that writes it, its place, what it is called, and the option.
COMMANDS = {
    "page": (["report", "lamp.yaml", "-o", "page.html"], "page.html", "page", "-o"),
    "png": (["chart", "lamp.yaml", "cash"], "charts/lamp-cash.png", "chart", "-o"),
    "svg": (
        ["chart", "lamp.yaml", "cash", "--format", "svg"], "charts/lamp-cash.svg", "chart", "-o",
    ),
    "budget": (
        ["portfolio", "folder", "--budget", "1M", "--chart", "best.png"], "best.png", "chart",
        "--chart",
    ),
    "workbook": (["export", "lamp.yaml", "-o", "lamp.xlsx"], "lamp.xlsx", "workbook", "-o"),
}  # fmt: skip


@pytest.fixture
def folder(lamp: Path) -> Path:
    """The lamp, alone and in a folder of options."""
    options = lamp.parent / "folder"
    options.mkdir()
    (options / "lamp.yaml").write_text(LAMP, encoding="utf-8")
    return lamp.parent


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_of_somebody_else_stays(program: Program, folder: Path, name: str) -> None:
    command, place, called, option = COMMANDS[name]
    target = folder / place
    target.parent.mkdir(exist_ok=True)
    target.write_text(THEIRS, encoding="utf-8")
    shown = program(*command)
    assert shown.status == 1
    assert f"`{target.name}` is no {called} of bizcase, and would be replaced" in shown.err
    assert f"write to another place with {option}, or over it with --force" in shown.err
    assert str(Path(place)) in shown.err
    assert target.read_text(encoding="utf-8") == THEIRS
    assert program(*command, "--force").status == 0
    assert target.read_bytes() != THEIRS.encode()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_of_ours_and_an_empty_one_are_replaced(
    program: Program, folder: Path, name: str
) -> None:
    command, place, _, _ = COMMANDS[name]
    target = folder / place
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(b"")
    assert program(*command).status == 0
    first = target.read_bytes()
    for path in (folder / "lamp.yaml", folder / "folder" / "lamp.yaml"):
        path.write_text(LAMP.replace("price: 100", "price: 105"), encoding="utf-8")
    assert program(*command).status == 0
    assert target.read_bytes() != first


def test_of_several_charts_all_or_none(program: Program, folder: Path) -> None:
    (folder / "charts").mkdir()
    for name in ("cash", "waterfall"):
        (folder / "charts" / f"lamp-{name}.png").write_text(THEIRS, encoding="utf-8")
    shown = program("chart", "lamp.yaml", "npv-profile", "cash", "waterfall", "--json")
    found = json.loads(shown.out)["problems"]
    assert [Path(one["file"]).name for one in found] == ["lamp-cash.png", "lamp-waterfall.png"]
    assert {one["code"] for one in found} == {"chart-not-written"}
    assert not (folder / "charts" / "lamp-npv-profile.png").exists()


def test_a_place_for_the_chart_of_a_portfolio(program: Program, folder: Path) -> None:
    shown = program("portfolio", folder / "folder", "--budget", "1M", "--chart", "no/best.png")
    assert (shown.status, shown.out) == (1, "")
    assert "there is no folder `no`" in shown.err
    assert "help: make it, or choose another place with --chart" in shown.err


@pytest.mark.parametrize("name", ["page", "png", "workbook"])
def test_a_link_to_itself_is_no_place(program: Program, folder: Path, name: str) -> None:
    command, place, _, _ = COMMANDS[name]
    target = folder / place
    target.parent.mkdir(exist_ok=True)
    target.symlink_to(target)
    shown = program(*command)
    assert shown.status == 1
    assert "is a link to itself" in shown.err
    assert target.is_symlink()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_that_cannot_be_read_may_be_anybodys(
    program: Program, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    command, place, called, _ = COMMANDS[name]
    target = folder / place
    target.parent.mkdir(exist_ok=True)
    target.write_text(THEIRS, encoding="utf-8")
    real = Path.open

    def closed(path: Path, *given: Any, **named: Any) -> Any:
        if path.name == target.name:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *given, **named)

    monkeypatch.setattr(Path, "open", closed)
    shown = program(*command)
    monkeypatch.undo()
    assert shown.status == 1
    assert f"`{target.name}` is no {called} of bizcase" in shown.err
    assert target.read_text(encoding="utf-8") == THEIRS


@pytest.mark.parametrize("command", ["report", "chart", "portfolio", "export"])
def test_help_promises_what_the_command_looks_for(program: Program, command: str) -> None:
    """Edits are found in workbooks alone."""
    shown = " ".join(program(command, "--help").out.replace("│", " ").split())
    assert ("somebody edited it" in shown) == (command == "export")
    assert "bizcase did not write it" in shown
