"""`bizcase chart` of several scenarios and of a portfolio; Ctrl-C; words that are neither."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from shutil import copytree

import pytest

from bizcase.cli.progress import Bar
from tests.cli.conftest import LAMP, Program

ROOT = Path(__file__).parent.parent.parent
PNG = b"\x89PNG\r\n\x1a\n"
OF_OPTIONS = ("ranges", "increment", "crossover")
RANGED = LAMP.replace("price: 100", "price: {base: 100, low: 80, high: 110}")


@pytest.fixture
def lite(lamp: Path) -> Path:
    """Another lamp, beside the first one."""
    path = lamp.parent / "lite.yml"
    path.write_text(LAMP.replace("name: Lamp", "name: Lite").replace("100k", "30k"), "utf-8")
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_charts_of_two_scenarios(program: Program, lamp: Path, lite: Path) -> None:
    shown = program("chart", lamp, lite)
    assert (shown.status, shown.err) == (0, "")
    assert names(lamp.parent / "charts") == {f"lamp-vs-lite-{name}.png" for name in OF_OPTIONS}
    lines = [line.strip() for line in shown.out.splitlines()]
    assert lines[:2] == ["Wrote to charts", "lamp-vs-lite-ranges.png"]
    assert lines[2].startswith("Choose Lite: NPV EUR ")


def test_one_chart_of_two_cases(program: Program, lamp: Path) -> None:
    shown = program("chart", lamp, f"{lamp}#downside", "increment", "--format", "svg", "--json")
    [chart] = json.loads(shown.out)["charts"]
    assert chart["files"] == [str(Path("charts") / "lamp-vs-lamp-downside-increment.svg")]
    assert chart["title"].startswith("Lamp, downside is worth EUR ")
    against = program("chart", lamp, f"{lamp}#downside", "increment", "--against", "Lamp, downside",
                      "--json")  # fmt: skip
    assert json.loads(against.out)["charts"][0]["title"].startswith("Lamp is worth EUR ")


def test_a_case_may_be_named_behind_its_file(program: Program, lamp: Path) -> None:
    assert program("chart", f"{lamp}#downside", "cash").status == 0
    assert names(lamp.parent / "charts") == {"lamp-downside-cash.png"}


def test_many_scenarios_have_one_short_name(program: Program, lamp: Path, lite: Path) -> None:
    others = [f"{lamp}#downside", f"{lite}#downside"]
    assert program("chart", lamp, lite, *others, "crossover").status == 0
    assert names(lamp.parent / "charts") == {"lamp-vs-3-others-crossover.png"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["lite.yml", "cash"], "`cash` is drawn of one scenario"),
        (["ranges"], "`ranges` is drawn of several scenarios"),
        (["budget"], "bizcase portfolio DIR --budget 10M --chart FILE.png"),
        (["lite.yml", "no.yaml"], "there is no file `no.yaml`"),
        (["lite.yml", "rangs"], "did you mean `ranges`?"),
        (["lite.yml", "--against", "Nobody"], "Nobody"),
        (["lamp.yaml"], "is given twice"),
        (["heat-map", "--table", "lamp.prise,lamp.units"], "did you mean"),
    ],
)
def test_what_cannot_be_drawn(
    program: Program, lamp: Path, lite: Path, arguments: list[str], says: str
) -> None:
    assert lite.is_file()
    shown = program("chart", lamp.name, *arguments)
    assert shown.status == 1
    assert says in shown.err
    assert "bug" not in shown.err
    assert not (lamp.parent / "charts").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["lite.yml", "--case", "downside"],
        ["lite.yml", "--set", "products.lamp.price=9"],
        ["lite.yml", "--table", "a,b"],
        ["--against", "Lamp"],
        ["--table", "price"],
    ],
    ids=" ".join,
)
def test_wrong_use(program: Program, lamp: Path, lite: Path, arguments: list[str]) -> None:
    assert lite.is_file()
    shown = program("chart", lamp.name, *arguments)
    assert shown.status == 2
    assert not (lamp.parent / "charts").exists()


def test_the_drivers_of_the_heat_map(program: Program, lamp: Path) -> None:
    shown = program("chart", lamp, "heat-map", "--table", "unit_cost,lamp.price")
    assert "Lamp unit cost and lamp price move the NPV from EUR" in " ".join(shown.out.split())


def test_a_folder_is_a_portfolio(program: Program, lamp: Path) -> None:
    shown = program("chart", lamp.parent)
    assert shown.status == 1
    assert f"bizcase portfolio {lamp.parent} --chart FILE.png" in shown.err


@pytest.mark.parametrize("others", [["cash", "fan"], ["lite.yml", "ranges"]])
def test_ctrl_c_leaves_what_was_there(
    program: Program, lamp: Path, lite: Path, monkeypatch: pytest.MonkeyPatch, others: list[str]
) -> None:
    def press(_bar: Bar, done: int, _of: int) -> None:
        if done == 1_000:
            os.kill(os.getpid(), signal.SIGINT)

    for path in (lamp, lite):
        path.write_text(RANGED, encoding="utf-8")
    monkeypatch.setattr(Bar, "__call__", press)
    shown = program("chart", lamp.name, *others, "--trials", 90_000)
    assert shown.status == 130
    assert shown.out == ""
    assert not (lamp.parent / "charts").exists()
    folder = lamp.parent / "charts"
    folder.mkdir()
    (folder / "lamp-cash.png").write_bytes(b"old")
    assert program("chart", lamp.name, *others, "--trials", 90_000).status == 130
    assert (folder / "lamp-cash.png").read_bytes() == b"old"
    assert names(folder) == {"lamp-cash.png"}


@pytest.mark.parametrize("stem", ["a lamp, 50% off", "лампа", "-o", "l#m", "x" * 240])
def test_strange_names_of_files(program: Program, lamp: Path, stem: str) -> None:
    path = lamp.rename(lamp.parent / f"{stem}.yaml")
    shown = program("chart", "cash", "--", path) if stem == "-o" else program("chart", path, "cash")
    if stem == "-o":
        assert "there is no file `cash`" in shown.err
        return
    if len(stem) > 200:
        assert "File name too long" in " ".join(shown.err.split())
        assert not (lamp.parent / "charts").exists()
        return
    assert names(lamp.parent / "charts") == {f"{stem}-cash.png"}


def test_the_chart_of_a_portfolio(program: Program, tmp_path: Path) -> None:
    copytree(ROOT / "scenarios" / "portfolio", tmp_path / "all")
    shown = program("portfolio", "all", "--chart", "best.png", "--json")
    assert shown.status == 0
    assert "Wrote best.png" in shown.err
    assert json.loads(shown.out)["format"] == 1
    assert (tmp_path / "best.png").read_bytes().startswith(PNG)
    assert program("portfolio", "all", "--chart", "best.gif").status == 2
    refused = program("portfolio", "all", "--chart", "no/best.png")
    assert (refused.status, "there is no folder `no`" in refused.err) == (1, True)
