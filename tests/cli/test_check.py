"""`bizcase check`: every problem at once, the count, and what was understood."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bizcase.study.check import check
from bizcase.study.lint.registry import RULES
from bizcase.study.lint.rule import Rule
from tests.cli.conftest import LAMP, Program
from tests.written import head

# For each rule what makes the lamp break it, as (written, changed to).
BROKEN = {
    "no-source": ("", ""),
    "no-range": ("", ""),
    "one-future": (LAMP[LAMP.index("cases:") :], ""),
    "probability-missing": ("cases:\n", "cases:\n  other: {products.lamp.price: 90}\n"),
    "no-working-capital": ("", ""),
    "short-horizon": ("life: 4 years", "life: 9 years"),
    "eternal-growth": ("cases:", "terminal_value: {method: perpetuity, growth: 5%/year}\ncases:"),
    "idle-rule": ("cases:", 'accept_if: {payback: "< 9 years"}\ncases:'),
    "range-too-wide": ("price: 100", "price: {base: 60, low: 5, high: 120}"),
    "no-distribution": (
        "price: 100",
        "price: {base: 60, low: 0, high: 120, distribution: lognormal}",
    ),
    "risk-counted-twice": (
        "rate: 10%, timing: end, also: [5%]}",
        "rate: 14%}\nstages: {trial: {cost: 5k, success: 60%, decided: year 1}}",
    ),
    "idle-range": (
        "cases:",
        "stages: {trial: {success: {base: 60%, low: 40%, high: 70%}, decided: year 1}}\ncases:",
    ),
    "outcome-before-gate": (
        "cases:",
        "stages: {trial: {decided: year 3, outcomes: {high: {probability: 60%}, "
        "low: {probability: 40%, products.lamp.price: 90}}}}\ncases:",
    ),
    "adjustment-without-reason": ("cases:", "adjustments: {revenue: {year 2: -5k}}\ncases:"),
}
SOUND = (
    head(discounting="{rate: 10%, timing: end}")
    + """\
products:
  lamp:
    units: {base: 1_000/year, low: 800/year, high: 1_300/year, source: survey}
    price: {base: 100, low: 90, high: 110, source: survey}
    unit_cost: {base: 60, source: offer}
working_capital: {receivables: 30 days}
"""
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_finds_what_it_is_for(rule: Rule, tmp_path: Path) -> None:
    code = rule.code
    path = tmp_path / "lamp.yaml"
    written, instead = BROKEN[code]
    path.write_text(LAMP.replace(written, instead) if written else LAMP, encoding="utf-8")
    found = [problem for problem in check(path).problems if problem.code == code]
    assert [problem.severity for problem in found] == ["warning"]
    assert found[0].help


def test_a_sound_scenario_says_what_was_understood(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "sound.yaml"
    path.write_text(SOUND, encoding="utf-8")
    shown = program("check", path)
    assert (shown.status, shown.err) == (0, "no problems\n")
    assert shown.out.startswith(f"{path}: 1 product, ")
    assert shown.out.endswith("; 4 years, 2027 to 2030\n")


def test_a_placeholder_is_remarked_as_one_beside_what_has_no_source(tmp_path: Path) -> None:
    path = tmp_path / "lamp.yaml"
    text = SOUND.replace("source: offer", "source: guess").replace(
        "source: survey", "source: tbd", 1
    )
    path.write_text(text, encoding="utf-8")
    [only] = check(path).problems
    assert (only.code, only.severity) == ("no-source", "warning")
    assert only.message == (
        "2 assumptions whose source is only `tbd` or `guess`: `products.lamp.units`, "
        "`products.lamp.unit_cost`"
    )
    path.write_text(text.replace("high: 110, source: survey", "high: 110"), encoding="utf-8")
    assert {problem.message.partition(":")[0] for problem in check(path).problems} == {
        "1 assumption without a source", "2 assumptions whose source is only `tbd` or `guess`",
    }  # fmt: skip


def test_what_an_adoption_and_a_subscription_rest_on_needs_a_source(tmp_path: Path) -> None:
    """At any depth what is written; no default, growth, date, bookkeeping, nor a series twice."""
    path = tmp_path / "app.yaml"
    text = """\
products:
  app:
    adoption: {model: bass, market: 9_000, innovation: 3%/year, imitation: 40%/year, launch: year 1}
    subscription: {price: {base: [90/year, 95/year, ...], low: -5%, high: 5%}, churn: 20%/year}
costs:
  support: {amount: {base: 20k/year, grows: 2%/year, source: "Offer, May"}}
capex:
  servers:
    amount: {base: 50k, source: "Offer, May"}
    when: opening
    depreciation: {method: reducing balance, rate: 30%}
"""
    path.write_text(head(tax="none") + text, encoding="utf-8")
    found = check(path).problems
    [said] = [problem.message for problem in found if problem.code == "no-source"]
    assert said == (
        "5 assumptions without a source: `products.app.adoption.market`, "
        "`products.app.adoption.innovation`, `products.app.adoption.imitation`, "
        "`products.app.subscription.price` and 1 more"
    ), found


def test_warnings_are_shown_and_keep_nothing_from_running(program: Program, lamp: Path) -> None:
    shown = program("check", lamp)
    assert shown.status == 0
    assert "warning[no-source]" in shown.err
    assert shown.err.endswith("3 warnings\n")


def test_every_error_at_once_also_in_cases(program: Program, lamp: Path) -> None:
    text = LAMP.replace("downside: {products.lamp.price: 85", "downside: {products.lamp.prise: 85")
    lamp.write_text(text, encoding="utf-8")
    assert "did you mean `products.lamp.price`?" in program("check", lamp).err
    lamp.write_text(text.replace("unit_cost", "unit_kost").replace("rate:", "rat:"))
    shown = program("check", lamp)
    assert shown.status == 1
    assert shown.out == ""
    assert "unit_kost" in shown.err
    assert "rat:" in shown.err
    assert shown.err.rstrip().endswith("errors")


def test_json_has_the_places(program: Program, lamp: Path) -> None:
    lamp.write_text(LAMP.replace("currency: EUR", "curency: EUR"), encoding="utf-8")
    shown = program("check", lamp, "--json")
    record = json.loads(shown.out)
    assert shown.status == 1
    problem = record["files"][0]["problems"][0]
    assert (problem["code"], problem["line"], problem["column"]) == ("unknown-key", 3, 1)
    assert record["files"][0]["sound"] is False


def test_several_files_are_counted_together(program: Program, lamp: Path, tmp_path: Path) -> None:
    shown = program("check", lamp, tmp_path / "missing.yaml")
    assert shown.status == 1
    assert "1 error, 3 warnings in 2 files" in shown.err
