"""Drivers are found by an end of their path that no other has."""

from __future__ import annotations

import pytest

from bizcase.problems import ProblemsFoundError
from bizcase.study.naming import named, short_names

PATHS = (
    "products.lamp.price",
    "products.lamp.price.grows",
    "products.lamp.units.market",
    "products.lantern.price",
    "tax.rate",
    "capex.mould.amount",
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("products.lamp.price", "products.lamp.price"),
        ("lamp.price", "products.lamp.price"),
        ("market", "products.lamp.units.market"),
        (" tax ", "tax.rate"),
        ("mould", "capex.mould.amount"),
        ("rate", "tax.rate"),
    ],
)
def test_an_end_that_no_other_has_is_enough(written: str, meant: str) -> None:
    assert named(written, PATHS) == meant


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("price", "one of `products.lamp.price`, `products.lantern.price`"),
        ("lamp.prise", "did you mean `lamp.price`?"),
        ("prise", "did you mean `lamp.price`, `lantern.price`?"),
        ("", "for example `lamp.price`"),
        ("zzz", "for example `lamp.price`"),
    ],
)
def test_others_are_answered_with_what_may_be_meant(written: str, said: str) -> None:
    with pytest.raises(ProblemsFoundError) as found:
        named(written, PATHS)
    (problem,) = found.value.problems
    assert problem.code == "unknown-path"
    assert problem.help is not None
    assert problem.help.startswith(said)


def test_short_names_have_two_parts_or_more_and_lead_back() -> None:
    short = short_names(PATHS)
    assert short["products.lamp.price"] == "lamp.price"
    assert short["tax.rate"] == "tax.rate"
    assert len(set(short.values())) == len(PATHS)
    for path, name in short.items():
        assert named(name, PATHS) == path
