"""`bizcase simulate`: the printed page, JSON, CSV, what is refused, and what Ctrl-C leaves."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
from pathlib import Path

import pytest

import bizcase
from bizcase.cli.progress import Bar
from tests.cli.conftest import LAMP, Program
from tests.cli.test_run import kept, lines

SCENARIOS = Path(__file__).parents[2] / "scenarios"
KEYS = ["format", "scenario", "case", "currency", "step", "timing", "rate", "trials",
        "trials_asked", "seed", "sampler", "measures", "gain_chance", "rule", "expected_loss",
        "tail_mean", "value_of_information", "npv_at_means", "below_base", "histogram", "drivers",
        "unsourced", "unproven", "why_null", "periods", "rows", "problems"]  # fmt: skip
EVERYWHERE = (
    "P(NPV > 0)", "Perfect information", "Low to high", "of the spread rests on",
    "Revenue by fiscal year", "Cumulative cash at the end of each fiscal year",
)  # fmt: skip
MARKET = (
    "{amount: {base: 1_000/year, low: 700/year, high: 1_200/year, source: Panel}, from: year 1}"
)


@pytest.fixture
def unsure(tmp_path: Path) -> Path:
    """The lamp, with ranges and a rule; price and market are correlated."""
    text = LAMP.replace("{amount: 1_000/year, from: year 1}", MARKET)
    text = text.replace(" price: 100,", " price: {base: 100, low: 88, high: 110, owner: Sales},")
    text = text.replace("unit_cost: 60", "unit_cost: {base: 60, min: 58, max: 65, source: Offer}")
    text += "correlations:\n  - {between: [lamp.price, lamp.units.amount], rank: -0.3}\n"
    text += 'accept_if: {npv: "> 0", payback: "< 3 years"}\n'
    path = tmp_path / "unsure.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def independent(path: Path) -> Path:
    text = path.read_text(encoding="utf-8")
    start = text.index("correlations:")
    path.write_text(text[:start] + text[text.index("accept_if") :], encoding="utf-8")
    return path


@pytest.mark.parametrize("width", [80, 120])
def test_the_page_is_as_kept(
    program: Program, unsure: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = program("simulate", unsure)
    assert lines(shown.out) == kept(f"lamp_simulated_{width}.txt")
    assert (shown.status, shown.err) == (0, "")


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [80, 120])
def test_shipped_scenarios_fit_the_terminal(
    program: Program, path: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    shown = program("simulate", path, "--trials", 1_000, "--row", "revenue")
    assert (shown.status, shown.err) == (0, "")
    assert max(map(len, shown.out.splitlines())) <= width
    assert [words for words in EVERYWHERE if words not in shown.out] == []


def test_json_is_as_designed(program: Program, unsure: Path) -> None:
    text = program("simulate", unsure, "--json", "--trials", 3_000, "--seed", 5).out
    record = json.loads(text)
    assert list(record) == KEYS
    result = bizcase.load(unsure).simulate(3_000, 5)
    assert record["measures"]["npv"]["mean"] == result.measures["npv"].mean.value
    assert record["measures"]["npv"]["base"] == bizcase.load(unsure).run().measures["npv"]
    assert record["gain_chance"]["value"] == result.gain_chance.value
    assert record["rule"]["rule"] == "NPV > 0 and payback < 3 years"
    assert record["rule"]["passes"]["value"] < record["gain_chance"]["value"]
    assert sum(record["histogram"]["shares"]) + record["histogram"]["below"] + record["histogram"][
        "above"
    ] == pytest.approx(1)
    assert 0.0 in record["histogram"]["edges"]
    cash = record["rows"]["cumulative_cash"]
    assert len(cash["percentiles"]["P50"]) == len(record["periods"]) == 5
    assert cash["percentiles_by_year"] == cash["percentiles"]
    assert record["drivers"][0].keys() >= {"path", "rank_correlation", "share", "low", "owner"}
    assert "NaN" not in text
    assert "workers" not in text


def test_one_trial_has_no_spread_and_json_says_why(program: Program, unsure: Path) -> None:
    record = json.loads(program("simulate", unsure, "--json", "--trials", 1).out)
    assert record["measures"]["npv"]["standard_error"] is None
    assert record["histogram"] is None
    assert record["drivers"][0]["rank_correlation"] is None
    assert record["why_null"].keys() >= {"standard_error", "histogram", "rank_correlation"}
    assert "1 trial: 3 uncertain values" in program("simulate", unsure, "--trials", 1).out


def test_figures_of_the_page_and_of_json_do_not_depend_on_workers(
    program: Program, unsure: Path
) -> None:
    asked = ("simulate", unsure, "--trials", 17_000, "--json")
    assert program(*asked, "--workers", 2).out == program(*asked, "--workers", 1).out


def test_csv_has_a_line_for_each_percentile(program: Program, unsure: Path) -> None:
    out = program("simulate", unsure, "--csv", "--row", "revenue", "--case", "downside").out
    found = list(csv.reader(io.StringIO(out)))
    assert found[0] == ["case", "row", "unit", "percentile", "opening", "2027", "2028", "2029",
                        "2030"]  # fmt: skip
    assert [line[3] for line in found[1:9]] == [
        "P5", "P10", "P25", "P50", "P75", "P90", "P95", "base"
    ]  # fmt: skip
    assert {line[0] for line in found[1:]} == {"downside"}
    assert [line[1] for line in found[1::8]] == ["cumulative_cash", "revenue"]
    median, base = found[4], found[8]
    assert float(median[4]) == float(base[4]) == -100e3


def test_seed_sampler_case_and_set_change_the_figures(program: Program, unsure: Path) -> None:
    def mean(*options: object) -> float:
        record = json.loads(program("simulate", unsure, "--json", *options).out)
        found: float = record["measures"]["npv"]["mean"]
        return found

    usual = mean()
    assert mean("--seed", 1, "--sampler", "latin-hypercube", "--trials", 10_000) == usual
    others = [mean("--seed", 2), mean("--sampler", "sobol"), mean("--sampler", "random")]
    assert len({usual, *others}) == 4
    assert others == pytest.approx([usual] * 3, rel=0.05)
    assert mean("--case", "downside") < usual - 10_000
    assert mean("--set", "lamp.unit_cost.base=62") < usual


def test_further_measures_and_rows(program: Program, unsure: Path) -> None:
    measures = ("--measure", "mirr", "--measure", "discounted_payback", "--measure", "npv")
    rows = ("--row", "lamp.units", "--row", "book_value", "--row", "discount_factor")
    out = program("simulate", unsure, *measures, *rows).out
    assert out.count("\n  NPV, EUR") == 1
    assert "\n  MIRR" in out
    assert "\n  Discounted payback, years" in out
    assert "lamp.units by fiscal year\n  units " in out
    assert "Book value at the end of each fiscal year\n  EUR thousand " in out
    assert "Discount factor at the end of each fiscal year" in out
    assert "0.909" in out


def test_indices_of_independent_values(program: Program, unsure: Path) -> None:
    path = independent(unsure)
    out = program("simulate", path, "--indices").out
    assert "Sobol indices of the NPV" in out
    assert "of the variance" in out
    record = json.loads(program("simulate", path, "--indices", "--json").out)
    found = {index["paths"][0]: index for index in record["indices"]["inputs"]}
    assert len(found) == 3
    assert all(0 <= index["first"] <= index["total"] + 0.01 for index in found.values())
    assert sum(index["first"] for index in found.values()) == pytest.approx(1, abs=0.05)


def test_indices_are_refused_with_correlated_values(program: Program, unsure: Path) -> None:
    shown = program("simulate", unsure, "--indices")
    assert (shown.status, shown.out) == (1, "")
    assert "are correlated: their parts of the variance overlap" in shown.err
    assert "`correlations: null`" in shown.err


def test_the_way_out_of_that_refusal_works(program: Program, unsure: Path) -> None:
    path = unsure.with_name("free.yaml")
    path.write_text("bizcase: 1\nextends: unsure.yaml\ncorrelations: null\n", encoding="utf-8")
    assert "Sobol indices" in program("simulate", path, "--indices").out


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        (["--trials", "0"], 2, "--trials"),
        (["--trials", "many"], 2, "--trials"),
        (["--workers", "0"], 2, "--workers"),
        (["--sampler", "sobl"], 2, "'latin-hypercube', 'sobol', 'random'"),
        (["--json", "--csv"], 2, "choose one of --json and --csv"),
        (["--measure", "irrr"], 1, "there is no measure `irrr`\n --> --measure:1:1"),
        (["--row", "revenu"], 1, "1 | revenu\n  | ^^^^^^\n  |\n  = help: did you mean `revenue`?"),
        (["--case", "downsid"], 1, "did you mean `downside`?"),
        (["--set", "lamp.prize=3"], 1, "nothing stands at `lamp.prize`"),
    ],
)
def test_what_makes_no_sense_is_said(
    program: Program, unsure: Path, options: list[str], status: int, words: str
) -> None:
    shown = program("simulate", unsure, *options)
    assert (shown.status, shown.out) == (status, "")
    assert words in shown.err


def test_nothing_uncertain_is_said(program: Program, lamp: Path) -> None:
    shown = program("simulate", lamp)
    assert (shown.status, shown.out) == (1, "")
    assert "no value has a range: every trial would be the same" in shown.err


def test_impossible_correlations_name_the_pairs_and_the_nearest(
    program: Program, unsure: Path
) -> None:
    text = unsure.read_text(encoding="utf-8").replace(
        "rank: -0.3}\n",
        "rank: -0.9}\n  - {between: [lamp.price, lamp.unit_cost], rank: 0.9}\n"
        "  - {between: [lamp.unit_cost, lamp.units.amount], rank: 0.8}\n",
    )
    unsure.write_text(text, encoding="utf-8")
    shown = program("simulate", unsure)
    assert shown.status == 1
    assert "`products.lamp.price` with `products.lamp.unit_cost` 0.9" in shown.err
    nearest = shown.err[shown.err.index("the nearest that can:") :].splitlines()[1:4]
    text = unsure.read_text(encoding="utf-8")
    start, end = text.index("correlations:"), text.index("accept_if")
    unsure.write_text(
        text[:start] + "correlations:\n" + "\n".join(nearest) + "\n" + text[end:], encoding="utf-8"
    )
    assert program("simulate", unsure).status == 0


def test_ranges_without_effect_are_said(program: Program, unsure: Path) -> None:
    text = unsure.read_text(encoding="utf-8").replace(
        "unit_cost:", "lifetime: {base: 2 years, min: 1 year, max: 3 years}, unit_cost:"
    )
    unsure.write_text(text, encoding="utf-8")
    shown = program("simulate", unsure)
    assert shown.status == 0
    assert "counts periods in a formula: it stays at its base" in shown.err


def test_ctrl_c_shows_what_was_done(
    program: Program, unsure: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def press(_bar: Bar, done: int, _of: int) -> None:
        if done == 3_000:
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(Bar, "__call__", press)
    shown = program("simulate", unsure, "--trials", 900_000)
    assert shown.status == 130
    assert "3,000 of 900,000 trials: 3 uncertain values" in shown.out
    assert "Stopped by Ctrl-C: 3,000 of 900,000 trials are done" in shown.err
    shown = program("simulate", unsure, "--trials", 900_000, "--json")
    record = json.loads(shown.out)
    assert (shown.status, record["trials"], record["trials_asked"]) == (130, 3_000, 900_000)
    whole = json.loads(program("simulate", unsure, "--trials", 3_000, "--json").out)
    assert {**whole, "trials_asked": 900_000} == record


def test_ctrl_c_during_the_indices_still_shows_the_trials(
    program: Program, unsure: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("bizcase.study.indices.indices", stop)
    shown = program("simulate", independent(unsure), "--indices")
    assert shown.status == 130
    assert "P(NPV > 0)" in shown.out
    assert "Sobol" not in shown.out
