"""What stands on a page: the decision, the reasons, options, cash, assumptions, versions."""

from __future__ import annotations

import html as entities
import re
from itertools import pairwise
from pathlib import Path

import pytest

from bizcase.problems import ProblemsFoundError
from bizcase.report.page.findings import Wish, find
from bizcase.report.page.page import Page, report_page
from bizcase.report.page.sections.recommendation import recommendation
from bizcase.report.workbook.proof.certificate import fingerprint_of_files
from bizcase.scenario.files import files_of
from bizcase.study.scenario import load
from bizcase.study.verdict import verdict
from tests.cli.conftest import LAMP
from tests.page.conftest import FEW, PageOf

SCENARIOS = Path(__file__).parents[2] / "scenarios"
THERMOSTAT, LITE = SCENARIOS / "thermostat.yaml", SCENARIOS / "thermostat_lite.yaml"
MONITOR, ROBOTS = SCENARIOS / "heart_monitor.yaml", SCENARIOS / "warehouse_robots.yaml"
LIMIT = 2_000_000  # bytes


def text_of(page: Page) -> str:
    """What a reader sees, without pictures."""
    body = re.sub(r"<(script|style)>.*?</\1>", "", page.html, flags=re.DOTALL)
    return entities.unescape(" ".join(re.sub(r"<[^>]*>", " ", body).split()))


def test_one_scenario(page_of: PageOf) -> None:
    page = page_of(THERMOSTAT)
    text, run = text_of(page), load(THERMOSTAT).run()
    assert "whether to go ahead with Smart thermostat, which needs EUR 2.9M at most" in text
    assert verdict(run).sentence in text
    for words in (
        "Do nothing", "Net present value EUR 4.8M", "P10–P90", "By fiscal year", "Gross profit",
        "Unit economics", "450k 350k to 570k illustrative Marketing", "downside: EUR 152",
        "11%/year nominal, flows at period end", "bizcase 0.1.0", page.findings.fingerprint,
        "2027-01: 9, 2027-07: 12",
    ):  # fmt: skip
        assert words in text, words
    assert page.html.count("<img ") == 9
    assert len(page.html.encode()) < LIMIT


def test_most_trials_against_the_base_case_are_not_kept_quiet(page_of: PageOf) -> None:
    found = recommendation(page_of(THERMOSTAT).findings)
    assert found.tone == "open"
    assert found.sentence.startswith(
        "Go ahead with Smart thermostat only if you trust its base case: it passes the rule, only 3"
    )


def test_several_options(page_of: PageOf) -> None:
    page = page_of(THERMOSTAT, LITE)
    text = text_of(page)
    assert "which option to choose: Smart thermostat, Thermostat Lite or doing nothing" in text
    assert (
        "Choose Smart thermostat: NPV EUR 4.8M against EUR 3.8M for Thermostat Lite, if you" in text
    )
    assert "Thermostat Lite less Smart thermostat" in text
    assert f"Fingerprint of thermostat_lite.yaml {fingerprint_of_files(files_of(LITE))}" in text


def test_the_rule_is_not_forgotten_where_options_are_compared(tmp_path: Path) -> None:
    """Whatever the order in which they are named: the best of them may fail the rule."""
    lamp, other = tmp_path / "lamp.yaml", tmp_path / "other.yaml"
    lamp.write_text(f"{LAMP}accept_if: {{payback: < 1 years}}\n", encoding="utf-8")
    other.write_text(
        "bizcase: 1\nextends: lamp.yaml\nname: Other\nproducts: {lamp: {price: 81}}\n",
        encoding="utf-8",
    )
    for own, beside in ((lamp, other), (other, lamp)):
        found = recommendation(find(Wish(own, (str(beside),), trials=0)))
        assert found.tone == "bad"
        said = "None of the options passes its rule: Lamp is the best of them, NPV EUR "
        assert found.sentence.startswith(said)
        assert "Lamp fails the rule payback < 1 year: " in dict(found.reasons)["Why"]


def test_the_doubt_is_that_on_the_option_that_is_recommended() -> None:
    sentences = {
        recommendation(find(Wish(own, (str(beside),), trials=1_000))).sentence
        for own, beside in ((THERMOSTAT, LITE), (LITE, THERMOSTAT))
    }
    (sentence,) = sentences
    assert "Choose Smart thermostat" in sentence
    assert ", if you trust its base case: it passes the rule, only 4" in sentence


def test_stages(page_of: PageOf) -> None:
    page = page_of(MONITOR)
    text = text_of(page)
    assert "whether to start Heart monitor with its first stage, prototype, for EUR 600k" in text
    assert "Risk-adjusted NPV EUR 2.0M all paths by their chances" in text
    assert "prototype succeeds (65%): go on , worth 5.6M" in text
    assert "if every stage goes as written" in text
    assert recommendation(page.findings).tone == "good"


def test_a_case_without_ranges(tmp_path: Path) -> None:
    path = tmp_path / "lamp.yaml"
    path.write_text(LAMP, encoding="utf-8")
    page = report_page(path, case="downside", set={"products.lamp.unit_cost": "95"})
    text = text_of(page)
    assert "Do not go ahead with Lamp (case downside)." in text
    assert "Not simulated: no value has a range" in text
    assert "changed: products.lamp.unit_cost" in text
    assert "Changed for this page products.lamp.unit_cost = 95" in text
    assert "P10" not in text
    assert "Remedy:" in text  # of what `check` says


def test_the_same_files_give_the_same_page(page_of: PageOf) -> None:
    assert report_page(ROBOTS, trials=FEW).html == page_of(ROBOTS).html


def test_headings_are_in_order_and_headers_have_a_scope(page_of: PageOf) -> None:
    for path in (THERMOSTAT, MONITOR):
        html = page_of(path).html
        levels = [int(level) for level in re.findall(r"<h(\d)", html)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert not re.findall(r"<th(?![^>]*scope=)[ >]", html)
        assert not re.findall(r"<img(?![^>]*alt=\"[^\"]+\")", html)
        places = re.findall(r'\sid="([^"]+)"', html)
        assert len(places) == len(set(places))
        assert set(re.findall(r'href="#([^"]+)"', html)) <= set(places)


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "lamp.yaml"
    path.write_text(LAMP, encoding="utf-8")
    with pytest.raises(ProblemsFoundError) as found:
        report_page(path, case="upside")
    assert [problem.code for problem in found.value.problems] == ["unknown-case"]
    with pytest.raises(ValueError, match="does not end with"):
        report_page(path, trials=0).save(tmp_path / "lamp.pdf")


def test_a_range_of_some_trials_says_of_how_many(tmp_path: Path) -> None:
    path = tmp_path / "lamp.yaml"
    unsure = LAMP.replace("price: 100", "price: {base: 88, low: 75, high: 100}")
    path.write_text(unsure, encoding="utf-8")
    text = text_of(report_page(path, trials=1_000))
    lacking = "none in 39.9% of the trials: never pays back within the horizon"
    assert f"2.4 to 3.8 years (P10–P90 of the trials that have one; {lacking})" in text
    # The same words stand below the table of all measures.
    assert f"Payback: {lacking}." in text
