"""`bizcase run`: the printed page, JSON, CSV, cases and changed values."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import LAMP, Program

GOLDEN = Path(__file__).parent / "golden"
ROTA = """\
products:
  rota:
    customers: {spend: 50k/year, cac: 500}
    subscription: {price: 300/year, cost: 50/year, churn: 20%/year}
"""
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
    assert list(record) == ["format", "weighted_npv", "cases"]
    assert [one["case"] for one in record["cases"]] == ["base", "downside"]
    assert [one["probability"] for one in record["cases"]] == [0.75, 0.25]
    base, downside = (one["measures"]["npv"] for one in record["cases"])
    assert record["weighted_npv"] == pytest.approx(0.75 * base + 0.25 * downside)


def test_cases_without_probabilities_have_no_weighted_npv(program: Program, lamp: Path) -> None:
    lamp.write_text(LAMP.replace(", probability: 25%", ""), encoding="utf-8")
    record = json.loads(program("run", lamp, "--case", "all", "--json").out)
    assert record["weighted_npv"] is None
    assert [one["probability"] for one in record["cases"]] == [None, None]


def test_a_subscription_shows_what_a_customer_is_worth(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "rota.yaml"
    path.write_text(LAMP[: LAMP.index("products:")] + ROTA, encoding="utf-8")
    measures = json.loads(program("run", path, "--json").out)["measures"]
    found = {name: value for name, value in measures.items() if name.startswith("rota.")}
    # Margin 250 a year, a fifth leaves each year; 50k a year wins 100 customers.
    assert found == pytest.approx(
        {"rota.ltv": 1_250, "rota.cac_payback_years": 2, "rota.ltv_to_cac": 2.5}
    )
    page = " ".join(program("run", path, "--measures", "all").out.split())
    for words in ("rota: LTV/CAC 2.50", "LTV 1,250 1,250", "CAC payback 2.0 years 2.0 years"):
        assert words in page
    # Nobody is won by spending: a lifetime value, but no cost to set beside it.
    path.write_text(path.read_text().replace("spend: 50k/year, cac: 500", "new: 90/year"))
    measures = json.loads(program("run", path, "--json").out)["measures"]
    assert [name for name in measures if name.startswith("rota.")] == ["rota.ltv"]


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
