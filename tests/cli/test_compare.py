"""`bizcase compare`: the printed page, JSON, CSV, what it refuses."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

import bizcase
from tests.cli.conftest import LAMP, Program

GOLDEN = Path(__file__).parent / "golden"
SCENARIOS = Path(__file__).parents[2] / "scenarios"
SHIPPED = (SCENARIOS / "thermostat.yaml", SCENARIOS / "thermostat_lite.yaml")
# Half the mould, a price that is lower and uncertain.
LITE = """\
bizcase: 1
extends: lamp.yaml
name: Lamp Lite
products: {lamp: {price: {base: 84, low: 76, high: 90}}}
capex: {mould: {amount: 45k}}
"""


@pytest.fixture
def lite(lamp: Path) -> Path:
    path = lamp.with_name("lite.yaml")
    path.write_text(LITE, encoding="utf-8")
    return path


def lines(text: str) -> list[str]:
    """The lines of a page; rich fills them up with spaces."""
    return [line.rstrip() for line in text.splitlines()]


@pytest.mark.parametrize("width", [80, 120])
def test_the_page_is_as_kept(
    program: Program, lamp: Path, lite: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = program("compare", lamp.name, lite.name)
    kept = GOLDEN / f"compare_{width}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        kept.write_text("\n".join(lines(shown.out)) + "\n", encoding="utf-8")
    assert lines(shown.out) == lines(kept.read_text(encoding="utf-8"))
    assert (shown.status, shown.err) == (0, "")


def test_two_shipped_options_fit_on_one_screen(program: Program) -> None:
    page = lines(program("compare", *SHIPPED).out)
    assert len(page) <= 50
    assert max(map(len, page)) <= 80
    # Which one, why, and what would change my mind.
    assert page[0].startswith("Choose Smart thermostat: NPV EUR 4.8M against EUR 3.8M")
    text = " ".join(" ".join(page).split())
    for words in (
        "Beside Thermostat Lite it has EUR 5.9M more revenue",
        "Thermostat Lite has the higher IRR (55.7% against 36.8%), Smart thermostat the higher "
        "NPV below 21.1%",
        "Discount rate above 21.1%",
        "subscription.attach below 20.2%",
        "that Smart thermostat beats Thermostat Lite",
        "8 drawn for all options together, 3 of Smart thermostat alone",
    ):
        assert words in text, words


def test_json_is_as_designed(program: Program, lamp: Path, lite: Path) -> None:
    text = program("compare", lamp, lite, "--json", "--trials", 2_000).out
    assert "NaN" not in text
    assert "Infinity" not in text
    record = json.loads(text)
    assert list(record) == [
        "format", "currency", "ranked_by", "ranking", "recommendation", "options", "best",
        "against", "increments", "crossovers", "reversals", "switches", "chances", "why_null",
        "differences", "problems",
    ]  # fmt: skip
    assert [one["option"] for one in record["options"]] == ["Lamp", "Lamp Lite", "Do nothing"]
    nothing = record["options"][-1]
    assert nothing["measures"]["npv"] == nothing["measures"]["peak_funding"] == 0
    assert nothing["measures"]["irr"] is None
    assert nothing["why_null"]["irr"] == "all cash flows are zero"
    (increment,) = record["increments"]
    assert increment["option"] == "Lamp Lite"
    assert increment["years"] == ["Opening", "2027", "2028", "2029", "2030"]
    assert increment["free_cash_flow"] == pytest.approx([55e3, *[-16e3] * 4])
    assert increment["crossover_rates"] == [increment["irr"]]
    assert sum(increment["npv_by_line"].values()) == pytest.approx(increment["npv"])
    odds = record["chances"]
    assert sum(one["value"] for one in odds["best"].values()) == pytest.approx(1)
    pairs = {(one["option"], one["against"]): one for one in odds["pairs"]}
    there, back = pairs["Lamp", "Lamp Lite"], pairs["Lamp Lite", "Lamp"]
    assert there["beats"]["value"] + back["beats"]["value"] + there["ties"] == pytest.approx(1)
    assert there["percentiles"]["P10"] == -back["percentiles"]["P90"]


def test_the_same_seed_gives_the_same_figures(program: Program, lamp: Path, lite: Path) -> None:
    command = ("compare", lamp, lite, "--json", "--trials", 3_000, "--seed")
    first, again, other = (json.loads(program(*command, seed).out) for seed in (5, 5, 6))
    assert first == again
    assert first["chances"]["mean"] != other["chances"]["mean"]


def test_increments_are_against_the_option_of_that_name(
    program: Program, lamp: Path, lite: Path
) -> None:
    def record(name: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            program("compare", lamp, lite, f"{lamp}#downside", "--against", name, "--json").out
        )
        return found

    for name in ("Lamp Lite", "lamp lite", "lite.yaml", "lite", str(lite)):
        found = record(name)
        assert found["against"] == "Lamp Lite"
        assert [one["option"] for one in found["increments"]] == ["Lamp", "Lamp, downside"]
    found = record("do nothing")
    for one, increment in zip(found["options"], found["increments"], strict=False):
        assert increment["npv"] == one["measures"]["npv"]
        assert increment["irr"] == one["measures"]["irr"]
    shown = program("compare", lamp, lite, "--against", "lampe")
    assert (shown.status, shown.out) == (1, "")
    assert "did you mean `Lamp`?" in shown.err


def test_csv_has_a_column_for_every_option(program: Program, lamp: Path, lite: Path) -> None:
    shown = list(csv.reader(io.StringIO(program("compare", lamp, lite, "--csv").out)))
    assert shown[0] == ["kind", "figure", "unit", "year", "Lamp", "Lamp Lite", "Do nothing"]
    found = {tuple(line[:2] + line[3:4]): line[4:] for line in shown[1:]}
    assert float(found["measure", "npv", ""][0]) == pytest.approx(26_794.6, abs=0.1)
    assert found["measure", "irr", ""][2] == ""
    assert list(map(float, found["increment", "free_cash_flow", "2028"][:2])) == [0, -16e3]
    assert float(found["increment", "crossover_rate_1", ""][1]) == pytest.approx(0.0635, abs=1e-4)
    assert {line[2] for line in shown if line[1] == "npv"} == {"EUR"}
    assert len(found["chance", "best", ""]) == 3


def test_all_measures_on_demand(program: Program, lamp: Path, lite: Path) -> None:
    page = program("compare", lamp, lite, "--measures", "all", "--trials", 0).out
    for label in ("Profitability index", "Return on all costs", "Equivalent annual annuity"):
        assert label in page
    assert "No chances: no trials were asked for." in page


def test_what_cannot_be_compared_is_said_all_at_once(program: Program, lamp: Path) -> None:
    shown = program("compare", lamp, f"{lamp}#downsid", "nowhere.yaml", lamp)
    assert (shown.status, shown.out) == (1, "")
    for code in ("unknown-case", "file-not-found", "same-option-twice"):
        assert f"error[{code}]" in shown.err
    record = json.loads(program("compare", lamp, f"{lamp}#downsid", "--json").out)
    assert record["problems"][0]["help"] == "did you mean `downside`?"


@pytest.mark.parametrize(
    "arguments",
    [["LAMP"], [], ["LAMP", "LAMP#downside", "--json", "--csv"],
     ["LAMP", "LAMP#downside", "--trials", "-1"], ["LAMP", "LAMP#downside", "--trials", "many"]],
    ids=" ".join,
)  # fmt: skip
def test_wrong_use_is_status_2(program: Program, lamp: Path, arguments: list[str]) -> None:
    shown = program("compare", *(word.replace("LAMP", str(lamp)) for word in arguments))
    assert (shown.status, shown.out) == (2, "")
    assert "Traceback" not in shown.err


def test_losses_are_not_recommended(program: Program, lamp: Path) -> None:
    lamp.write_text(LAMP.replace("amount: 100k", "amount: 200k"), encoding="utf-8")
    page = program("compare", lamp, f"{lamp}#downside").out
    assert page.startswith("Do nothing: no option is worth more than it costs")
    (lamp.with_name("other.yaml")).write_text(
        "bizcase: 1\nextends: lamp.yaml\nname: Other\naccept_if: {payback: < 1 year}\n"
        "capex: {mould: {amount: 90k}}\n",
        encoding="utf-8",
    )
    page = " ".join(program("compare", lamp, lamp.with_name("other.yaml")).out.split())
    assert "Other fails the rule payback < 1 year: payback is 2.2 years" in page


def test_a_rate_that_comes_of_next_to_nothing_is_not_written_out(
    program: Program, lamp: Path
) -> None:
    other = lamp.with_name("other.yaml")
    mould = "capex: {mould: {amount: 99_999}}"
    text = f"bizcase: 1\nextends: lamp.yaml\nproducts: {{lamp: {{price: 80}}}}\n{mould}\n"
    other.write_text(text, encoding="utf-8")
    page = program("compare", lamp, other, "--trials", "0").out
    assert "Incremental IRR  over 100%" in page
    assert "the higher NPV at every rate from 0% to 100%" in " ".join(page.split())
    assert "at no rate from 0% to 100%" in " ".join(page.split())


def test_a_year_in_which_only_tax_is_paid_is_marked(program: Program, lamp: Path) -> None:
    later = LAMP.replace("tax: none", "tax: {rate: 25%, losses: carry forward, paid: 1 year later}")
    lamp.write_text(later, encoding="utf-8")
    page = program("compare", lamp, f"{lamp}#downside", "--trials", "0").out
    assert "Opening 2027 2028 2029 2030 2031*" in " ".join(page.split())
    assert "  * only tax is still paid\n" in page
    assert "2027 to 2030" in " ".join(page.split())
    # Where another option still operates in that year it is a year like others.
    longer = lamp.with_name("longer.yaml")
    longer.write_text("bizcase: 1\nextends: lamp.yaml\ntimeline: {length: 5 years}\n")
    page = program("compare", lamp, longer, "--trials", "0").out
    assert "Opening 2027 2028 2029 2030 2031 2032*" in " ".join(page.split())


def test_another_case_is_offered_of_the_file_alone(program: Program, lamp: Path) -> None:
    shown = " ".join(program("compare", f"{lamp.name}#nocase").err.split())
    assert "#downside" not in shown
    assert f"its base case as in {lamp.name}" in shown
    shown = " ".join(program("compare", lamp.name).err.split())
    assert f"one of its cases as in {lamp.name}#downside" in shown


def test_the_name_of_a_file_is_spelt_as_it_is(program: Program, lamp: Path) -> None:
    other = lamp.with_name("second.yaml")
    other.write_text(LAMP.replace("price: 100", "price: 90"), encoding="utf-8")
    text = lamp.read_text(encoding="utf-8")
    lamp.write_text(text + "accept_if: {npv: '> 90M'}\n", encoding="utf-8")
    page = " ".join(program("compare", "lamp.yaml", "second.yaml", "--trials", "0").out.split())
    assert page.startswith("None of the options passes its rule: lamp.yaml is the best of them")
    assert ". lamp.yaml fails the rule NPV > 90M: NPV is " in page
    assert "Lamp.yaml" not in page


def test_names_stay_apart(lamp: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(lamp.parent)
    lamp, other = Path(lamp.name), Path("second/lamp.yaml")
    other.parent.mkdir()
    long = "A lamp of which the name is far too long to stand above a column of figures"
    other.write_text(LAMP.replace("name: Lamp", f"name: {long}"), encoding="utf-8")
    found = bizcase.compare([lamp, other], trials=0)
    assert found.options[1].name == "A lamp of which the name is far too…"
    other.write_text(LAMP, encoding="utf-8")
    found = bizcase.compare([lamp, other], trials=0)
    assert [one.name for one in found.options] == ["lamp.yaml", "second/lamp.yaml"]
    deep = Path("a folder with a rather long name/lamp.yaml")
    deep.parent.mkdir()
    deep.write_text(LAMP, encoding="utf-8")
    assert bizcase.compare([lamp, deep], trials=0).options[1].name == (
        "…r with a rather long name/lamp.yaml"
    )
    hashed = Path("lamp#1.yaml")
    hashed.write_text(LAMP.replace("name: Lamp", "name: Do nothing"), encoding="utf-8")
    found = bizcase.compare([lamp, hashed, f"{hashed}#downside"], trials=0)
    assert found.options[1].name == str(hashed)
    assert found.options[2].name == "Do nothing, downside"


def test_scenarios_and_runs_can_be_compared_from_python(
    lamp: Path, lite: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(lamp.parent)
    scenario = bizcase.load(lamp.name)
    found = bizcase.compare(
        [scenario, scenario.run(set={"products.lamp.price": 104}), bizcase.load(lite)], trials=0
    )
    assert [one.name for one in found.options] == ["lamp.yaml", "Lamp", "Lamp Lite"]
    frame = found.to_frame()
    assert list(frame.columns) == ["lamp.yaml", "Lamp", "Lamp Lite", "Do nothing"]
    assert frame.loc["npv", "Lamp"] > frame.loc["npv", "lamp.yaml"]
    assert frame.loc["npv", "Do nothing"] == 0
    assert frame["Do nothing"].isna().sum() == 7
    with pytest.raises(ValueError, match="trials is at least 0"):
        bizcase.compare([lamp, lite], trials=-1)
