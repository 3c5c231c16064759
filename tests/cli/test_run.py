"""`bizcase run`: the printed page, JSON, CSV, cases and changed values."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Program

GOLDEN = Path(__file__).parent / "golden"
KEYS = ["format", "scenario", "case", "currency", "step", "timing", "rate", "measures", "why_null",
        "periods", "rows", "problems"]  # fmt: skip


def lines(text: str) -> list[str]:
    """The lines of a page; rich fills them up with spaces."""
    return [line.rstrip() for line in text.splitlines()]


def kept(file: str) -> list[str]:
    return lines((GOLDEN / file).read_text(encoding="utf-8"))


@pytest.mark.parametrize("width", [80, 120])
def test_the_page_is_as_kept(
    program: Program, lamp: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = program("run", lamp)
    assert lines(shown.out) == kept(f"lamp_{width}.txt")
    assert (shown.status, shown.err) == (0, "")


def test_cases_stand_side_by_side_with_their_weighted_npv(program: Program, lamp: Path) -> None:
    shown = program("run", lamp, "--case", "all")
    assert lines(shown.out) == kept("lamp_cases.txt")


def test_json_is_as_designed(program: Program, lamp: Path) -> None:
    record = json.loads(program("run", lamp, "--json").out)
    assert list(record) == KEYS
    assert record["measures"]["npv"] == pytest.approx(-100e3 + 40e3 * 3.169865, rel=1e-6)
    assert record["measures"]["irr_all"] == [record["measures"]["irr"]]
    assert record["measures"]["terminal_value_share"] is None
    assert record["why_null"]["terminal_value_share"] == "no terminal value"
    assert list(record["measures"]["npv_at"]) == ["0.05"]
    assert record["periods"] == ["opening", "2027", "2028", "2029", "2030"]
    assert record["rows"]["free_cash_flow"] == pytest.approx([-100e3, 40e3, 40e3, 40e3, 40e3])


def test_json_of_all_cases(program: Program, lamp: Path) -> None:
    record = json.loads(program("run", lamp, "--case", "all", "--json").out)
    assert list(record) == ["format", "cases"]
    assert [one["case"] for one in record["cases"]] == ["base", "downside"]


def test_json_holds_null_and_never_nan(program: Program, lamp: Path) -> None:
    text = program("run", lamp, "--json", "--set", "products.lamp.price=50").out
    assert "NaN" not in text
    assert "Infinity" not in text
    assert json.loads(text)["measures"]["payback_years"] is None


def test_csv_has_a_line_for_every_row(program: Program, lamp: Path) -> None:
    lines = list(csv.reader(io.StringIO(program("run", lamp, "--csv").out)))
    assert lines[0] == ["case", "row", "unit", "opening", "2027", "2028", "2029", "2030"]
    found = {line[1]: line[2:] for line in lines[1:]}
    assert [float(v) for v in found["free_cash_flow"][1:]] == [-100e3, 40e3, 40e3, 40e3, 40e3]
    assert found["free_cash_flow"][0] == "EUR"


def test_values_are_set_as_they_are_written(program: Program, lamp: Path) -> None:
    changed = program("run", lamp, "--json", "--set", "lamp.price=1_20", "--set", "lamp.price=110")
    assert json.loads(changed.out)["rows"]["revenue"][1] == pytest.approx(110e3)


def test_all_measures_on_request(program: Program, lamp: Path) -> None:
    assert "Profitability index" not in program("run", lamp).out
    assert "Profitability index" in program("run", lamp, "--measures", "all").out


def test_a_long_timeline_is_split_and_nothing_dropped(program: Program, lamp: Path) -> None:
    text = lamp.read_text(encoding="utf-8").replace("length: 4 years", "length: 30 years")
    lamp.write_text(text, encoding="utf-8")
    out = program("run", lamp).out
    assert all(str(year) in out for year in range(2027, 2057))
    assert max(map(len, out.splitlines())) <= 80


def test_no_colour_where_no_terminal_listens(
    program: Program, lamp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b" not in program("run", lamp).out
