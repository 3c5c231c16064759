"""The verdict says what the numbers say, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

import bizcase
from bizcase.study.verdict import verdict
from tests.cli.conftest import LAMP


def judged(tmp_path: Path, *changes: tuple[str, str]) -> tuple[bool | None, str]:
    text = LAMP
    for written, instead in changes:
        assert written in text
        text = text.replace(written, instead)
    path = tmp_path / "lamp.yaml"
    path.write_text(text, encoding="utf-8")
    found = verdict(bizcase.load(path).run())
    return found.passes, found.sentence


def test_npv_above_zero_by_default(tmp_path: Path) -> None:
    assert judged(tmp_path) == (True, "Passes the rule NPV > 0: NPV is EUR 26.8k.")
    assert judged(tmp_path, ("price: 100", "price: 90")) == (
        False,
        "Fails the rule NPV > 0: NPV is EUR -4.9k.",
    )


def test_what_fails_comes_first(tmp_path: Path) -> None:
    rule = ("cases:", 'accept_if: {npv: "> 0", irr: "> 15%", payback: "< 2 years"}\ncases:')
    assert judged(tmp_path, rule)[1] == (
        "Fails the rule NPV > 0 and IRR > 15% and payback < 2 years: "
        "payback is 2.5 years, NPV is EUR 26.8k, IRR is 21.9%."
    )


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ('npv: "> 26_795"', "Fails the rule NPV > 26.795k: NPV is EUR 26.79k."),
        ('npv: "> 26_500"', "Passes the rule NPV > 26.5k: NPV is EUR 26.8k."),
        ('irr: "> 21.86%"', "Passes the rule IRR > 21.86%: IRR is 21.9%."),
        ('irr: "> 21.9%"', "Fails the rule IRR > 21.9%: IRR is 21.86%."),
        ('payback: "< 2.53 years"', "Passes the rule payback < 2.53 years: payback is 2.5 years."),
        ('payback: "< 2.5 years"', "Fails the rule payback < 2.5 years: payback is 2.5 years."),
        ('payback: "<= 2.5 years"', "Passes the rule payback <= 2.5 years: payback is 2.5 years."),
        ('payback: "< 31 months"', "Passes the rule payback < 31 months: payback is 30.0 months."),
        ('payback: "< 910 days"', "Fails the rule payback < 910 days: payback is 912.5 days."),
    ],
)
def test_a_limit_is_shown_as_it_was_written_and_the_figure_differs_from_it(
    tmp_path: Path, rule: str, said: str
) -> None:
    assert judged(tmp_path, ("cases:", f"accept_if: {{{rule}}}\ncases:"))[1] == said


def test_money_that_never_comes_back_fails_a_limit_on_payback(tmp_path: Path) -> None:
    rule = ("cases:", 'accept_if: {payback: "< 3 years"}\ncases:')
    assert judged(tmp_path, rule, ("price: 100", "price: 70")) == (
        False,
        "Fails the rule payback < 3 years: cash never pays back within the horizon.",
    )


def test_it_says_when_the_npv_rests_on_terminal_value_alone(tmp_path: Path) -> None:
    more = ("cases:", "terminal_value: {method: perpetuity}\ncases:")
    passes, sentence = judged(tmp_path, more, ("price: 100", "price: 85"))
    assert passes
    assert "rests on the terminal value alone: without it, it is EUR -20.8k" in sentence
    assert "rests" not in judged(tmp_path, more)[1]


@pytest.mark.parametrize("rule", ["", 'accept_if: {irr: "> 5%"}\n'])
def test_it_says_when_there_is_no_irr(tmp_path: Path, rule: str) -> None:
    end = "costs: {clearing: {amount: 400k, when: end}}\n" + rule + "cases:"
    passes, sentence = judged(
        tmp_path, ("cases:", end), ("price: 100", "price: 185"), ("unit_cost: 60", "unit_cost: 5")
    )
    assert "there is no IRR (two sign changes" in sentence
    assert passes is (None if rule else True)
