"""Adjustments by hand in what the program shows: page, record, schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from bizcase.scenario.schema import json_schema
from bizcase.text import read_text
from tests.cli.conftest import LAMP, Program
from tests.cli.test_schema import plain


def test_page_and_record_say_what_was_adjusted(program: Program, lamp: Path) -> None:
    text = LAMP + (
        "adjustments:\n"
        "  revenue: {2028-03: -20_000, reason: one-off rebate, owner: Finance}\n"
        "  operating costs: {opening: 5k, 2027-07: 12k}\n"
        "  tax: {2028: 0}\n"
    )
    lamp.write_text(text, encoding="utf-8")
    said = (
        "adjusted by hand: revenue -20k in 2028 (one-off rebate, Finance); "
        "operating costs +5k at the opening, +12k in 2027 Lamp"
    )
    assert said in " ".join(program("run", lamp).out.split())
    assert said in " ".join(program("run", lamp, "--case", "all").out.split())
    record = json.loads(program("run", lamp, "--json").out)
    assert record["rows"]["adjustments.revenue"] == [0, 0, -20e3, 0, 0]
    assert record["adjustments"][0] == {
        "line": "revenue", "amounts": {"2028": -20e3}, "reason": "one-off rebate",
        "owner": "Finance",
    }  # fmt: skip
    assert record["adjustments"][2]["amounts"] == {}


def test_many_periods_are_counted(program: Program, lamp: Path) -> None:
    dates = ", ".join(f"2027-{month:02d}: 1k" for month in range(1, 13))
    text = LAMP.replace("step: year", "step: month")
    lamp.write_text(f"{text}adjustments: {{revenue: {{{dates}, reason: x}}}}", encoding="utf-8")
    assert "+1k in 2027-06 and 6 more (x)" in " ".join(program("run", lamp).out.split())


@pytest.mark.parametrize(
    ("written", "fits"),
    [
        ("none", True),
        ("{cost of sales: {2028-03: -2, launch: 1, year 1 Q2: 5k, reason: x, owner: y}}", True),
        ("{cost_of_sales: none}", True),
        ("{ebitda: {end: 1}}", False),
        ("{revenue: {end: [1]}}", False),
        ("{revenue: 5}", False),
    ],
)
def test_editors_know_the_key(written: str, fits: bool) -> None:
    validator = jsonschema.Draft7Validator(json_schema())
    assert validator.is_valid(plain(read_text(LAMP + f"adjustments: {written}"))) == fits
