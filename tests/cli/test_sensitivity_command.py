"""`bizcase sensitivity`: the printed pages, JSON, CSV, tables and what cannot be asked for."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.written import head

GOLDEN = Path(__file__).parent / "golden"
ROBOTS = Path(__file__).parents[2] / "scenarios" / "warehouse_robots.yaml"
KETTLE = (
    head("Kettle", discounting="{rate: 10%, timing: end}")
    + """\
products:
  kettle:
    units: [800, 1_000, 1_200, 1_000]
    price: {base: 100, low: 90, high: 105, source: panel}
    unit_cost: {base: 60, low: 55, high: 70}
costs:
  fair: {amount: 5_000, when: 2028-03}
  consultant: {amount: 2_000, when: opening, class: sunk}
capex:
  mould:
    amount: {base: 100k, low: 90k, high: 150k}
    when: opening
    depreciation: {method: straight line, life: 4 years, to: 0}
accept_if: {npv: > 0, payback: < 4 years}
cases:
  downside: {products.kettle.price: 85}
"""
)
PRICE = "products.kettle.price"


@pytest.fixture
def kettle(tmp_path: Path) -> Path:
    path = tmp_path / "kettle.yaml"
    path.write_text(KETTLE, encoding="utf-8")
    return path


def agrees(shown: str, file: str) -> None:
    """Compares with what is kept; `UPDATE_GOLDEN=1` keeps it anew."""
    lines = "".join(f"{line.rstrip()}\n" for line in shown.splitlines())
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / file).write_text(lines, encoding="utf-8")
    assert lines == (GOLDEN / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 80, 100])
def test_figures_are_never_cut_and_names_go_on_below(
    program: Program, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    page = program("sensitivity", ROBOTS).out
    for figure in (
        "EUR 120k/year", "EUR 260k/year", "EUR 57.2k/year", "EUR 46.8k/year", "EUR 148.5k/year",
        "1.55M", "2.05M",
    ):  # fmt: skip
        assert figure in page, figure
    assert max(map(len, page.splitlines())) <= width
    tornado = page[: page.index("* no range is written")]
    assert ("fewer_wrong_parcels.amount" in tornado) is (width == 100)
    assert "…" not in tornado
    assert ("█" in tornado) is (width > 60)
    if width == 80:
        assert re.search(r"fewer_wrong_parcels +EUR 120k/year.*\n +\.amount", tornado)


@pytest.mark.parametrize("width", [80, 120])
def test_the_page_is_as_kept(
    program: Program, kettle: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = program("sensitivity", kettle)
    agrees(shown.out, f"kettle_sensitivity_{width}.txt")
    assert max(map(len, shown.out.splitlines())) <= width
    assert (shown.status, shown.err) == (0, "")


def test_spider_and_table_are_as_kept(program: Program, kettle: Path) -> None:
    spider = program("sensitivity", kettle, "--spider", "--measure", "irr", "--case", "downside")
    agrees(spider.out, "kettle_spider.txt")
    assert "range-order" in spider.err
    table = program(
        "sensitivity", kettle, "--table", "kettle.price,mould.amount", "--measure", "irr"
    )
    agrees(table.out, "kettle_table.txt")


def test_json_has_every_driver_with_its_points(program: Program, kettle: Path) -> None:
    record = json.loads(program("sensitivity", kettle, "--json").out)
    assert record["format"] == 1
    assert (record["measure"], record["passes"], record["table"]) == ("npv", True, None)
    drivers = {one["path"]: one for one in record["drivers"]}
    price = drivers[PRICE]
    assert price["range"] == "own"
    assert price["text"] == {"low": "EUR 90", "base": "EUR 100", "high": "EUR 105"}
    assert [point["value"] for point in price["points"]] == [90, 95, 100, 102.5, 105]
    assert price["result"]["base"] == record["base"]
    assert price["switching_value"]["toward"] == "low"
    assert drivers["products.kettle.units"]["kind"] == "factor"
    assert set(record["dead"]) == {
        "costs.consultant.amount", "costs.consultant.when", "capex.mould.depreciation.life",
    }  # fmt: skip
    still = drivers["capex.mould.depreciation.to"]
    assert (still["range"], still["why_null"]["range"]) == (None, "the value is 0 and has no range")
    alone = json.loads(program("run", kettle, "--json", "--set", f"{PRICE}=90").out)
    assert price["result"]["low"] == pytest.approx(alone["measures"]["npv"], rel=1e-12)


def test_json_of_a_table_and_of_a_measure_that_is_missing(program: Program, kettle: Path) -> None:
    text = program(
        "sensitivity", kettle, "--json", "--measure", "payback", "--case", "downside",
        "--table", "kettle.price,kettle.unit_cost", "--steps", 3,
    ).out  # fmt: skip
    assert "NaN" not in text
    record = json.loads(text)
    assert record["base"] is None
    assert record["why_null"] == {"base": "never pays back within the horizon"}
    table = record["table"]
    assert table["down"]["values"] == [90, 85, 105]
    assert table["results"][1][1] is None
    assert {"down": 1, "across": 1, "why": "never pays back within the horizon"} in table[
        "why_null"
    ]
    page = program("sensitivity", kettle, "--measure", "payback", "--case", "downside").out
    assert "There is no payback to move: never pays back within the horizon." in page


def test_csv_has_a_line_for_every_driver_or_for_the_table(program: Program, kettle: Path) -> None:
    lines = list(csv.reader(io.StringIO(program("sensitivity", kettle, "--csv").out)))
    assert lines[0][:8] == ["case", "measure", "driver", "unit", "range", "low", "base", "high"]
    found = {line[2]: line for line in lines[1:]}
    assert found[PRICE][3:8] == ["EUR/unit", "own", "90.0", "100.0", "105.0"]
    table = program("sensitivity", kettle, "--csv", "--table", "kettle.price,mould.amount").out
    rows = list(csv.reader(io.StringIO(table)))
    assert rows[0][1:] == ["90000.0", "95000.0", "100000.0", "125000.0", "150000.0"]
    assert [row[0] for row in rows[1:]] == ["90.0", "95.0", "100.0", "102.5", "105.0"]


def test_all_drivers_on_request(program: Program, kettle: Path) -> None:
    rows = "".join(f"  b{k}: {{amount: {100 * k}, when: 2028-03}}\n" for k in range(1, 20))
    kettle.write_text(KETTLE.replace("capex:", f"{rows}capex:"), encoding="utf-8")
    short = program("sensitivity", kettle).out
    assert "more with smaller swings: --all" in short
    assert "b1.amount" not in short
    assert "b1.amount" in program("sensitivity", kettle, "--all").out


def test_bars_are_plain_where_the_terminal_knows_no_others(
    program: Program, kettle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rich.console.Console.encoding", "ascii")
    out = program("sensitivity", kettle).out
    assert "###|##" in out
    assert "█" not in out


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--measure", "nvp"), 1, "did you mean `npv`?"),
        (("--table", "kettle.price,prise"), 1, "did you mean `kettle.price`?"),
        (("--table", "kettle.price,amount"), 1, "`amount` may be several drivers"),
        (("--table", "kettle.price"), 2, "is not A,B"),
        (("--table", "kettle.units,mould.amount", "--steps", "4"), 2, "not odd"),
        (("--json", "--csv"), 2, "choose one"),
        (("--case", "best"), 1, "there is no case `best`"),
        (("--set", f"{PRICE}=soon"), 1, "not a number"),
    ],
)
def test_wrong_use_is_answered(
    program: Program, kettle: Path, arguments: tuple[str, ...], status: int, said: str
) -> None:
    shown = program("sensitivity", kettle, *arguments)
    assert shown.status == status
    assert said in " ".join(shown.err.split())
    assert shown.out == ""
