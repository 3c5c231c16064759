"""The rule of the team is in the first sentence of a case with stages, everywhere the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bizcase.report.page.findings import Wish, find
from bizcase.report.page.html import Html
from bizcase.report.page.sections.headline import tiles
from bizcase.report.page.sections.recommendation import Recommendation, recommendation
from tests.cli.conftest import LAMP, Program
from tests.stages.test_pages import one_line

STAGES = "stages: {trial: {cost: 1k, success: 80%, decided: year 1}}\n"
TRIALS = 1_000


@pytest.fixture
def lamp(tmp_path: Path) -> Path:
    """A lamp that pays back after 2.6 years if its trial succeeds."""
    path = tmp_path / "lamp.yaml"
    early = LAMP.replace("when: opening", "when: year 1")
    path.write_text(early[: early.index("cases:")] + STAGES, encoding="utf-8")
    return path


def ruled(path: Path, rule: str, *changes: str) -> None:
    text = path.read_text(encoding="utf-8").replace(*changes or ("", ""))
    path.write_text(f"{text}accept_if: {{{rule}}}\n", encoding="utf-8")


def found(path: Path, trials: int = 0) -> Recommendation:
    return recommendation(find(Wish(path, trials=trials)))


def test_a_case_that_fails_even_if_all_succeeds(lamp: Path, program: Program) -> None:
    ruled(lamp, "npv: > 1M")
    page = found(lamp)
    assert page.tone == "bad"
    said = "Start only if the rule may be waived: EUR "
    assert page.sentence.startswith(said)
    first = page.sentence.partition(". Go on")[0]
    assert first.endswith(", but it fails its rule even if every stage succeeds")
    shown = one_line(program("stages", lamp).out)
    assert shown.endswith(page.sentence)
    assert "Fails the rule NPV > 1M even if every stage succeeds: NPV is EUR " in shown
    record = json.loads(program("stages", lamp, "--json").out)
    assert (record["advice"], record["start"]) == (page.sentence, True)
    assert (record["rule"], record["passes_rule"]) == ("NPV > 1M", False)
    assert json.loads(program("run", lamp, "--json").out)["stages"]["advice"] == page.sentence


def test_a_case_that_passes(lamp: Path, program: Program) -> None:
    ruled(lamp, "npv: > 1k")
    page = found(lamp)
    assert (page.tone, page.sentence.startswith("Start: EUR ")) == ("good", True)
    assert "rule" not in page.sentence
    shown = one_line(program("stages", lamp).out)
    assert "Passes the rule NPV > 1k if every stage succeeds: NPV is EUR " in shown


def test_a_case_that_cannot_be_judged(lamp: Path) -> None:
    ruled(lamp, "profitability_index: > 1", "capex:", "funds:")
    text = lamp.read_text(encoding="utf-8")
    start, end = text.index("funds:"), text.index("stages:")
    lamp.write_text(text[:start] + text[end:].replace("cost: 1k, ", ""), encoding="utf-8")
    page = found(lamp)
    assert page.tone == "open"
    assert ", but it cannot be judged by its rule. Go on" in page.sentence


def test_a_case_that_most_trials_fail(lamp: Path) -> None:
    uncertain = ("price: 100", "price: {base: 100, low: 70, high: 101}")
    ruled(lamp, "npv: > 20k", *uncertain)
    page = found(lamp, TRIALS)
    assert page.tone == "open"
    assert ", if you trust its base case: it passes the rule, only " in page.sentence
    (sure,) = (said for kind, said in page.reasons if kind == "How sure")
    assert sure.startswith("If every stage succeeds, the NPV is above zero in ")
    assert sure.lower().count("if every stage succeeds") == 1


def test_every_figure_of_success_says_so(lamp: Path) -> None:
    shown: Html = tiles(find(Wish(lamp, trials=0)))
    tile = str(shown).partition("Peak funding")[2].partition("</div>")[0]
    assert "if every stage succeeds" in tile
