"""The first sentence of a comparison has the rule of the option that it recommends in it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import bizcase
from bizcase.report.page.findings import Wish, find
from bizcase.report.page.sections.recommendation import recommendation
from bizcase.study.compare import compare
from bizcase.study.comparison.advice import advice
from bizcase.study.comparison.result import Comparison
from bizcase.study.simulate import simulate
from tests.cli.conftest import LAMP, Program, program

__all__ = ["program"]  # a fixture

# In most trials it earns less than in the base case: the payback is later than the rule allows.
UNSURE = LAMP.replace("price: 100", "price: {base: 100, low: 82, high: 101}")
RULE = "accept_if: {payback: < 2.6 years}\n"
CHEAP = "bizcase: 1\nextends: lamp.yaml\nname: Cheap\nproducts: {lamp: {price: 93}}\n"
TRIALS = 2_000


def options(folder: Path, text: str, cheap: str = CHEAP) -> tuple[Path, Path]:
    lamp, other = folder / "lamp.yaml", folder / "cheap.yaml"
    lamp.write_text(text, encoding="utf-8")
    other.write_text(cheap, encoding="utf-8")
    return lamp, other


def compared(folder: Path, text: str, cheap: str = CHEAP) -> Comparison:
    return compare(options(folder, text, cheap), trials=TRIALS)


def test_a_rule_that_most_trials_fail(tmp_path: Path, program: Program) -> None:
    lamp, other = options(tmp_path, UNSURE + RULE)
    found = compare([lamp, other], trials=TRIALS)
    odds, own = (
        found.chances,
        simulate(bizcase.load(lamp).model, TRIALS, measures=["payback_years"]),
    )
    assert odds is not None
    assert odds.rule == own.rule
    said = advice(found)[0]
    assert said.startswith(
        "Choose Lamp: NPV EUR 26.8k against EUR 4.6k for Cheap, if you trust its"
    )
    assert said.endswith(" base case: it passes the rule, only 26.5% of the trials do.")
    # The same words on the terminal, in JSON, above the chart, and on the page.
    command = ["compare", "lamp.yaml", "cheap.yaml", "--trials", TRIALS]
    assert " ".join(program(*command).out.split()).startswith(said)
    record = json.loads(program(*command, "--json").out)
    assert record["recommendation"]["sentence"] == said
    rule = record["chances"]["rule"]
    assert (rule["option"], rule["passes"]["value"]) == ("Lamp", odds.rule.passes.value)
    assert bizcase.draw(found, "ranges").title == said.removesuffix(".")
    page = recommendation(find(Wish(lamp, (str(other),), trials=TRIALS)))
    assert (page.sentence, page.tone) == (said, "open")


def test_a_rule_that_all_options_fail(tmp_path: Path, program: Program) -> None:
    lamp, other = options(tmp_path, LAMP + "accept_if: {payback: < 2 years}\n")
    found = compare([lamp, other], trials=0)
    first, *others = advice(found)
    assert first == (
        "None of the options passes its rule: Lamp is the best of them, NPV EUR 26.8k against "
        "EUR 4.6k for Cheap."
    )
    assert others[0].startswith("Beside Cheap, Lamp has ")
    said = " ".join([first, *others])
    assert said.count("the rule") == said.count("payback < 2 years") == 1
    assert said.endswith("Lamp fails the rule payback < 2 years: payback is 2.5 years.")
    # The same on the terminal, in JSON, above the chart, and on the page.
    command = ["compare", "lamp.yaml", "cheap.yaml", "--trials", 0]
    assert " ".join(program(*command).out.split()).startswith(said)
    record = json.loads(program(*command, "--json").out)["recommendation"]
    assert (record["sentence"], record["option"]) == (first, None)
    assert bizcase.draw(found, "ranges").title == first.removesuffix(".")
    page = recommendation(find(Wish(lamp, (str(other),), trials=0)))
    assert (page.sentence, page.tone) == (first, "bad")
    assert dict(page.reasons)["Why"] == " ".join(others)


def test_a_rule_that_only_the_best_option_fails(tmp_path: Path) -> None:
    own = f"{CHEAP}accept_if: {{npv: > 1k}}\n"
    found = compared(tmp_path, LAMP + "accept_if: {npv: > 30k}\n", own)
    assert advice(found)[0] == (
        "Lamp has the highest NPV, EUR 26.8k against EUR 4.6k for Cheap, but fails its rule: "
        "the best that passes its own is Cheap."
    )


def test_an_option_that_passes_but_loses_is_not_named(tmp_path: Path) -> None:
    own = f"{CHEAP.replace('93', '85')}accept_if: {{npv: > -50k}}\n"
    found = compared(tmp_path, LAMP + "accept_if: {npv: > 30k}\n", own)
    assert advice(found)[0] == (
        "No option that is worth more than doing nothing passes its rule: Lamp is the best of "
        "them, NPV EUR 26.8k against 0 for doing nothing."
    )


def test_an_option_with_stages_that_fails_even_if_they_succeed(tmp_path: Path) -> None:
    stages = "stages: {trial: {success: 90%, decided: year 1}}\n"
    early = LAMP.replace("when: opening", "when: year 1")
    text = early + stages + "accept_if: {npv: > 1M}\n"
    found = compared(tmp_path, text, CHEAP + "accept_if: {npv: > 1k}\n")
    first, *_, last = advice(found)
    assert first.endswith(
        " but fails its rule even if every stage succeeds: the best that passes its own is Cheap."
    )
    assert last.startswith("Lamp fails the rule NPV > 1M even if every stage succeeds: NPV is ")


def test_a_rule_that_most_trials_pass(tmp_path: Path) -> None:
    found = compared(tmp_path, UNSURE + "accept_if: {payback: < 4 years}\n")
    assert found.chances is not None
    assert found.chances.rule is not None
    assert found.chances.rule.passes.value > 0.5
    assert advice(found)[0].endswith(" for Cheap.")


@pytest.mark.parametrize("start", ["2027-01", "2028-04"])
def test_an_option_is_judged_as_it_is_not_from_the_day_of_the_other(
    tmp_path: Path, start: str
) -> None:
    """Seen from the start of the other one its payback is later; its rule does not mean that."""
    late = f"{CHEAP}timeline: {{start: {start}, step: year, length: 4 years}}\n"
    best = late.replace("price: 93", "price: {base: 120, low: 82, high: 121}")
    found = compared(tmp_path, LAMP + RULE, best)
    own = simulate(bizcase.load(tmp_path / "cheap.yaml").model, TRIALS, measures=["payback_years"])
    assert found.first is not None
    assert found.first.name == "Cheap"
    assert found.chances is not None
    assert found.chances.rule == own.rule


def test_doing_nothing_has_no_rule(tmp_path: Path) -> None:
    found = compared(tmp_path, UNSURE.replace("100k", "200k") + RULE)
    assert found.first is found.nothing
    assert found.chances is not None
    assert found.chances.rule is None
    assert "the rule" not in advice(found)[0]


def test_one_of_two_that_are_needed_is_chosen_whatever_it_costs(tmp_path: Path) -> None:
    costs = UNSURE.replace("price: {base: 100, low: 82, high: 101}", "price: 0")
    cheap = CHEAP.replace("{price: 93}", "{unit_cost: 50}")
    said = advice(compared(tmp_path, costs, cheap))[0]
    assert said.startswith("If one of them is needed, choose Cheap")
    assert "the rule" not in said
