"""`bizcase chart`: files with titles, cases without ranges, folders that cannot be written."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bizcase.report.charts.registry import CHARTS
from tests.cli.conftest import LAMP, Program

PNG = b"\x89PNG\r\n\x1a\n"
OF_LAMP = ["cash", "adoption", "revenue-and-costs", "unit-economics", "waterfall", "npv-profile",
           "spider", "heat-map"]  # fmt: skip
OF_OPTIONS = ["ranges", "increment", "crossover"]
OF_A_CASE = [name for name in CHARTS if name not in (*OF_OPTIONS, "budget")]
RANGED = LAMP.replace("price: 100", "price: {base: 100, low: 80, high: 110}")


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_all_charts_of_a_case_without_ranges(program: Program, lamp: Path) -> None:
    shown = program("chart", lamp)
    assert (shown.status, shown.err) == (0, "")
    folder = lamp.parent / "charts"
    assert names(folder) == {f"lamp-{name}.png" for name in OF_LAMP}
    assert all((folder / name).read_bytes().startswith(PNG) for name in names(folder))
    lines = shown.out.splitlines()
    assert lines[0] == "Wrote to charts"
    assert lines[1].strip() == "lamp-cash.png"
    assert lines[2].strip() == "Cash is recovered after 2.5 years; EUR 100k are needed on the way"
    nothing = lines[lines.index("Nothing to draw") + 1 :]
    assert [line.strip() for line in nothing[::2]] == ["tornado", "distribution", "fan"]
    assert nothing[3].strip() == "no value has a range: every trial would be the same"


def test_some_charts_of_a_case_in_both_formats(program: Program, lamp: Path) -> None:
    shown = program("chart", lamp, "waterfall", "cash", "--case", "downside", "--format", "both",
                    "-o", "deep/er")  # fmt: skip
    assert shown.status == 0
    folder = lamp.parent / "deep" / "er"
    found = {f"lamp-downside-{name}.{form}" for name in ("cash", "waterfall")
             for form in ("png", "svg")}  # fmt: skip
    assert names(folder) == found
    ElementTree.parse(folder / "lamp-downside-cash.svg")
    assert "lamp-downside-waterfall.png, .svg" in shown.out
    assert shown.out.index("waterfall") < shown.out.index("cash")


def test_json_lists_files_and_titles(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "lamp.yaml"
    path.write_text(RANGED, encoding="utf-8")
    shown = program("chart", path, "--json", "--trials", 300, "--seed", 3, "--format", "svg")
    record = json.loads(shown.out)
    assert (shown.status, record["format"], record["problems"]) == (0, 1, [])
    assert [one["name"] for one in record["charts"]] == OF_A_CASE
    for one in record["charts"]:
        assert one["why_null"] is None
        assert one["title"]
        assert [Path(file).is_file() for file in one["files"]] == [True]
    fan = (tmp_path / "charts" / "lamp-fan.svg").read_text(encoding="utf-8")
    assert "300 trials" in fan
    assert "seed 3" in fan


def test_values_set_for_this_time(program: Program, lamp: Path) -> None:
    shown = program("chart", lamp, "cash", "--set", "products.lamp.price=160", "--format", "svg")
    assert "Cash is recovered after 1.0 years" in shown.out
    drawn = (lamp.parent / "charts" / "lamp-cash.svg").read_text(encoding="utf-8")
    assert "changed: products.lamp.price" in drawn


def test_what_was_asked_for_and_cannot_be_drawn(program: Program, lamp: Path) -> None:
    shown = program("chart", lamp, "cash", "fan")
    assert shown.status == 1
    assert names(lamp.parent / "charts") == {"lamp-cash.png"}
    assert "error[no-range]: no value has a range" in shown.err
    assert "help: say how sure you are" in shown.err
    record = json.loads(program("chart", lamp, "tornado", "--json").out)
    assert record["charts"] == [
        {"name": "tornado", "title": None, "files": [], "why_null": "no assumption has a range"}
    ]
    assert record["problems"][0]["code"] == "nothing-to-draw"


def test_an_unknown_chart_draws_nothing(program: Program, lamp: Path) -> None:
    shown = program("chart", lamp, "cahs", "xyz", "cash")
    assert shown.status == 1
    assert "there is no chart `cahs`" in shown.err
    assert "help: did you mean `cash`?" in shown.err
    assert "help: one of `cash`, `adoption`" in shown.err
    assert not (lamp.parent / "charts").exists()


@pytest.mark.parametrize(
    "arguments", [["--format", "gif"], ["--trials", "0"], ["--case"], ["--set", "price"]],
    ids=" ".join,
)  # fmt: skip
def test_wrong_use(program: Program, lamp: Path, arguments: list[str]) -> None:
    assert program("chart", lamp, *arguments).status == 2


def test_an_unknown_case(program: Program, lamp: Path) -> None:
    assert "did you mean `downside`?" in program("chart", lamp, "--case", "downsid").err
    assert program("chart", f"{lamp}#downside", "--case", "upside").status == 2


def test_a_folder_that_is_a_file(program: Program, lamp: Path) -> None:
    shown = program("chart", lamp, "cash", "-o", lamp)
    assert shown.status == 1
    assert "error[chart-not-written]" in shown.err
    assert "is a file, not a folder" in shown.err
    assert lamp.read_text(encoding="utf-8") == LAMP


@pytest.mark.parametrize("what", ["pathlib.Path.mkdir", "tempfile.mkstemp"])
def test_a_folder_that_may_not_be_written(
    program: Program, lamp: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (lamp.parent / "charts").mkdir()
    monkeypatch.setattr(what, refused)
    shown = program("chart", lamp, "cash")
    assert shown.status == 1
    assert "error[chart-not-written]" in shown.err
    assert "choose another place with -o" in shown.err


def test_a_file_that_cannot_be_replaced_stays(
    program: Program, lamp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = lamp.parent / "charts"
    assert program("chart", lamp, "cash").status == 0
    old = (folder / "lamp-cash.png").read_bytes()

    def refused(self: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", str(self), None, str(target))

    monkeypatch.setattr(Path, "replace", refused)
    shown = program("chart", lamp, "cash", "--set", "products.lamp.price=160")
    assert shown.status == 1
    assert "`lamp-cash.png` cannot be replaced" in shown.err
    assert names(folder) == {"lamp-cash.png"}
    assert (folder / "lamp-cash.png").read_bytes() == old


def test_a_full_disk(program: Program, lamp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bizcase.report.whole_file.os.fsync", full)
    shown = program("chart", lamp, "cash")
    assert "the disk is full" in shown.err
    assert not (lamp.parent / "charts").exists()
