"""A value is set under the path that its input has, also where its key stands beside another."""

from __future__ import annotations

import pytest

from bizcase.scenario.build import build
from bizcase.scenario.override import apply_settings, resolved
from bizcase.text import Mapping, read_text
from tests.written import head

ORE = (
    head("Ore", timeline="{step: year, length: 4 years}", discounting="{rate: 10%, timing: end}")
    + """\
revenue:
  ore: {amount: 15M/year, grows: 5%/year, from: year 1}
"""
)


def top() -> Mapping:
    node = read_text(ORE)
    assert isinstance(node, Mapping)
    return node


def test_every_input_can_be_set_under_its_own_path() -> None:
    path = "revenue.ore.amount.grows"
    assert path in build(top()).inputs
    changed = build(apply_settings(top(), {path: "2%/year"}))
    assert changed.value(path) == 0.02
    assert changed.value("revenue.ore.amount") == 15e6


@pytest.mark.parametrize("path", ["revenue.ore.amount.low", "revenue.ore.amount.from", "amount.x"])
def test_what_does_not_describe_the_value_is_not_found_beside_it(path: str) -> None:
    assert resolved(top(), path) is None
