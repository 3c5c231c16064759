"""Options whose stages may fail are ranked by what may be expected of them, not by success."""

from __future__ import annotations

from pathlib import Path

import pytest

import bizcase
from bizcase.study.comparison.advice import advice

SCENARIOS = Path(__file__).parents[2] / "scenarios"
MONITOR, THERMOSTAT = SCENARIOS / "heart_monitor.yaml", SCENARIOS / "thermostat.yaml"


def test_what_may_be_expected_ranks() -> None:
    found = bizcase.compare([MONITOR, THERMOSTAT])
    monitor, thermostat = found.options
    alone = bizcase.load(MONITOR).run().stages
    assert alone is not None
    assert monitor.expected == alone.value_if_started
    assert thermostat.expected == thermostat.measures["npv"]
    first, second = monitor.measures["npv"], thermostat.measures["npv"]
    assert first is not None
    assert second is not None
    assert first > second
    assert [one.name for one in found.ranking.order] == [
        "Smart thermostat",
        "Heart monitor",
        "Do nothing",
    ]
    assert found.best["value_if_started"] == ("Smart thermostat",)
    said = " ".join(advice(found))
    assert said.startswith("Choose Smart thermostat: expected value EUR 4.8M against EUR 2.7M")
    assert "Heart monitor may fail: its NPV of EUR 16.6M holds if every stage" in said


def test_chances_of_stages_are_not_mixed_with_those_of_ranges() -> None:
    found = bizcase.compare([MONITOR, THERMOSTAT])
    assert found.chances is None
    assert "stages that may fail" in found.why_no_chances
    assert (found.switches, found.reversals) == ((), ())


def test_a_later_start_is_worth_less(tmp_path: Path) -> None:
    text = MONITOR.read_text(encoding="utf-8")
    early = "bizcase: 1\nname: Early\ncurrency: EUR\n"
    early += "timeline: {start: 2026-01, step: quarter, length: 10 years}\n"
    early += "discounting: {rate: 10%/year, timing: mid}\ntax: none\nbenefits: {b: 10/year}\n"
    (tmp_path / "early.yaml").write_text(early, encoding="utf-8")
    (tmp_path / "monitor.yaml").write_text(text, encoding="utf-8")
    found = bizcase.compare([tmp_path / "early.yaml", tmp_path / "monitor.yaml"], trials=0)
    alone = bizcase.load(MONITOR).run().stages
    assert alone is not None
    assert alone.value_if_started is not None
    assert found.options[1].expected == pytest.approx(alone.value_if_started / 1.1)
