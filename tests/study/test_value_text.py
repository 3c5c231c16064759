"""Values in words: with the currency, in days, and one column in one scale."""

from __future__ import annotations

from pathlib import Path

import pytest

from bizcase.scenario.load import load_model
from bizcase.study.value_text import value_text
from bizcase.units.money import in_one_scale

THERMOSTAT = load_model(Path(__file__).parent.parent.parent / "scenarios" / "thermostat.yaml")


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("products.thermostat.price", 165, "EUR 165"),
        ("costs.team.salary", 77_000, "EUR 77k/year"),
        ("products.thermostat.subscription.price", 3.99, "EUR 3.99/month"),
        ("products.thermostat.adoption.imitation", 0.38, "38%/year"),
        ("working_capital.receivables", 45, "45 days"),
        ("products.thermostat.adoption.launch", 8 / 12, "2027-09"),
        ("products.thermostat.adoption.launch", 0.64, "2027-08-22"),
        ("costs.team.people", 1.1, "+10%"),
    ],
)
def test_a_value_has_its_unit(path: str, value: float, text: str) -> None:
    given = {p.removesuffix(".days"): one for p, one in THERMOSTAT.inputs.items()}[path]
    assert value_text(given, value, THERMOSTAT) == text


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((1.449e6, 783e3, 2.232e6, 0.0), ["1.45M", "0.78M", "2.23M", "0"]),
        ((-12_345.0, 30.0), ["-12.3k", "0.0k"]),
        ((112.1e6, 20.6e6), ["112.1M", "20.6M"]),
        ((0.25, 1e-9), ["0.250", "0"]),
        ((), []),
    ],
)
def test_amounts_of_a_column_add_up_to_the_eye(values: tuple[float, ...], texts: list[str]) -> None:
    assert list(map(in_one_scale(values), values)) == texts
