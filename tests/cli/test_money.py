"""Numbers for readers."""

from __future__ import annotations

import pytest

from bizcase.report.tables.table import scale_for
from bizcase.units.money import (
    alike,
    apart,
    figure,
    in_one_scale,
    money,
    percent,
    ratio,
    short,
    unit_price,
    years,
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"), (-0.4, "-0.40"), (0.004, "0"),
        (185.37, "185"), (999.6, "1k"), (1_234, "1.2k"), (12_345, "12.3k"),
        (99_950, "100k"), (350_000, "350k"), (999_960, "1M"), (4_812_000, "4.8M"),
        (-2_200_000, "-2.2M"), (40_861_681, "40.9M"), (999.96e6, "1bn"), (1.5167e9, "1.5bn"),
        (1.2e13, "12,000bn"), (9.9e14, "990,000bn"), (1e15, "1.0e15"), (-3.17e300, "-3.2e300"),
    ],
)  # fmt: skip
def test_short_money(value: float, text: str) -> None:
    assert short(value) == text


def test_the_others() -> None:
    assert [money(v, "EUR") for v in (-4.8e6, 9e6)] == ["EUR -4.8M", "EUR 9.0M"]
    assert [unit_price(v) for v in (1_250, 165, 84.31, 3.99, 0.664, -0.001)] == [
        "1,250", "165", "84.3", "3.99", "0.66", "0.00",
    ]  # fmt: skip
    assert [percent(v) for v in (0.1, 0.1234, -0.0001)] == ["10%", "12.3%", "0%"]
    assert percent(0.1, whole=False) == "10.0%"
    assert [years(v) for v in (1, 3.44, 5)] == ["1 year", "3.4 years", "5 years"]


@pytest.mark.parametrize(
    ("one", "other", "texts"),
    [
        (1.375e6, 1.366e6, ("EUR 1.38M", "EUR 1.37M")),
        (4.8e6, 4.0e6, ("EUR 4.8M", "EUR 4.0M")),
        (12.1, 12.4, ("EUR 12.1", "EUR 12.4")),
        (2e6, 2e6, ("EUR 2.0M", "EUR 2.0M")),
    ],
)
def test_amounts_told_apart(one: float, other: float, texts: tuple[str, str]) -> None:
    assert apart(one, other, "EUR") == texts


def test_what_no_word_makes_short_has_an_exponent() -> None:
    assert [figure(v, 6) for v in (1e300, 1.75e20, 9e14)] == ["1e300", "1.75e20", "900,000bn"]
    assert alike([0, 5e299, 1e300]) == ["0", "0.5e300", "1.0e300"]
    text = in_one_scale([3.17e300, 4e299])
    assert [text(v) for v in (3.17e300, 4e299, 1.0)] == ["3.17e300", "0.40e300", "0"]
    assert [of(1e200) for of in (unit_price, percent, ratio, years)] == [
        "1.0e200", "1.0e202%", "1.0e200", "1.0e200 years",
    ]  # fmt: skip
    assert [scale_for([1e300]).text(v) for v in (1e300, -5.0)] == ["1.0e294", "0"]
